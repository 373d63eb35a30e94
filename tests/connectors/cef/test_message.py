import pytest

from triage_warden.connectors.cef.message import read_message
from triage_warden.core.alerts.errors import CannotParse

HEAD = "CEF:0|V|P|1|7|Name|5|"


def fields(extension: str) -> dict[str, str]:
    """Return the fields of an extension."""
    return read_message((HEAD + extension).encode()).fields


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ("a=1 b=two words c=3", {"a": "1", "b": "two words", "c": "3"}),
        ("path=C:\\\\x\\\\y msg=a\\=b", {"path": "C:\\x\\y", "msg": "a=b"}),
        ("msg=one\\ntwo\\rthree", {"msg": "one\ntwo\rthree"}),
        ("request=http://x.example/?a=1&b=2 act=x", {"request": "http://x.example/?a=1&b=2", "act": "x"}),
        ("msg=pipe | in text", {"msg": "pipe | in text"}),
        ("a= b=2", {"b": "2"}),
        ("a=1 a=2", {"a": "1"}),
        ("ad.field[0]=x dotted.key=y", {"ad.field[0]": "x", "dotted.key": "y"}),
        ("", {}),
        ("no pairs here", {}),
    ],
)
def test_an_extension_is_taken_apart(extension: str, expected: dict[str, str]) -> None:
    """Blanks belong to values; backslashes escape."""
    assert fields(extension) == expected


def test_a_header_is_unescaped() -> None:
    """Pipes and backslashes may be in names."""
    message = read_message(b"CEF:0|Ven\\|dor|Pro\\\\duct|1|id|A \\| name|Very-High|a=1")
    assert (message.vendor, message.product, message.name) == ("Ven|dor", "Pro\\duct", "A | name")
    assert (message.signature, message.severity) == ("id", "Very-High")


@pytest.mark.parametrize(
    ("prefix", "host"),
    [
        ("", ""),
        ("<134>Mar  2 10:20:00 proxy-1 ", "proxy-1"),
        ("Mar 12 10:20:00 proxy-1 app: ", "proxy-1"),
        ("<34>1 2026-03-02T10:21:00.000Z vpn-1 gate 77 - - ", "vpn-1"),
        ("1 2026-03-02T10:21:00.000Z - gate 77 - - ", ""),
    ],
)
def test_a_syslog_header_names_the_sender(prefix: str, host: str) -> None:
    """In both of its forms, or not at all."""
    assert read_message((prefix + HEAD).encode()).host == host


@pytest.mark.parametrize(
    "payload", ["CEF: 0|V|P|1|7|Name|5|a=1", '"CEF:0|V|P|1|7|Name|5|a=1"', "\n CEF:0|V|P|1|7|Name|5"]
)
def test_small_faults_of_senders_are_tolerated(payload: str) -> None:
    """A blank, quotes, a missing last pipe."""
    assert read_message(payload.encode()).name == "Name"


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "no 'CEF:0|'"),
        (b"words", "no 'CEF:0|'"),
        (b"x" * 5000 + b"CEF:0|V|P|1|7|Name|5|", "no 'CEF:0|'"),
        (b"CEF:0|V|P", "before its version"),
        (b"CEF:0|V|P|1|7|Name", "before its severity"),
        (b"CEF:0|V|P|1|||5|", "no signature id and no name"),
    ],
)
def test_what_is_no_cef_has_a_stated_reason(payload: bytes, says: str) -> None:
    """The reason says which part is missing."""
    with pytest.raises(CannotParse) as refused:
        read_message(payload)
    assert says in refused.value.detail


def test_a_hostile_line_takes_no_time() -> None:
    """Escapes, keys and blanks in great number."""
    for unit in (b"\\", b"a=", b" a=\\", b"\\|", b" "):
        read_message(HEAD.encode() + unit * 200_000)
