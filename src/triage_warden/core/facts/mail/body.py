"""What the body is made of: forms, scripts, hidden text, pictures instead of words."""

from collections.abc import Iterator

from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, quoted, shown
from triage_warden.core.facts.mail.folding import mixed_words
from triage_warden.core.facts.mail.model import LinkKind

MANY_HIDDEN_CHARS = 600
"""More invisible text than a newsletter's preview line and its padding."""
FEW_VISIBLE_CHARS = 160
MIN_SPLIT_WORDS = 3
MIN_COMPARED_WORDS = 25
MAX_COMMON_SHARE = 0.15
MIN_WORD = 4

_BODY = ("body",)


def forms(case: Examined) -> Iterator[Finding]:
    """Say what the mail asks to type into itself."""
    body = case.mail.html
    if body is None:
        return
    for form in body.forms[:5]:
        if form.password:
            whither = shown(form.action) or "nowhere stated"
            text = f"The mail itself holds a form that asks for a password and sends it to {whither}."
            yield Finding(
                kind="mail.password_form", statement=text, rests_on=_BODY, value={"action": form.action[:200]}
            )
            return
    if any(form.fields and form.action for form in body.forms):
        yield Finding(kind="mail.form_in_body", statement="The mail itself holds a form to fill in.", rests_on=_BODY)


def scripts(case: Examined) -> Iterator[Finding]:
    """Say what runs when the mail is opened as a page."""
    traits = set(case.mail.html.scripts) if case.mail.html else set[str]()
    if "smuggles_file" in traits:
        text = "A script in the mail builds a file in the browser and hands it over (HTML smuggling)."
        yield Finding(kind="mail.html_smuggling", statement=text, rests_on=_BODY)
    elif "script" in traits:
        text = "The mail carries a script; mail programs run none, so it is meant for a browser or a careless program."
        yield Finding(kind="mail.script_in_body", statement=text, rests_on=_BODY)


def concealment(case: Examined) -> Iterator[Finding]:
    """Say what a machine reads that a person does not see, and the other way round."""
    body = case.mail.html
    mixed = mixed_words(case.mail.visible_text[:20_000])
    if len(mixed) >= MIN_SPLIT_WORDS:
        text = f"{len(mixed)} words of the text mix letters of two scripts, such as {quoted(mixed[0], 30)}."
        yield Finding(kind="mail.mixed_script_text", statement=text, rests_on=_BODY, value={"words": len(mixed)})
    if body is None:
        return
    if body.split_words >= MIN_SPLIT_WORDS:
        text = f"Invisible characters stand inside {body.split_words} words, which keeps filters from reading them."
        yield Finding(
            kind="mail.words_split_invisibly", statement=text, rests_on=_BODY, value={"words": body.split_words}
        )
    hidden = len(body.hidden_text)
    if hidden > MANY_HIDDEN_CHARS and hidden > len(body.text):
        text = f"The mail hides {hidden} characters of text and shows {len(body.text)}."
        yield Finding(
            kind="mail.hidden_text", statement=text, rests_on=_BODY, value={"hidden": hidden, "shown": len(body.text)}
        )


def pictures(case: Examined) -> Iterator[Finding]:
    """Say where a picture or next to nothing stands for the text, with a link to follow."""
    body = case.mail.html
    if body is None or not case.links or len(body.text) > FEW_VISIBLE_CHARS:
        return
    outward = [link for link in case.links if link.link.kind is not LinkKind.IMAGE and not case.of_sender(link.host)]
    if outward and any(not image.tracking for image in body.images):
        text = f"The mail is a picture with a link to {shown(outward[0].host)} and {len(body.text)} characters of text."
        yield Finding(kind="mail.picture_for_text", statement=text, rests_on=_BODY, value={"shown": len(body.text)})
    elif outward and not case.mail.in_reply_to:
        text = f"The mail is hardly more than a link to {shown(outward[0].host)}: {len(body.text)} characters of text."
        yield Finding(kind="mail.bare_link", statement=text, rests_on=_BODY, value={"shown": len(body.text)})


def versions(case: Examined) -> Iterator[Finding]:
    """Say where the plain-text version says something else than the HTML version."""
    if case.mail.html is None:
        return
    plain, rich = _words(case.mail.text), _words(f"{case.mail.html.text} {case.mail.html.hidden_text}")
    if (
        min(len(plain), len(rich)) >= MIN_COMPARED_WORDS
        and len(plain & rich) / min(len(plain), len(rich)) < MAX_COMMON_SHARE
    ):
        text = "The plain-text version of the mail is another text than the HTML version."
        yield Finding(
            kind="mail.versions_disagree",
            statement=text,
            rests_on=_BODY,
            value={"plain": len(plain), "html": len(rich)},
        )


def _words(text: str) -> set[str]:
    return {word for word in text.lower().split()[:2000] if len(word) >= MIN_WORD and word.isalpha()}
