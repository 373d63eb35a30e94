"""What a script in a mail or an attached page does, told from the calls it makes; nothing is run."""

import re

MAX_SCRIPT_CHARS = 2_000_000

SMUGGLES = "smuggles_file"
"""Builds a file in the browser and hands it over: past every gateway that looks at files (ATT&CK T1027.006)."""
REDIRECTS = "redirects"
OBFUSCATED = "obfuscated"
SENDS_OUT = "sends_out"

_BUILDS_FILE = re.compile(
    r"new\s+(?:Blob|File)\s*\(|msSaveOrOpenBlob|msSaveBlob|createObjectURL|data:application/|\.download\s*=|"
    r"setAttribute\(\s*['\"]download",
    re.IGNORECASE,
)
_HANDS_OVER = re.compile(r"createObjectURL|msSave\w*Blob|\.download\s*=|['\"]download['\"]|\.click\s*\(", re.IGNORECASE)
_ENCODED = re.compile(r"\batob\s*\(|fromCharCode|Uint8Array|[A-Za-z0-9+/]{1000}")
_LEAVES = re.compile(
    r"(?:window|document|top|self|parent)?\.?location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\(",
    re.IGNORECASE,
)
_HIDES = re.compile(
    r"\beval\s*\(|document\.write\s*\(\s*(?:unescape|atob|decodeURIComponent)|\bunescape\s*\(|new\s+Function\s*\(|"
    r"(?:\\x[0-9a-fA-F]{2}){20}|(?:\\u00[0-9a-fA-F]{2}){20}|(?:%[0-9a-fA-F]{2}){60}|_0x[0-9a-f]{4,6}",
)
_SENDS = re.compile(r"\bfetch\s*\(|XMLHttpRequest|\$\.(?:ajax|post)\s*\(|sendBeacon|api\.telegram\.org", re.IGNORECASE)


def script_traits(source: str) -> frozenset[str]:
    """Return what the script does, as far as its text shows."""
    text = source[:MAX_SCRIPT_CHARS]
    traits: set[str] = set()
    if _BUILDS_FILE.search(text) and _HANDS_OVER.search(text) and _ENCODED.search(text):
        traits.add(SMUGGLES)
    for trait, pattern in ((REDIRECTS, _LEAVES), (OBFUSCATED, _HIDES), (SENDS_OUT, _SENDS)):
        if pattern.search(text):
            traits.add(trait)
    return frozenset(traits)
