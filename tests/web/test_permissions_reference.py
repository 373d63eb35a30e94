from triage_warden.core.identity.permissions import Permission
from triage_warden.web.permissions_reference import rendered


def test_every_permission_and_every_kind_of_route_is_there() -> None:
    """With who has it, and what needs it."""
    page = rendered({Permission.AUDIT_READ: ["audit list", "audit verify"]})
    assert all(page.count(f"`{permission.value}`") == 2 for permission in Permission)
    assert "| `GET /live` | a process manager asks |" in page
    assert "`GET /api/v1/auth/me` | yes |" in page
    assert "| `audit list`, `audit verify` |" in page
