import json
import os
from itertools import pairwise
from pathlib import Path

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_warden.core.observables.derive import target
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.find import MAX_TEXT, find
from triage_warden.core.observables.model import Found, ObservableType, Role, Trait
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.refang import refang

_VALUES = [
    "http://evil.example.com/a?b=c",
    "https://203.0.113.5:8443/x",
    "evil.example.com",
    "alice@example.com",
    "192.0.2.1",
    "2001:db8::1",
    "d41d8cd98f00b204e9800998ecf8427e",
    "C:\\Windows\\a.exe",
    "HKLM\\Software\\A",
    "CVE-2024-12345",
    "/etc/passwd",
    "AS64496",
    "invoice.zip",
    "00:00:5e:00:53:af",
    "arn:aws:s3:::bucket",
    "user=CORP\\alice",
    "Mozilla/5.0 (X11) Gecko/1",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "https://www.google.com/url?q=https%3A%2F%2Fexample.org",
]
_NETWORK = {ObservableType.URL, ObservableType.DOMAIN, ObservableType.EMAIL, ObservableType.IPV4, ObservableType.IPV6}
_GLUE = [
    " ",
    "\n",
    ", ",
    '"',
    "'",
    "(",
    ")",
    "[",
    "]",
    "[.]",
    "hxxp://",
    "\\",
    "/",
    ":",
    "://",
    "@",
    ".",
    "\u200b",
    "”",
    "é",
    "\ud800",
    "|",
    "&amp;",
    "%2F",
    "=",
    "\0",
    "*",
    "+",
    "::",
    "{",
    "}",
    ";",
    "<",
    ">",
    "-",
    "_",
    "\u3002",
    "\uff41",
]
_TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_VALUES + _GLUE), max_size=14).map("".join))


@settings(max_examples=400)
@given(_TEXTS)
def test_what_is_found_was_written_there(text: str) -> None:
    """Any text is read without an error, spans lie in it in order, and each refanged span is its value's spelling."""
    found = find(text)
    own = [each for each in found if not _is_target(each, found)]
    for each in own:
        assert 0 <= each.start < each.end <= len(text)
        assert each.observable.role is Role.MENTIONED
        written = refang(text[each.start : each.end]).text
        # a path or key can hold `hxxp` without what makes it a link; alone it reads differently
        cut_link = each.observable.type not in _NETWORK and Trait.DEFANGED in each.observable.traits
        assert cut_link or _spells(each, written), (written, each.observable.value)
    assert all(one.end <= other.start for one, other in pairwise(own))


@pytest.mark.parametrize(
    ("plain", "defanged"),
    [
        ("see http://evil.example.com/a?b=c now", "see hxxp://evil[.]example[.]com/a?b=c now"),
        ("https://evil.example.com and alice@example.com", "hxxps[://]evil(.)example(.)com and alice[@]example[.]com"),
        ("192.0.2.1, 198.51.100.7", "192[.]0[.]2[.]1, 198.51.100[.]7"),
        ("evil.example.com", "evil[dot]example[dot]com"),
        ("alice@example.com", "alice [at] example [dot] com"),
    ],
)
def test_defanged_text_says_the_same(plain: str, defanged: str) -> None:
    """But for the trait, and where it stands."""
    seen = find(defanged)
    assert [(each.observable.type, each.observable.value) for each in seen] == [
        (each.observable.type, each.observable.value) for each in find(plain)
    ]
    assert all(Trait.DEFANGED in each.observable.traits for each in seen)


@given(
    st.lists(
        st.sampled_from(
            [
                value
                for value in _VALUES
                if "." in value and "\\" not in value and "=http" not in value and value[:3] != "Moz"
            ]
        ),
        max_size=4,
    )
)
def test_defanging_changes_nothing(values: list[str]) -> None:
    """Any of the values, defanged in the usual way, is found as the plain one is."""
    plain = find(" ".join(values))
    defanged = find(" ".join(value.replace("http", "hxxp").replace(".", "[.]").replace("@", "[@]") for value in values))
    plain_ones = [(each.observable.type, each.observable.value) for each in plain]
    assert [
        (each.observable.type, each.observable.value)
        for each in defanged
        if each.observable.type is not ObservableType.DOMAIN
        or (each.observable.type, each.observable.value) in plain_ones
    ] == [each for each in plain_ones if each[1] != "invoice.zip"]


def test_the_link_wins_over_the_domain_in_it() -> None:
    """And a wrapped link is followed by what it wraps, in the same place."""
    text = "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa"
    wrapper, inside = find(text)
    assert (wrapper.observable.type, wrapper.start, wrapper.end) == (ObservableType.URL, 0, len(text))
    assert (inside.observable.value, inside.start, inside.end) == ("https://example.org/a", 0, len(text))


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    """The bound is stated, and memory with it."""
    text = "x" * (MAX_TEXT - 5) + " 192.0.2.1 " + "198.51.100.7"
    assert [each.observable.value for each in find(text)] == []
    assert find("192.0.2.1 " + "x" * MAX_TEXT)[0].observable.value == "192.0.2.1"


_HOSTILE = [
    "http://a'),",
    "a.b!",
    "1.1.",
    "a.a.1.",
    "(32 hex)",
    "hxxp[",
    "[.]",
    " [.] a",
    " [at] a",
    "http://",
    "a@",
    "a@b.c!",
    "HKLM\\a ",
    "C:\\a b",
    "Mozilla/1 (",
    "Mozilla/1 () ",
    "user=",
    "user-agent:",
    "::",
    "a::1:",
    "arn:aws:",
    "/usr/",
    "\u200b",
    "\\.",
    "%TEMP%\\ ",
    "d41d8cd98f00b204e9800998ecf8427e-",
    "http://a/?u=http://",
    "CVE-2024-",
    "\\\\a\\",
    "<HKLM",
    "((((",
    "'",
    "AA:",
    "\u3002a",
    "bc1q",
    "é.",
    "a [.] a [.] ",
    "version 1.1.1.1 ",
    "1" * 33 + ".",
    "<http://a\n",
    "http://a,1.1.1.1,",
    "=\n",
    "x" * 70 + "=\n",
    "0:0:0:0:0:0:1.1.1.1 ",
    "C:\\a \\b",
]


@pytest.mark.parametrize("unit", _HOSTILE)
def test_work_grows_no_faster_than_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text is at most about twice the bytes that patterns are run over: counted, not timed."""
    short, long = (_work(unit, length, monkeypatch) for length in (4_000, 16_000))
    assert long <= 6 * short + 100_000


def _work(unit: str, length: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many bytes all patterns are run over; the library is watched, nothing of ours is replaced."""
    spent = 0
    engine = re2._re2.RE2  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # what scan.Pattern asks
    kept = engine.Match

    def watched(self: object, anchor: object, text: bytes, start: int, end: int) -> list[tuple[int, int]]:
        nonlocal spent
        spans: list[tuple[int, int]] = kept(self, anchor, text, start, end)
        missed = end if anchor == engine.Anchor.UNANCHORED else start  # an anchored search gives up where it fails
        spent += (spans[0][1] if spans[0][1] >= 0 else missed) - start + 1
        return spans

    with monkeypatch.context() as patched:
        patched.setattr(engine, "Match", watched)
        find((unit * (length // len(unit) + 1))[:length])
    assert spent >= length
    return spent


def _spells(each: Found, written: str) -> bool:
    try:
        return normalise(each.observable.type, written) == each.observable.value
    except NotAnObservable:
        return False


def _is_target(each: Found, found: list[Found]) -> bool:
    return any(
        other is not each
        and (other.start, other.end) == (each.start, each.end)
        and (inside := target(other.observable))
        and inside.value == each.observable.value
        for other in found
    )


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("dst:192.0.2.1", "192.0.2.1"),
        ("see example.com:443/tcp", "example.com"),
        ("example.com:443/tcpdump", "http://example.com:443/tcpdump"),
    ],
)
def test_what_could_be_two_things_is_read_as_one(written: str, found: str) -> None:
    """The longer address, and a firewall's port for no path."""
    assert [each.observable.value for each in find(written)] == [found]


@pytest.mark.real_data
def test_threat_reports_are_read_nearly_whole() -> None:
    """Of the indicators that the authors list, at least 99 in 100 are found, links 97."""
    folder = Path(os.environ.get("TW_TEST_DATA", Path(__file__).parents[4] / "shared" / "data"))  # noqa: TID251  # where the data lies
    path = folder / "ioc_eset_dev.json"
    if not path.exists():
        pytest.skip("ioc_eset_dev.json is not there")
    from evals.observables import ours, read, score

    done = score(ours, read(path))
    assert json.loads(json.dumps(done.figures()))["recall"] >= 0.99
    assert done.tallies["url"].recall >= 0.97
