"""What a connector declares about itself."""

import msgspec


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A connector: its name, what it is for people, what it can do, and the vendor's pages it was written from."""

    name: str
    title: str
    verbs: tuple[str, ...]
    documentation: tuple[str, ...]
