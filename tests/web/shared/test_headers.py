"""What a browser may do with an answer, whichever it is."""

import re

from kit.scene import a_scene
from kit.web import World, a_client, a_web
from triage_warden.web.app import create_app
from triage_warden.web.shared.access import routes_of
from triage_warden.web.shared.headers import SECURITY_HEADERS, security_headers

_PARAMETER = re.compile(r"\{[^}]+\}")
EVERYWHERE = {name.decode() for name, _ in SECURITY_HEADERS}
ELSEWHERE = {"origin": "https://elsewhere.example.com", "access-control-request-method": "POST"}


async def test_every_route_answers_with_every_header_and_opens_nothing_to_other_sites() -> None:
    """Asked as another site's page asks, by its method and beforehand (OPTIONS); a new route is asked, too."""
    world = a_scene()
    asked = 0
    async with a_client(world, role=None, https=True) as client:
        for method, path, _ in routes_of(create_app(a_web(world))):
            address = _PARAMETER.sub("00000000-0000-7000-8000-00000000dead", path)
            for each in (method, "OPTIONS"):
                answer = await client.request(each, address, headers=ELSEWHERE)
                asked += 1
                assert EVERYWHERE | {"strict-transport-security"} <= set(answer.headers), (each, path)
                assert not [name for name in answer.headers if name.startswith("access-control-")], (each, path)
    assert asked > 100


async def test_what_was_let_in_has_them_too() -> None:
    """Pages, JSON, files for download, and the plain text of the metrics; none is kept by a cache."""
    async with a_client(a_scene()) as client:
        for path in ("/incidents", "/api/v1/incidents", "/api/v1/alerts", "/metrics", "/openapi.json", "/login"):
            answer = await client.get(path, headers={"accept": "text/html, */*"})
            assert answer.status_code == 200, path
            assert set(answer.headers) >= EVERYWHERE, path
            assert answer.headers["cache-control"] == "no-store", path


async def test_https_is_asked_for_only_where_there_is_https() -> None:
    """A laptop over plain HTTP would lock itself out of other servers on that name."""
    async with a_client(World()) as client:
        assert "strict-transport-security" not in (await client.get("/live")).headers
    async with a_client(World(), https=True) as client:
        said = (await client.get("/live")).headers["strict-transport-security"]
    assert int(said.partition("max-age=")[2].partition(";")[0]) >= 31536000


def test_no_header_is_said_twice_and_names_are_lower_case() -> None:
    """ASGI wants them so."""
    names = [name for name, _ in security_headers(https=True)]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
