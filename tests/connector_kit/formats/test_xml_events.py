import pytest

from triage_warden.connector_kit.formats.xml_events import read_xml


def test_elements_attributes_and_named_data_become_a_tree() -> None:
    """As the JSON forms of Windows events have it."""
    assert read_xml('<e:a xmlns:e="u"><b c="1">t</b><b>2</b><Data Name="n">v</Data><Data>x</Data></e:a>') == {
        "a": {"b": [{"c": "1", "#text": "t"}, "2"], "n": "v", "Data": "x"},
    }


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a>&b;</a>",
        "<a><b></a>",
        "<a>" * 100 + "</a>" * 100,
        "<a>" + "<b/>" * 30_000 + "</a>",
        "words",
        "",
    ],
)
def test_what_declares_entities_or_is_built_to_exhaust_is_refused(text: str) -> None:
    """Nothing is resolved, and depth and width have ends."""
    assert read_xml(text) is None
