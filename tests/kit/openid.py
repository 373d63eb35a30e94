"""A real OpenID provider (npm's oidc-provider), and a visitor who fills in its forms."""

import fcntl
import re
import secrets
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from kit.ports import a_free_port
from kit.secret_ledger import LEDGER

_HERE = Path(__file__).parent / "oidc"
_CACHE = Path(__file__).parents[2] / ".tools"
_FILES = ("package.json", "package-lock.json", ".npmrc", "provider.mjs")
_FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
_INPUT = re.compile(r"<input([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that runs."""

    issuer: str
    client_secret: str


@contextmanager
def a_provider(ours: str) -> Generator[Provider]:
    """Run a provider that knows the installation at this address; skip where there is no node."""
    folder = _installed()
    port, secret = a_free_port(), secrets.token_urlsafe(24)
    process = subprocess.Popen(
        ["node", "provider.mjs", str(port), ours, secret], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        assert b"ready" in process.stdout.readline()
        LEDGER.strangers.add(f"localhost:{port}")
        yield Provider(issuer=f"http://localhost:{port}", client_secret=secret)
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


def _installed() -> Path:
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no node and npm here: the real OpenID provider cannot run")
    mark = sha256(b"".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()[:12]
    folder = _CACHE / f"oidc-{mark}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            for name in _FILES:
                shutil.copy(_HERE / name, folder / name)
            done = subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=folder, check=False, timeout=200)
            if done.returncode != 0:
                pytest.skip("npm cannot install the OpenID provider here")
            (folder / "installed").touch()
    return folder


def visit(browser: httpx.Client, address: str, name: str, *, until: str) -> httpx.Response:
    """Go where one is sent and fill in the provider's forms as `name`, until an address that begins with `until`.

    That one is asked for too; what it answers is returned, not followed.
    """
    for _ in range(_STEPS):
        answer = browser.get(address, follow_redirects=False)
        if address.startswith(until):
            return answer
        address = _next(browser, answer, name)
    raise AssertionError(f"never came to {until}; last at {address}")


def _next(browser: httpx.Client, answer: httpx.Response, name: str) -> str:
    while not answer.is_redirect:
        form = _FORM.search(answer.text)
        assert form, answer.text[:2000]
        fields = _fields(form[2]) | ({"login": name, "password": "any"} if 'name="login"' in form[2] else {})
        answer = browser.post(urljoin(str(answer.url), form[1]), data=fields, follow_redirects=False)
    return urljoin(str(answer.url), answer.headers["location"])


def _fields(form: str) -> dict[str, str]:
    inputs = [dict(_ATTRIBUTE.findall(each)) for each in _INPUT.findall(form)]
    return {each["name"]: each.get("value", "") for each in inputs if each.get("type") == "hidden" and "name" in each}
