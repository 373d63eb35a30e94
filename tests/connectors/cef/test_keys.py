from triage_warden.connectors.cef.keys import short_keys


def test_full_names_are_read_as_the_short_ones() -> None:
    """Where both are there, the short one counts."""
    assert short_keys({"sourceAddress": "1", "deviceAction": "x", "cs1": "y"}) == {"src": "1", "act": "x", "cs1": "y"}
    assert short_keys({"sourceAddress": "1", "src": "2"}) == {"src": "2"}
