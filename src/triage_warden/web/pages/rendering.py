"""Templates to pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response

from triage_warden.kernel.clock import Clock
from triage_warden.web.pages import safe_text, times, words
from triage_warden.web.pages.navigation import ENTRIES
from triage_warden.web.pages.viewer import Viewer

HTML: Final = "text/html; charset=utf-8"
_TEMPLATES: Final = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders templates; everything put into them is escaped."""

    environment: Environment
    viewer: Viewer = field(default_factory=Viewer)

    def seen_by(self, viewer: Viewer) -> "Pages":
        """Return the renderer for one who looks: whose name it shows, and whose forms it makes."""
        return Pages(self.environment, viewer)

    def __call__(self, template: str, *, status: int = 200, **context: object) -> Response[bytes]:
        """Return the page. Pages show what is true now, so no cache keeps them."""
        content = self.environment.get_template(template).render(self._given(context)).encode("utf-8", "replace")
        return Response(
            content,
            status_code=status,
            media_type=HTML,
            headers={"Cache-Control": "no-store", "Vary": "HX-Request"},
        )

    def _given(self, context: dict[str, object]) -> dict[str, object]:
        viewer = self.viewer
        entries = [each for each in ENTRIES if each.needs is None or each.needs in viewer.permissions]
        return {"viewer": viewer, "csrf_token": viewer.csrf_token, "navigation": entries} | context


def make_pages(clock: Clock, version: str) -> Pages:
    """Return the renderer with its filters; an undefined name in a template is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    shared: dict[str, Any] = environment.globals  # jinja's types know its own default names only
    shared |= {"version": version, "active": ""}
    environment.filters.update(_filters(clock))
    return Pages(environment)


def _filters(clock: Clock) -> dict[str, Callable[..., object]]:
    def ago(moment: datetime) -> str:
        return times.ago(moment, clock.now())

    return {
        "plain": safe_text.plain,
        "defanged": safe_text.defanged,
        "exact": times.exact,
        "machine": times.machine,
        "ago": ago,
        "lasting": times.lasting,
        "spoken": words.spoken,
        "percent": words.percent,
    }
