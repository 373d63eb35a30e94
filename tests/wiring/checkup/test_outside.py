"""Tests of what is looked at outside."""

import pytest

from triage_warden.wiring.checkup.finding import State
from triage_warden.wiring.checkup.outside import look_outside
from triage_warden.wiring.settings import read_settings


@pytest.mark.parametrize(
    ("environ", "state", "word"),
    [
        ({}, State.OK, "No settings"),
        ({"TW_OIDC_ISSUER": "http://127.0.0.1:9000"}, State.OK, "may be asked"),
        (
            {"TW_OIDC_ISSUER": "https://127.0.0.1", "TW_ENV": "production"},
            State.WRONG,
            "TW_OIDC_ISSUER may not be asked",
        ),
        ({"TW_SERVICENOW_URL": "https://10.20.0.7"}, State.WRONG, "TW_SERVICENOW_URL may not be asked"),
        (
            {"TW_SERVICENOW_URL": "https://10.20.0.7", "TW_OUTGOING_PRIVATE_NETWORKS": "10.20.0.0/16"},
            State.OK,
            "may be",
        ),
        ({"TW_SERVICENOW_URL": "https://u:p@127.0.0.1"}, State.WRONG, "user name"),
        ({"TW_SERVICENOW_URL": "https://127.0.0.1:x"}, State.WRONG, "no address"),
        ({"TW_OIDC_ISSUER": "https://no-such-name.invalid"}, State.NOTICE, "cannot be found"),
        ({"TW_OUTGOING_PRIVATE_NETWORKS": "inside"}, State.WRONG, "TW_OUTGOING_PRIVATE_NETWORKS"),
    ],
)
async def test_what_may_not_be_asked_is_told_before_somebody_tries(
    environ: dict[str, str], state: State, word: str
) -> None:
    """With the setting to change; nothing is asked for it."""
    found = await look_outside(read_settings(environ))
    assert (found.name, found.state) == ("outgoing", state)
    assert word in found.text
