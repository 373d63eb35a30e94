"""HTML bodies: seen, hidden, clickable."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connectors.mail.html import MAX_LINKS, MAX_TAGS, read_html
from triage_warden.core.facts.mail.model import LinkKind


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none",
        "visibility:hidden",
        "font-size:0",
        "font-size:0px;",
        "font-size:1px",
        "opacity:0",
        "color:#fff;background-color:#fff",
        "max-height:0;overflow:hidden",
        "mso-hide:all",
    ],
)
def test_text_that_is_not_seen_is_told_apart(style: str) -> None:
    """Invisible by its inline style, as mail programs honour it."""
    body, _ = read_html(f"<p>seen</p><div style='{style}'>hidden <b>deep</b></div><p>again</p>")
    assert body.text == "seen\nagain"
    assert "hidden" in body.hidden_text
    assert "deep" in body.hidden_text


@pytest.mark.parametrize(
    "style",
    [
        "font-size:10px",
        "font-size:100%",
        "opacity:0.9",
        "color:#fff;background:#000",
        "line-height:0",
        "border-opacity:0",
    ],
)
def test_ordinary_styles_hide_nothing(style: str) -> None:
    """A size of ten is not a size of zero."""
    assert read_html(f"<p style='{style}'>seen</p>")[0].hidden_text == ""


def test_everything_that_can_be_clicked_is_a_link() -> None:
    """Anchors, areas, forms, buttons and refreshes, with what they show."""
    _, links = read_html(
        "<meta http-equiv=refresh content='0;url=http://r.example/'><a href='http://a.example/'> go <b>here</b></a>"
        "<map><area href='http://m.example' alt=map></map><form action='http://f.example'><input type=password>"
        "<button formaction='http://b.example'>send</button></form>",
    )
    assert {(link.kind, link.target) for link in links} == {
        (LinkKind.REFRESH, "http://r.example/"),
        (LinkKind.ANCHOR, "http://a.example/"),
        (LinkKind.AREA, "http://m.example"),
        (LinkKind.FORM, "http://f.example"),
        (LinkKind.BUTTON, "http://b.example"),
    }
    assert next(link.text for link in links if link.kind is LinkKind.ANCHOR) == "go here"


def test_forms_say_whether_they_ask_for_a_password() -> None:
    """A form in a mail with a password field is a trap."""
    body, _ = read_html("<form action=http://f.example><input name=u><input type=PASSWORD></form>")
    assert body.forms[0].password
    assert body.forms[0].fields == 2


def test_words_with_invisible_letters_inside_are_counted() -> None:
    """Zero-width characters, and spans of no size between two letters."""
    assert read_html("<p>pass\u200bword ac\u200ccount</p>")[0].split_words == 2
    assert read_html("<p>pass<span style='font-size:0'>qz</span>word</p>")[0].split_words == 1
    assert read_html("<p>pass <span style='font-size:0'>qz</span> word</p>")[0].split_words == 0


def test_scripts_and_frames_are_noted_not_shown() -> None:
    """A script's text is no text."""
    body, _ = read_html("<p>x</p><script>window.location='http://a.example'</script><iframe src=x></iframe>")
    assert body.text == "x"
    assert set(body.scripts) == {"script", "redirects", "frame"}


def test_depth_does_not_take_for_ever() -> None:
    """Half a million nested elements are cut and read within seconds."""
    began = time.process_time()
    body, _ = read_html("<div>" * 500_000 + "x")
    assert body.cut
    assert time.process_time() - began < 5


def test_links_and_tags_are_capped() -> None:
    """More than a reader could click is not kept."""
    body, links = read_html("<a href=http://a.example>x</a>" * (MAX_TAGS + 10))
    assert len(links) == MAX_LINKS
    assert body.cut


@given(st.text(max_size=300))
def test_any_text_is_html(source: str) -> None:
    """Whatever stands there is read as browsers do."""
    read_html(source)


@given(
    st.lists(
        st.sampled_from(
            [
                "<div style='display:none'>",
                "</div>",
                "<a href='x:y'>",
                "</a>",
                "t",
                "<b>",
                "</b>",
                "<script>",
                "<svg>",
                "<table>",
                "<td>",
                "<!--",
                "-->",
            ]
        ),
        max_size=40,
    )
)
def test_any_sequence_of_tags_is_walked_to_its_end(parts: list[str]) -> None:
    """Unbalanced and misnested elements neither loop nor fail."""
    read_html("".join(parts))
