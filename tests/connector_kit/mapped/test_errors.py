import pytest

from triage_warden.connector_kit.mapped.errors import BadExpression, at_key


def test_keys_within_keys_are_told_whole() -> None:
    """An author finds the line by it."""
    with pytest.raises(BadExpression, match="wrong") as raised, at_key("shape[0]"), at_key("rule.id"):
        raise BadExpression("wrong")
    assert raised.value.key == "shape[0].rule.id"
