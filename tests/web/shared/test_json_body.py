import pytest

from kit.scene import a_scene
from kit.web import a_client

PATH = "/api/v1/incidents/INC-2026-000123/assign"


@pytest.mark.parametrize(
    ("media_type", "status"),
    [("application/json", 200), ("application/json; charset=utf-8", 200), ("text/plain", 415), ("", 415)],
)
async def test_changes_are_json(media_type: str, status: int) -> None:
    """Types that a form on another site could send are not taken."""
    async with a_client(a_scene()) as client:
        answer = await client.post(PATH, content=b'{"assignee":"x"}', headers={"content-type": media_type})
    assert answer.status_code == status
