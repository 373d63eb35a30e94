from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.vocabulary import KINDS, NEVER, WAYS


def test_every_way_is_as_sure_as_the_table_says() -> None:
    """From 0.2 to 0.97, its head among its words, its fact with a kind."""
    ways = [way for each in WAYS.values() for way in each]
    assert len(ways) > 300
    assert all(0.2 <= way.weight <= 0.97 for way in ways)
    assert all(way.head in way.words and way.fact in KINDS for way in ways)


def test_what_no_category_is_no_type_is() -> None:
    """`user_type` is no user."""
    assert "kind" in NEVER[Fact.USER]
