import pytest

from triage_warden.web.pages.words import percent, spoken


def test_wire_words_are_said_as_people_say_them() -> None:
    """With the names that have a spelling of their own."""
    words = ["false_positive", "bec", "ipv4", "lateral-movement", "command_and_control"]
    assert [spoken(each) for each in words] == [
        "false positive",
        "BEC",
        "IPv4",
        "lateral movement",
        "command & control",
    ]


@pytest.mark.parametrize(("share", "shown"), [(None, "–"), (0.0, "0%"), (0.925, "92%"), (0.999, "99%"), (1.0, "100%")])  # noqa: RUF001  # the dash of an empty cell
def test_nothing_is_rounded_up_to_certainty(share: float | None, shown: str) -> None:
    """99.9% is not 100%."""
    assert percent(share) == shown
