"""Attachments: each part that is not the body, looked at by content."""

import hashlib
from pathlib import PurePosixPath

from triage_warden.connectors.mail import archives, magic
from triage_warden.connectors.mail.documents import (
    office_links,
    office_traits,
    page_traits,
    pdf_traits,
    rtf_traits,
    svg_traits,
)
from triage_warden.connectors.mail.headers import clean, text_of
from triage_warden.core.facts.mail.extensions import (
    ARCHIVES,
    DISK_IMAGES,
    DOCUMENTS,
    PROGRAMS,
    SCRIPTS,
    extension,
)
from triage_warden.core.facts.mail.model import Attachment
from triage_warden.core.facts.mail.model import AttachmentTrait as Trait

MAX_TEXT_CHARS = 20_000

_BY_FORMAT: dict[str, tuple[Trait, ...]] = {
    **dict.fromkeys(magic.PROGRAMS, (Trait.PROGRAM,)),
    **dict.fromkeys(magic.ARCHIVES, (Trait.ARCHIVE,)),
    "lnk": (Trait.SHORTCUT,),
    "onenote": (Trait.ONENOTE,),
    "iso": (Trait.DISK_IMAGE,),
    "vhd": (Trait.DISK_IMAGE,),
    "chm": (Trait.SCRIPT,),
    "html": (Trait.HTML,),
    "calendar": (Trait.CALENDAR,),
}
_PACKAGES = {
    "[Content_Types].xml": "ooxml",
    "mimetype": "odf",
    "META-INF/MANIFEST.MF": "jar",
    "AndroidManifest.xml": "apk",
}


def attachment(name: str, declared: str, content: bytes, *, inline: bool) -> tuple[Attachment, list[str]]:
    """Return what the attachment is and the links found in it."""
    kind = magic.detected(content)
    inside = archives.contents(kind, content)
    kind = _refined(kind, inside.members, name=name, declared=declared)
    traits, links, text = _looked_into(kind, content, inside.members)
    traits |= set(_BY_FORMAT.get(kind, ())) | _by_name(name, kind) | _by_contents(kind, inside)
    found = Attachment(
        name=clean(name, 250),
        declared_type=clean(declared.lower(), 100),
        detected_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=inline,
        traits=tuple(sorted(traits)),
        members=inside.members[: archives.MAX_MEMBERS],
        text=text[:MAX_TEXT_CHARS],
    )
    return found, links


def _refined(kind: str, members: tuple[str, ...], *, name: str, declared: str) -> str:
    """Return what a zip really is, and believe the declaration of text formats, which have no signature."""
    if kind == "zip":
        return next((word for mark, word in _PACKAGES.items() if mark in members), "zip")
    if kind in {"", "xml"} and (declared == "text/html" or extension(name) in {"htm", "html", "shtml", "xhtml", "mht"}):
        return "html"
    if kind in {"", "xml"} and (declared == "image/svg+xml" or extension(name) == "svg"):
        return "svg"
    return kind


def _looked_into(kind: str, content: bytes, members: tuple[str, ...]) -> tuple[set[Trait], list[str], str]:
    match kind:
        case "ole":
            return office_traits(content, ()), [], ""
        case "ooxml" | "odf":
            return office_traits(content, members), office_links(content, members), ""
        case "rtf":
            return rtf_traits(content), [], ""
        case "pdf":
            return *pdf_traits(content), ""
        case "html" | "svg":
            text = text_of(content, "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else None)
            traits, links = page_traits(text)
            return traits | (svg_traits(text) if kind == "svg" else set()), links, text
        case _:
            return set(), [], ""


def _by_name(name: str, kind: str) -> set[Trait]:
    """Return what double-clicking it does, where the content's format says nothing: scripts are plain text."""
    suffix = extension(name)
    traits: set[Trait] = set()
    if suffix in SCRIPTS:
        traits.add(Trait.SCRIPT)
    if suffix in PROGRAMS and kind in {"", "pe"}:
        traits.add(Trait.PROGRAM)
    if suffix in {"lnk", "url"}:
        traits.add(Trait.SHORTCUT)
    if suffix in DISK_IMAGES:
        traits.add(Trait.DISK_IMAGE)
    return traits


def _by_contents(kind: str, inside: archives.Contents) -> set[Trait]:
    traits = {trait for trait, holds in ((Trait.ENCRYPTED, inside.encrypted), (Trait.BOMB, inside.bomb)) if holds}
    if kind not in magic.ARCHIVES and kind != "iso":
        return traits
    suffixes = {extension(PurePosixPath(member.replace("\\", "/")).name) for member in inside.members}
    holds = (
        (Trait.HOLDS_PROGRAM, PROGRAMS | SCRIPTS | {"lnk", "url"}),
        (Trait.HOLDS_DISK_IMAGE, DISK_IMAGES),
        (Trait.HOLDS_ARCHIVE, ARCHIVES),
        (Trait.HOLDS_DOCUMENT, DOCUMENTS),
    )
    return traits | {trait for trait, kinds in holds if suffixes & kinds}
