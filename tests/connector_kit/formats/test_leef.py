import pytest

from triage_warden.connector_kit.formats.leef import read_leef

HEAD = "LEEF:2.0|Vendor|Product|1.2|E-1|"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LEEF:1.0|V|P|1|id|src=192.0.2.1\tusrName=a b\tempty=", {"src": "192.0.2.1", "usrName": "a b"}),
        ("LEEF:1.0|V|P|1|id|src=192.0.2.1#011msg=a=b", {"src": "192.0.2.1", "msg": "a=b"}),
        (f"{HEAD}^|a=b^c=d|e", {"a": "b", "c": "d|e"}),
        (f"{HEAD}x5E|a=b^c=d", {"a": "b", "c": "d"}),
        (f"{HEAD}0x09|a=b\tc=d", {"a": "b", "c": "d"}),
        (f"{HEAD}|a=b\tc=d", {"a": "b", "c": "d"}),
        (f"{HEAD}a=b\tc=d", {"a": "b", "c": "d"}),
        ("LEEF:1.0|V|P|1|id|a=b c=d e", {"a": "b", "c": "d e"}),
    ],
)
def test_attributes_are_cut_at_the_stated_or_usual_delimiter(text: str, expected: dict[str, str]) -> None:
    """Version 2 names it as a character or in hexadecimal; relays replace tabs."""
    line = read_leef(text)
    assert line is not None
    assert line.extension == expected


def test_the_header_is_read_and_what_is_no_leef_is_none() -> None:
    """Four fields; the delimiter is none of them."""
    line = read_leef(f"<13>h {HEAD}^|a=b")
    assert line is not None
    assert line.prefix == "<13>h "
    assert line.header == {"vendor": "Vendor", "product": "Product", "version": "1.2", "event_id": "E-1"}
    assert read_leef("LEEF:3|a") is None
