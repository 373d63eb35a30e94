"""The web application."""

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException

from triage_warden.kernel.errors import TriageError
from triage_warden.web.api.description import Description
from triage_warden.web.api.health import Started
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.export import rendered
from triage_warden.web.routes import API_HANDLERS
from triage_warden.web.shared.caller import CALLER, current_caller
from triage_warden.web.shared.edge import Edge
from triage_warden.web.shared.json_body import LIMIT
from triage_warden.web.shared.origin import SameOrigin
from triage_warden.web.shared.problems import answer


def create_app(deps: WebDependencies) -> Litestar:
    """Return the application over what it is given; it opens and closes nothing itself."""
    started = Started(deps.clock.monotonic())
    description = Description(rendered(deps.version))
    app = Litestar(
        route_handlers=API_HANDLERS,
        dependencies={
            "deps": Provide(lambda: deps, sync_to_thread=False),
            "description": Provide(lambda: description, sync_to_thread=False),
            "started": Provide(lambda: started, sync_to_thread=False),
            CALLER: Provide(current_caller, sync_to_thread=False),
        },
        guards=[SameOrigin(deps.hosts)],
        exception_handlers={TriageError: answer, HTTPException: answer, Exception: answer},
        request_max_body_size=LIMIT,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    app.asgi_handler = Edge(app.asgi_handler, clock=deps.clock, ids=deps.ids, metrics=deps.metrics)
    return app
