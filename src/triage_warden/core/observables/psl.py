"""Public suffixes: where the part that somebody registered begins (publicsuffix.org)."""

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

REMEMBERED = 8192
"""Hosts whose answer is kept; alerts repeat themselves."""


@lru_cache(maxsize=REMEMBERED)
def registered_domain(host: str) -> str | None:
    """Return the part somebody registered (`shop.example.co.uk` -> `example.co.uk`); None for a bare or unknown suffix.

    Private suffixes count: `alice.github.io` and `bob.github.io` belong to two parties. `host` is a normalised name.
    """
    return _known().privatesuffix(host)


@lru_cache(maxsize=REMEMBERED)
def public_suffix(host: str) -> str | None:
    """Return the suffix under which parties register (`co.uk`, `github.io`); None for no real top level."""
    return _known().publicsuffix(host)


@lru_cache(maxsize=REMEMBERED)
def is_icann_suffix(host: str) -> bool:
    """Whether the whole name is a registry's suffix, so that it names no party: `com`, `co.uk`, not `github.io`."""
    return bool(_icann().is_public(host))


@lru_cache(maxsize=REMEMBERED)
def is_top_level(label: str) -> bool:
    """Whether the lower-case A-label is a top-level domain of public DNS."""
    return _icann().publicsuffix(label) is not None


@cache
def _known() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@cache
def _icann() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)
