"""Write the description of the API: `python -m triage_warden.web.openapi_export > docs/reference/openapi.json`."""

import sys

import msgspec

from triage_warden import __version__
from triage_warden.web.openapi.document import document
from triage_warden.web.routes import API_HANDLERS


def rendered(version: str) -> bytes:
    """Return the document as it is served and kept: two spaces, one line each, so that a change reads as a change."""
    return msgspec.json.format(msgspec.json.encode(document(API_HANDLERS, version)), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(rendered(__version__))
