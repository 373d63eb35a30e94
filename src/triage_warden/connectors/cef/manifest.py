"""The CEF source."""

import re
from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import lines
from triage_warden.connectors.cef.alerts import CefParser

_HEAD: Final = re.compile(rb"CEF: ?\d+\|")
_FIRST_LINE: Final = 2_048

SOURCE: Final = AlertSource(
    name="cef",
    title="Common Event Format",
    parser=CefParser(),
    recognises=lambda payload: 0.9 if _HEAD.search(payload.lstrip()[:_FIRST_LINE].split(b"\n")[0]) else 0.0,
    split=lines,
    documentation="https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.3/"
    "cef-implementation-standard/Content/CEF/Chapter%201%20What%20is%20CEF.htm",
)
