import pytest

from triage_warden.connector_kit.formats.tables import read_row, read_table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_under_a_header_have_its_names(delimiter: str) -> None:
    """Whatever stands between columns; quotes hold it."""
    text = delimiter.join(["time", "source ip", "user"]) + "\n" + delimiter.join(["1", "192.0.2.1", f'"a{delimiter}b"'])
    assert read_table(text) == [{"time": "1", "source ip": "192.0.2.1", "user": f"a{delimiter}b"}]


@pytest.mark.parametrize(
    "text",
    ["a,b,c", "a,b\n1,2", "a,b,a\n1,2,3", "1,2,3\n4,5,6", "a,b,c\n1,2", "a sentence, one more, and then\nanother one"],
)
def test_what_has_no_header_is_no_table(text: str) -> None:
    """Names are unlike each other and no numbers, and rows are as wide."""
    assert read_table(text) == []


def test_a_row_without_header_has_numbered_columns() -> None:
    """Empty ones are left out, and keep their number."""
    row = read_row('a,,"b, c",d,e,f,g,h')
    assert row["column_3"] == "b, c"
    assert list(row) == [f"column_{number}" for number in (1, 3, 4, 5, 6, 7, 8)]
    assert read_row("one, two, three") == {}
    assert read_row("a,b,c,d,e,f,g,h\nx") == {}
