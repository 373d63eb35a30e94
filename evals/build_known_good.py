"""Make the product's lists from MISP's warning lists (CC0-1.0): `python -m evals.build_known_good OUT FOLDER...`.

A folder holds `name.json` or `name/list.json`; the first folder that has a list wins. Each of ours is a text file: a
header of `# key: value`, then one entry a line: a name, `.name` (it and all below it), a network or a digest.
"""

import ipaddress
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Recipe(NamedTuple):
    """One list of ours: what it says of a value, and the warning lists it is made of."""

    name: str
    kind: str
    title: str
    sources: tuple[str, ...]
    exact: bool = False
    """Names match themselves only, whatever the source says."""


RECIPES = (
    Recipe("top_sites", "good", "Much visited sites", ("tranco10k", "cisco_top1000", "moz-top500"), exact=True),
    Recipe("google", "good", "Google's own names", ("google",)),
    Recipe("microsoft", "good", "Microsoft's own names", ("microsoft", "microsoft-win10-connection-endpoints")),
    Recipe("office365", "good", "Microsoft 365 service names", ("microsoft-office365",), exact=True),
    Recipe("banks", "good", "Web sites of banks", ("bank-website",), exact=True),
    Recipe(
        "security_vendors", "good", "Sites where security vendors publish", ("security-provider-blogpost",), exact=True
    ),
    Recipe("certificate_status", "machine", "CRL and OCSP responders", ("crl-hostname",), exact=True),
    Recipe("block_pages", "machine", "Block pages of Cisco Umbrella", ("umbrella-blockpage-hostname",), exact=True),
    Recipe("block_page_addresses", "good", "Block pages of Cisco Umbrella", ("umbrella-blockpage-v4",)),
    Recipe("cdn_edges", "good", "Edges of content delivery networks", ("cloudflare", "akamai", "fastly", "stackpath")),
    Recipe("office365_addresses", "good", "Microsoft 365 service addresses", ("microsoft-office365-ip",)),
    Recipe("gmail_senders", "good", "Gmail's outgoing mail servers", ("google-gmail-sending-ips",)),
    Recipe("googlebot", "good", "Google's crawler", ("googlebot",)),
    Recipe("apple_addresses", "good", "Apple's own network", ("apple",)),
    Recipe("empty_files", "good", "Digests of empty files", ("empty-hashes",)),
    Recipe("common_files", "good", "Digests of files that are everywhere", ("common-ioc-false-positive",)),
    Recipe("shorteners", "shortener", "Link shorteners", ("url-shortener",)),
    Recipe("link_in_bio", "link_page", "Pages of links that anybody can make", ("link-in-bio",)),
    Recipe("disposable_mail", "disposable_mail", "Mailboxes for a few minutes", ("disposable-email",)),
    Recipe("hosting", "hosting", "Hosts where strangers put content", ("lots-project", "public-ipfs-gateways")),
    Recipe("cloud_ranges", "cloud", "Addresses anybody can rent", ("microsoft-azure", "amazon-aws", "google-gcp")),
    Recipe("parking", "parking", "Where parked domains point", ("parking-domain",)),
    Recipe("sinkholes", "sinkhole", "Where seized domains point", ("sinkholes",)),
    Recipe(
        "scanners",
        "scanner",
        "Researchers who scan the whole internet",
        ("censys-scanning", "shodan-scanning", "shadowserver", "rapid7-nt-scanning", "onyphe-scanner", "modat-scanner"),
    ),
)
"""Left out on purpose: private and reserved ranges (traits say so, and an internal address is not good), open resolvers
and VPN exits (tens of thousands of strangers' machines), dynamic DNS (private suffixes name the providers), top lists
beyond 10,000 (memory), digests of unknown origin.
"""
_DIGEST_LENGTHS = frozenset({32, 40, 64})


def main(arguments: Sequence[str]) -> int:
    """Write every list; 2 on wrong usage, 1 when a source is missing."""
    if len(arguments) < 2:
        print("usage: python -m evals.build_known_good OUT FOLDER...", file=sys.stderr)
        return 2
    out, *folders = map(Path, arguments)
    for recipe in RECIPES:
        found = [read(source, folders) for source in recipe.sources]
        if missing := [source for source, entries in zip(recipe.sources, found, strict=True) if entries is None]:
            print(f"no {', '.join(missing)} in the folders", file=sys.stderr)
            return 1
        entries = build(recipe, [entry for entries in found for entry in entries or ()])
        header = {
            "kind": recipe.kind,
            "title": recipe.title,
            "source": "MISP warning lists " + ", ".join(recipe.sources),
        }
        lines = [f"# {key}: {value}" for key, value in {**header, "licence": "CC0-1.0"}.items()]
        (out / f"{recipe.name}.txt").write_text("\n".join([*lines, *entries]) + "\n", encoding="ascii")
        print(f"{recipe.name:<24}{len(entries):>7}")
    return 0


def read(name: str, folders: Iterable[Path]) -> list[tuple[str, str]] | None:
    """Return a warning list's entries, each with the list's type; None when no folder has one with anything in it."""
    for folder in folders:
        for path in (folder / f"{name}.json", folder / name / "list.json"):
            if path.exists() and (entries := _entries(path)):
                return entries
    return None


def build(recipe: Recipe, entries: Iterable[tuple[str, str]]) -> list[str]:
    """Return a list of ours: networks merged, names lower case, digests of the lengths we know, all sorted."""
    networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
    words: set[str] = set()
    for kind, entry in entries:
        if kind == "cidr":
            networks += _networks(entry)
        elif "." in entry and entry.isascii():
            words.add(_name(entry, recipe, kind))
        elif len(entry) in _DIGEST_LENGTHS:
            words.add(entry.lower())
    return [*_merged(networks), *sorted(words)]


def _entries(path: Path) -> list[tuple[str, str]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    return [(content["type"], entry.strip()) for entry in content["list"]]


def _name(entry: str, recipe: Recipe, kind: str) -> str:
    """Return the entry as we match it: MISP's `hostname` and `substring` kinds take in what lies below a name."""
    name = entry.strip().lower().strip(".")
    below = entry.startswith(".") or kind in ("hostname", "substring")
    return f".{name}" if below and not recipe.exact else name


def _networks(entry: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    try:
        network = ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return []
    return [network] if network.is_global else []


def _merged(networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> list[str]:
    known = list(networks)
    four = [network for network in known if isinstance(network, ipaddress.IPv4Network)]
    six = [network for network in known if isinstance(network, ipaddress.IPv6Network)]
    return [*map(str, ipaddress.collapse_addresses(four)), *map(str, ipaddress.collapse_addresses(six))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
