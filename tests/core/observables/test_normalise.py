import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.normalise import MAX_VALUE, cve, email, normalise, user

_PIECES = [
    "http",
    "://",
    "[",
    "]",
    "example",
    ".",
    "com",
    "@",
    ":",
    "80",
    "/",
    "\\",
    "%41",
    "&amp;",
    "HKLM",
    "C:",
    "::1",
    "1",
    "bc1",
    "ü",
    "xn--",
    "\u3002",
    " ",
    '"',
    "CVE-2024-1234",
    "AS1",
    "\ufffe",
    "?",
    "#",
    "-",
    "_",
    "~",
    "%",
    "<",
    ">",
    "\ud800",
    "\0",
    "\\\\?\\",
    "..",
    "0x7f",
    "S-1-5",
    "REGISTRY",
    "ffff",
    "127.1",
]
_TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_PIECES), max_size=10).map("".join))


@given(kind=st.sampled_from(ObservableType), value=_TEXTS)
@example(kind=ObservableType.FILE_PATH, value="\\?\\")
@example(kind=ObservableType.FILE_PATH, value="\\?\\\\??\\c:\\a")
@example(kind=ObservableType.USER, value="\\\\\\")
@example(kind=ObservableType.USER, value='" .\\.\\alice "')
@example(kind=ObservableType.USER, value=".\\" * 20 + "alice")
def test_a_normal_form_is_its_own(kind: ObservableType, value: str) -> None:
    """Whatever has a normal form keeps it; whatever has none says so in the one way there is."""
    try:
        normal = normalise(kind, value)
    except NotAnObservable:
        return
    assert normalise(kind, normal) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Alice.Smith@Example.COM", "alice.smith@example.com"),
        ("<a@bücher.example.com>", "a@xn--bcher-kva.example.com"),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
        ("a@[IPv6:2001:DB8::1]", "a@[ipv6:2001:db8::1]"),
    ],
)
def test_mailboxes_are_lower_case(written: str, normal: str) -> None:
    """One mailbox is one entity, however it was typed."""
    assert email(written) == normal


@pytest.mark.parametrize(
    "written", ["a", "@example.com", "a b@example.com", "a@", "a@@example.com", "x" * 65 + "@example.com"]
)
def test_half_addresses_are_none(written: str) -> None:
    """Both halves are needed."""
    with pytest.raises(NotAnObservable):
        email(written)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("CORP\\Alice", "corp\\alice"),
        ("CORP\\\\Alice", "corp\\alice"),
        ("Alice@Corp.Example", "alice@corp.example"),
        (".\\Admin", "admin"),
        ("s-1-5-18", "S-1-5-18"),
        ("NT AUTHORITY\\SYSTEM", "nt authority\\system"),
    ],
)
def test_accounts_are_lower_case_and_identifiers_upper(written: str, normal: str) -> None:
    """Windows and directories compare without case."""
    assert user(written) == normal


@pytest.mark.parametrize("written", ["cve-2024-12345", "CVE 2024 12345", "CVE_2024_12345", "CVE\u20112024\u201112345"])
def test_cves_get_hyphens(written: str) -> None:
    """Whatever joins them in print."""
    assert cve(written) == "CVE-2024-12345"


@pytest.mark.parametrize("written", ["CVE-2024-123", "CVE-24-1234", "CVE-2024", "CWE-2024-1234", "CVE-2024-12345x"])
def test_other_numbers_are_no_cves(written: str) -> None:
    """Four digits of year, four or more of number."""
    with pytest.raises(NotAnObservable):
        cve(written)


def test_what_is_too_long_is_refused() -> None:
    """A value is bounded by Windows' longest command line."""
    with pytest.raises(NotAnObservable):
        normalise(ObservableType.COMMAND_LINE, "x" * (MAX_VALUE + 1))


def test_digests_are_told_by_length() -> None:
    """And by their digits."""
    assert normalise(ObservableType.SHA1, "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709").islower()
    for wrong in ("da39", "g" * 40):
        with pytest.raises(NotAnObservable):
            normalise(ObservableType.SHA1, wrong)
