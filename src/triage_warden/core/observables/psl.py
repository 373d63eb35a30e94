"""Public suffixes: where the part that somebody registered begins (publicsuffix.org).

The rules are those that `publicsuffixlist` carries; read here once for both sections and asked from sets, since every
name in every alert asks twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

REMEMBERED = 8192
"""Hosts whose answer is kept; alerts repeat themselves."""
_ICANN = ("// ===BEGIN ICANN DOMAINS===", "// ===END ICANN DOMAINS===")


@dataclass(frozen=True, slots=True)
class Suffixes:
    """Rules of the list by their three forms (`co.uk`, `*.ck`, `!www.ck`); other scripts in both spellings."""

    exact: frozenset[str]
    wild: frozenset[str]
    """What stands after `*.`; it is a suffix itself as well, as the list's own tests have it."""
    exceptions: frozenset[str]

    @classmethod
    def of(cls, rules: Iterable[str]) -> "Suffixes":
        """Return the rules sorted by form."""
        every = frozenset(rules)
        return cls(
            exact=frozenset(rule for rule in every if rule[0] not in "*!"),
            wild=frozenset(rule[2:] for rule in every if rule.startswith("*.")),
            exceptions=frozenset(rule[1:] for rule in every if rule.startswith("!")),
        )

    def suffix_of(self, host: str) -> str | None:
        """Return the suffix that a name lies under or is, by the longest rule; None where no rule speaks of it."""
        below = tail = host
        while tail:
            if tail in self.exceptions:
                return tail.partition(".")[2]
            if tail in self.wild:
                return below
            if tail in self.exact:
                return tail
            below, tail = tail, tail.partition(".")[2]
        return None


@lru_cache(maxsize=REMEMBERED)
def registered_domain(host: str) -> str | None:
    """Return the part somebody registered (`shop.example.co.uk` -> `example.co.uk`); None for a bare or unknown suffix.

    Private suffixes count: `alice.github.io` and `bob.github.io` belong to two parties. `host` is a normalised name.
    """
    suffix = _known().suffix_of(host)
    if suffix is None or suffix == host or ".." in host or host.startswith("."):
        return None
    return host[host.rfind(".", 0, len(host) - len(suffix) - 1) + 1 :]


@lru_cache(maxsize=REMEMBERED)
def public_suffix(host: str) -> str | None:
    """Return the suffix under which parties register (`co.uk`, `github.io`); None for no real top level."""
    return _known().suffix_of(host)


def is_icann_suffix(host: str) -> bool:
    """Whether the whole name is a registry's suffix, so that it names no party: `com`, `co.uk`, not `github.io`."""
    icann, parent = _icann(), host.partition(".")[2]
    return host in icann.exact or ((host in icann.wild or parent in icann.wild) and host not in icann.exceptions)


def is_top_level(label: str) -> bool:
    """Whether the lower-case A-label is a top-level domain of public DNS."""
    return label in top_levels()


@cache
def top_levels() -> frozenset[str]:
    """Return all top-level domains of public DNS, in lower case, those of other scripts in both spellings."""
    icann = _icann()
    return frozenset(rule for rule in icann.exact | icann.wild if "." not in rule)


@cache
def _known() -> Suffixes:
    return Suffixes.of(rule for _, rule in rules())


@cache
def _icann() -> Suffixes:
    return Suffixes.of(rule for is_icann, rule in rules() if is_icann)


@cache
def rules() -> tuple[tuple[bool, str], ...]:
    """Return all rules of the list, and whether each is of ICANN's section."""
    text = (files("publicsuffixlist") / "public_suffix_list.dat").read_text(encoding="utf-8")
    return tuple(_read(text.splitlines()))


def _read(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    is_icann = False
    for line in lines:
        rule = line.partition(" ")[0].lower()
        if line.startswith(_ICANN):
            is_icann = line.startswith(_ICANN[0])
        elif rule and not rule.startswith("//"):
            yield is_icann, rule
            if not rule.isascii():
                yield is_icann, ".".join(_a_label(label) for label in rule.split("."))


def _a_label(label: str) -> str:
    mark, name = ("!", label[1:]) if label.startswith("!") else ("", label)
    return mark + (name if name.isascii() else name.encode("idna").decode("ascii"))
