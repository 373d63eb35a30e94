import pytest

from kit.scene import a_scene
from kit.web import World, a_client
from triage_warden.web.pages.navigation import ENTRIES
from triage_warden.web.shared.headers import CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", [entry.path for entry in ENTRIES])
async def test_every_entry_of_the_navigation_opens(path: str) -> None:
    """With and without anything to show, and it is marked as the present page."""
    for world in (World(), a_scene()):
        async with a_client(world) as client:
            answer = await client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert f'<a href="{path}" aria-current="page">' in answer.text


async def test_the_root_leads_to_the_incidents() -> None:
    """The first page is the list of what is to be done."""
    async with a_client(World()) as client:
        answer = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents")


@pytest.mark.parametrize(
    "path", ["/static/warden.css", "/static/mark.svg", "/static/vendor/htmx-2.0.11.min.js", "/static/vendor/README.md"]
)
async def test_static_files_are_served_and_kept(path: str) -> None:
    """Browsers keep them; what is served is never guessed at."""
    async with a_client(World()) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"]
)
async def test_nothing_but_static_files_is_served(path: str) -> None:
    """No way up."""
    async with a_client(World()) as client:
        assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
async def test_methods_that_nobody_declared_are_refused(method: str) -> None:
    """`TRACE` above all, which would show a script what it must not read."""
    async with a_client(World()) as client:
        for path in ("/incidents", "/api/v1/alerts", "/static/warden.css", "/login"):
            answer = await client.request(method, path, headers={"x-shown": "back"})
            assert answer.status_code == 405
            assert "back" not in answer.text


@pytest.mark.parametrize("path", ["/static/", "/static", "/static/vendor", "/static/vendor/"])
async def test_folders_are_not_listed(path: str) -> None:
    """There is nothing at their addresses."""
    async with a_client(World()) as client:
        assert (await client.get(path)).status_code == 404


def test_pages_may_run_no_inline_script_and_no_inline_style() -> None:
    """The policy has no exception."""
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


async def test_no_page_needs_what_the_policy_forbids() -> None:
    """No inline script, style or handler, and nothing from elsewhere."""
    world = a_scene()
    alert_id = next(iter(world.alerts.alerts))
    async with a_client(world) as client:
        for path in ("/incidents", "/incidents/INC-2026-000123", f"/alerts/{alert_id}", "/docs", "/nowhere"):
            text = (await client.get(path, headers={"accept": "text/html"})).text
            assert "<style" not in text
            assert ' style="' not in text
            assert "<script>" not in text
            assert " onclick" not in text
            assert 'src="http' not in text
