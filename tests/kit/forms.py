"""Pages' forms, as a browser sends them."""

import re

import httpx

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def token_in(page: httpx.Response) -> str:
    """Return the token that a page's forms carry."""
    found = _TOKEN.search(page.text)
    assert found, page.text[:2000]
    return found[1]


async def send(client: httpx.AsyncClient, page: str, action: str, **fields: str | list[str]) -> httpx.Response:
    """Open a page and send a form of it; what is answered is not followed."""
    opened = await client.get(page, headers=BROWSER, follow_redirects=True)
    data = {"csrf_token": token_in(opened), **fields}
    return await client.post(action, data=data, headers=BROWSER, follow_redirects=False)


async def sign_in(client: httpx.AsyncClient, name: str, password: str, following: str = "") -> httpx.Response:
    """Sign in by the form; return what was answered to it."""
    fields = {"next": following} if following else {}
    return await send(client, "/login", "/login", name=name, password=password, **fields)
