from pathlib import Path

from kit.web import World, a_client
from triage_warden import __version__
from triage_warden.web.openapi_export import rendered

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_the_kept_description_is_the_one_that_is_served() -> None:
    """`python -m triage_warden.web.openapi_export > docs/reference/openapi.json` after a change."""
    assert KEPT.read_bytes() == rendered(__version__)


async def test_the_description_is_served() -> None:
    """Under its own address, as JSON."""
    async with a_client(World(), version=__version__) as client:
        answer = await client.get("/openapi.json")
    assert answer.content == rendered(__version__)
    assert answer.headers["content-type"] == "application/json"
