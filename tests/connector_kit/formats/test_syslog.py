import pytest

from triage_warden.connector_kit.formats.syslog import read_header


@pytest.mark.parametrize(
    ("text", "timestamp", "host", "app", "rest"),
    [
        ("<34>Oct  1 22:14:15 box su[12]: words", "Oct  1 22:14:15", "box", "su", "words"),
        ("<34>Oct 11 2026 22:14:15 box su: words", "Oct 11 2026 22:14:15", "box", "su", "words"),
        ("Oct  1 22:14:15 box su[12]: words", "Oct  1 22:14:15", "box", "su", "words"),
        ("<13>2026-03-02T10:00:00+01:00 box app: words", "2026-03-02T10:00:00+01:00", "box", "app", "words"),
        ("<13>Oct  1 22:14:15 192.0.2.1 CEF:0|a|b|c|d|e|f|", "Oct  1 22:14:15", "192.0.2.1", "", "CEF:0|a|b|c|d|e|f|"),
        ("<189>41: box: *Mar  1 18:46:11: %SYS-5-X: words", "Mar  1 18:46:11", "box", "", "%SYS-5-X: words"),
        ("<1>1 2026-03-02T10:00:00Z box app 1 ID - words", "2026-03-02T10:00:00Z", "box", "app", "words"),
        ("2026-03-02T10:00:00Z box app - - - words", "2026-03-02T10:00:00Z", "box", "app", "words"),
        ("2026-03-02 10:00:00 Failed login of somebody", "2026-03-02 10:00:00", "", "", "Failed login of somebody"),
        ("2026-03-02 10:00:00 17 4 192.0.2.1 GET", "2026-03-02 10:00:00", "", "", "17 4 192.0.2.1 GET"),
        ('<134>date=2026-03-02 devname="x"', "", "", "", 'date=2026-03-02 devname="x"'),
    ],
)
def test_headers_are_read_as_devices_write_them(text: str, timestamp: str, host: str, app: str, rest: str) -> None:
    """With and without priority, year, host and tag; a number or a word of a sentence is no host."""
    header, message = read_header(text)
    assert header is not None
    assert (header.timestamp, header.host, header.app, message) == (timestamp, host, app, rest)


def test_priority_is_facility_and_severity() -> None:
    """RFC 5424 section 6.2.1; numbers over 191 are no priority."""
    header, _ = read_header("<34>Oct  1 22:14:15 box su: words")
    assert header is not None
    assert (header.facility, header.severity) == (4, 2)
    assert read_header("<999>words") == (None, "<999>words")


def test_structured_data_is_read_with_its_escapes() -> None:
    """Elements by id; brackets and quotes inside values are theirs."""
    header, rest = read_header(r'<1>1 2026-03-02T10:00:00Z h a 1 i [e@1 a="x\"y\]" b="[z]"][f@2] text')
    assert header is not None
    assert header.structured == {"e@1": {"a": 'x"y]', "b": "[z]"}, "f@2": {}}
    assert (header.pid, header.message_id, rest) == ("1", "i", "text")


@pytest.mark.parametrize("text", ["", "words", '{"a":1}', "<x>", "12:00 words", "a=b c=d"])
def test_what_has_no_header_keeps_its_text(text: str) -> None:
    """Nothing is cut off what is none."""
    assert read_header(text) == (None, text)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Mar  5 10:11:12 router1 firewall,info forward: in:ether1", "router1"),
        ("Mar  5 10:11:12 Connection closed by peer", ""),
        ("2024-03-05 10:11:12 345 192.0.2.5 j.doe CORP\\staff - OBSERVED", ""),
    ],
)
def test_a_host_is_told_from_words_and_numbers(text: str, host: str) -> None:
    """A name that is numbered is a machine's; columns of a log that has no header are no header."""
    header, _ = read_header(text)
    assert (header.host if header else "") == host


def test_a_time_in_seconds_is_a_header_after_a_priority() -> None:
    """Version, seconds, host and kind of log; without a priority it is a line of numbers."""
    header, rest = read_header("<134>1 1772445600.123456789 ap1 events type=x")
    assert header is not None
    assert (header.timestamp, header.host, header.app, rest) == ("1772445600.123456789", "ap1", "events", "type=x")
    assert read_header("1 1772445600.123456789 ap1 events type=x")[0] is None
