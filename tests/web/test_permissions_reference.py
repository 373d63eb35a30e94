from pathlib import Path

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.permissions_reference import rendered

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"


def test_the_kept_page_is_what_the_code_says() -> None:
    """`make docs` was run after the last change."""
    assert KEPT.read_text(encoding="utf-8") == rendered()


def test_every_permission_and_every_kind_of_route_is_there() -> None:
    """With who has it, and what needs it."""
    page = rendered()
    assert all(page.count(f"`{permission.value}`") == 2 for permission in Permission)
    assert "| `GET /live` | a process manager asks |" in page
    assert "`GET /api/v1/auth/me` | yes |" in page
