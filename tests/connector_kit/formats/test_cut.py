import pytest

from triage_warden.connector_kit.formats.cut import cut

EVENT = b"<Event><System><EventID>1</EventID></System></Event>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b'{"a":1}', [b'{"a":1}']),
        (b'[{"a":1},{"a":2}]', [b'{"a":1}', b'{"a":2}']),
        (b'{"a":1}\n{"a":2}\n', [b'{"a":1}', b'{"a":2}']),
        (b'{"Records":[{"a":1},{"a":2}]}', [b'{"a":1}', b'{"a":2}']),
        (b'{"data":[1,2],"id":3}', [b'{"data":[1,2],"id":3}']),
        (b"a=1 b=2\na=3 b=4", [b"a=1 b=2", b"a=3 b=4"]),
        (
            b"<13>Mar  2 10:00:00 h a: x\n<13>Mar  2 10:00:01 h a: y",
            [b"<13>Mar  2 10:00:00 h a: x", b"<13>Mar  2 10:00:01 h a: y"],
        ),
        (b"a,b,c\n1,2,3\n4,5,6", [b"a,b,c\n1,2,3", b"a,b,c\n4,5,6"]),
        (b"<Events>" + EVENT + EVENT + b"</Events>", [EVENT, EVENT]),
        (b"A report.\n\nIt has lines of prose.", [b"A report.\n\nIt has lines of prose."]),
    ],
)
def test_files_are_cut_where_events_end(data: bytes, expected: list[bytes]) -> None:
    """Lists, envelopes, lines, rows and Windows events; prose stays whole."""
    assert list(cut(data)) == expected
