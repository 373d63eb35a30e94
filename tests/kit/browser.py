"""A real browser (the machine's Chromium), as somebody with it, with a keyboard alone, or without scripts sees us."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Response, sync_playwright

from kit.deploy.packages import debian
from kit.secret_ledger import LEDGER, Exchange

_PATIENCE_MS: Final = 30_000
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_EXPECTED: Final = "Failed to load resource: the server responded with a status of"
"""Said of every answer that is an error, as that to a wrong password."""
_NEXT: Final = "document.activeElement && document.activeElement.matches"
_RING: Final = """() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement.matches(':focus-visible') && style.outlineStyle !== 'none'
        && parseFloat(style.outlineWidth) >= 2;
}"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A page of a browser that shares its cookies with no other visitor, and all that its console complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list[str])

    def sign_in(self, address: str, name: str, password: str) -> None:
        """Fill in the form of an address that asks for it, and send it."""
        self.page.goto(address)
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")

    def press(self, name: str) -> None:
        """Press a button by what it says, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def tab_to(self, selector: str, most: int = 120) -> None:
        """Press Tab until something has the focus; whatever has it on the way shows that it has."""
        for _ in range(most):
            if self.page.evaluate(f"{_NEXT}({selector!r})"):
                return
            self.page.keyboard.press("Tab")
            at = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            assert self.page.evaluate(_RING), f"nothing shows that this has the focus: {at}"
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found


@contextmanager
def a_browser() -> Generator[Browser]:
    """Run Chromium while the block runs; installed by Debian's apt where it is missing, else the test is skipped."""
    program = _program()
    if program is None:
        debian("chromium")
        program = _program()
    if program is None:
        pytest.skip("no Chromium here: nothing is shown in a real browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def a_visitor(browser: Browser, ours: str, *, scripts: bool = True, width: int = 1280) -> Generator[Visitor]:
    """Open a window of nobody known; when it closes, its console must have had nothing to complain of.

    Other sites' pages, not below `ours`, may be as they are.
    """
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900})
    context.set_default_timeout(_PATIENCE_MS)
    visitor = Visitor(context.new_page())

    def hear(message: ConsoleMessage) -> None:
        bad = message.type in {"error", "warning"} and not message.text.startswith(_EXPECTED)
        if bad and visitor.page.url.startswith(ours):
            visitor.complaints.append(f"{message.text} ({visitor.page.url})")

    def fall(error: Error) -> None:
        visitor.complaints.append(f"{error} ({visitor.page.url})")

    def answered(response: Response) -> None:
        if response.url.startswith(ours) and "text/event-stream" not in response.headers.get("content-type", ""):
            LEDGER.exchange(_exchange(response))

    visitor.page.on("response", answered)
    visitor.page.on("console", hear)
    visitor.page.on("pageerror", fall)
    try:
        yield visitor
    finally:
        context.close()
    assert not visitor.complaints, visitor.complaints


def _exchange(response: Response) -> Exchange:
    asked, redirected = response.request, 300 <= response.status < 400
    set_cookies = response.header_values("set-cookie")
    return Exchange(
        method=asked.method,
        url=asked.url,
        sent=asked.post_data_buffer or b"",
        sent_headers=asked.headers,
        shown=b"" if redirected else response.body(),
        cookies=tuple(line.partition("=")[2].partition(";")[0] for line in set_cookies),
    )


def _program() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)
