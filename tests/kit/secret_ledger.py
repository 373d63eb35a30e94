"""Every secret that a test makes or is shown, held against everything that is said afterwards.

Whoever talks to the product tells the ledger: `kit.process` and `kit.fleet` what they start it with, what it keeps in
its data folder, and its log when it has ended; the clients of journeys (tests/journeys/conftest.py) and the browser
each answer with what was sent. A secret may be shown by the answer that makes it, and by no log, page or error after
that. Codes of six digits are not looked for: they are in every list of numbers, and good for a minute.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

SHORTEST: Final = 8
"""What is shorter is found by chance."""
_NAME: Final = re.compile(r"(^|_)(password|secret|token|repeated|credential)$", re.IGNORECASE)
_IN_FORMS: Final = re.compile(_NAME.pattern + r"|^(code|state)$", re.IGNORECASE)
"""In answers, these are names of other things."""
_VARIABLE: Final = re.compile(r"PASSWORD|SECRET|TOKEN|_KEY$|ENCRYPTION")
_SHOWN: Final = re.compile(r'<code class="secret">\s*([^<\s][^<]*?)\s*</code>|<li><code>([a-z2-7-]{16,})</code></li>')
_FORM_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')
_OUR_KEY: Final = re.compile(r"tw_[a-z2-7]{8}_([a-z2-7]{8,})")
_ENROLLING: Final = "/profile/second-factor"
"""The page that shows a second factor's secret until the factor is on."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its answer."""

    method: str
    url: str
    sent: bytes = b""
    sent_headers: Mapping[str, str] = {}
    shown: bytes = b""
    cookies: tuple[str, ...] = ()
    """Values that the answer set."""


@dataclass(slots=True)
class SecretLedger:
    """Secrets by their text, with the path that may show them again; `*` is any page, of a form's token."""

    known: dict[str, str] = field(default_factory=dict[str, str])
    leaks: list[str] = field(default_factory=list[str])
    answers: int = 0
    logs: int = 0
    strangers: set[str] = field(default_factory=set[str])
    """Hosts that are not ours: what they show is theirs."""

    def add(self, text: str, may_show: str = "") -> None:
        """Remember a secret; one that is remembered already keeps where it may be shown."""
        if len(text) >= SHORTEST and not text.startswith("/"):
            self.known.setdefault(text, may_show)

    def started_with(self, environment: Mapping[str, str]) -> None:
        """Remember the secrets among the variables that a process is started with."""
        for name, value in environment.items():
            if _VARIABLE.search(name):
                for each in value.split(","):
                    self.add(each.strip())
            elif "://" in value and "@" in value:
                self.add(unquote(urlsplit(value).password or ""))

    def kept_in(self, folder: Path) -> None:
        """Remember what lies among the secrets of a data folder."""
        for path in sorted((folder / "secrets").glob("*")):
            if path.is_file():
                text = path.read_text(encoding="utf-8", errors="replace").strip()
                self.add(_secret_part(text))

    def log(self, where: str, text: str) -> None:
        """Look for every secret known by now in what was logged."""
        self.logs += 1
        self._look(f"the log {where}", text)

    def exchange(self, found: Exchange) -> None:
        """Remember what was sent, look for all of it in the answer, and remember what the answer shows first."""
        parts = urlsplit(found.url)
        if parts.netloc in self.strangers:
            return
        self.answers += 1
        for each in _sent(found):
            self.add(_secret_part(each))
        text = found.shown.decode("utf-8", "replace")
        for token in _FORM_TOKEN.findall(text):
            self.add(token, "*")
        path = parts.path
        self._look(f"the answer to {found.method} {path}", text, path)
        for each in found.cookies:
            self.add(each)
        for each in _made(text):
            self.add(_secret_part(each), _ENROLLING if path.startswith(_ENROLLING) else "")

    def settle(self) -> None:
        """Fail where something was said that should not have been; it is told once."""
        leaks, self.leaks = self.leaks, []
        assert not leaks, leaks

    def _look(self, where: str, text: str, path: str | None = None) -> None:
        self.leaks += [
            f"{where} shows a secret: {secret[:3]}… ({len(secret)} characters)"
            for secret, may_show in self.known.items()
            if secret in text and not _may(path, may_show)
        ]


LEDGER: Final = SecretLedger()
"""The one of this run."""


def _may(path: str | None, shown: str) -> bool:
    return path is not None and (shown == "*" or (shown != "" and path.startswith(shown)))


def _sent(found: Exchange) -> Iterator[str]:
    yield from (value for name, value in parse_qsl(urlsplit(found.url).query) if _IN_FORMS.search(name))
    scheme, _, credential = found.sent_headers.get("authorization", "").partition(" ")
    yield credential or scheme
    kind = found.sent_headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        fields = parse_qsl(found.sent.decode("utf-8", "replace"))
        yield from (value for name, value in fields if _IN_FORMS.search(name) and name != "csrf_token")
    elif kind.startswith("application/json") and len(found.sent) < 1 << 16:
        yield from _named(_json(found.sent))


def _made(text: str) -> Iterator[str]:
    if text.startswith("{"):
        yield from _named(_json(text.encode()))
    for one, other in _SHOWN.findall(text):
        yield one or other


def _named(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and _NAME.search(str(name)):
                yield each
            else:
                yield from _named(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(each)


def _json(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None


def _secret_part(text: str) -> str:
    """Return what is secret of one of our keys, whose beginning is shown in lists; all of anything else."""
    found = _OUR_KEY.fullmatch(text)
    return found[1] if found else text
