from triage_warden.core.observables.finders.vocabulary import words


def test_white_space_parts_words() -> None:
    """Each once, however it was laid out."""
    assert words(" a b\n  c a ") == {"a", "b", "c"}
