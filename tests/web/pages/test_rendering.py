import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from kit.clock import FrozenClock
from triage_warden.web.pages import rendering
from triage_warden.web.pages.rendering import make_pages

TEMPLATES = Path(rendering.__file__).parent.parent / "templates"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_every_template_compiles_and_none_turns_escaping_off(path: Path) -> None:
    """`safe` would be one slip away from a stranger's script."""
    make_pages(FrozenClock(), "1").environment.get_template(str(path.relative_to(TEMPLATES)))
    text = path.read_text(encoding="utf-8")
    assert "| safe" not in text
    assert "|safe" not in text
    assert "autoescape false" not in text


def test_what_is_put_in_is_escaped_and_what_is_missing_is_an_error() -> None:
    """A blank where a verdict should be would be believed."""
    pages = make_pages(FrozenClock(), "1")
    problem = {"status": 404, "title": "<b>", "detail": "<script>", "request_id": '"'}
    text = pages("error.html", problem=problem).content.decode()
    assert "<script>" not in text.replace("<script src=", "")
    assert "&lt;script&gt;" in text
    with pytest.raises(UndefinedError):
        pages("error.html")


def test_every_field_for_a_password_is_masked_and_open_to_password_managers() -> None:
    """Nothing listens for pasting, and browsers are told which password is meant."""
    fields = [
        field
        for template in TEMPLATES.rglob("*.html")
        for field in re.findall(r"<input[^>]*>", template.read_text(encoding="utf-8"))
        if re.search(r'name="(?:\w*password|repeated)"', field)
    ]
    assert len(fields) >= 5
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(?:current|new)-password"', field), field
        assert " on" not in field
