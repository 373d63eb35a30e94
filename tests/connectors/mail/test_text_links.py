"""Links in plain text."""

from triage_warden.connectors.mail.text_links import MAX_TEXT_LINKS, text_links


def test_links_end_where_the_sentence_goes_on() -> None:
    """Closing punctuation is not part of an address."""
    targets = [
        link.target for link in text_links("See https://a.example/x?y=1, (http://b.example/). Or www.c.example!")
    ]
    assert targets == ["https://a.example/x?y=1", "http://b.example/", "www.c.example"]


def test_links_are_capped() -> None:
    """A text of nothing but links is cut."""
    assert len(list(text_links("http://a.example/ " * 2 * MAX_TEXT_LINKS))) == MAX_TEXT_LINKS
