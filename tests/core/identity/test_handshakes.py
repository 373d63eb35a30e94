"""What a product asks before it sends anything."""

import pytest

from triage_warden.core.identity.deliveries import Said
from triage_warden.core.identity.handshakes import OddToken, validation
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret

GRAPH = SourceSecret(scheme=Scheme.GRAPH, secret="a secret of somebody")
TOKEN = "Validation: Testing client application reachability for subscription Request-Id: 522a8e7e-096a"


def test_microsofts_token_is_said_back_as_text() -> None:
    """As it is once decoded."""
    assert validation(GRAPH, TOKEN) == Said(text=TOKEN)
    assert validation(GRAPH, TOKEN) == Said(text=TOKEN, media_type="text/plain", event=None)


@pytest.mark.parametrize("scheme", [scheme for scheme in Scheme if scheme is not Scheme.GRAPH])
def test_nobody_elses_question_is_answered(scheme: Scheme) -> None:
    """An address of another scheme is no echo."""
    assert validation(SourceSecret(scheme=scheme, secret="x"), TOKEN) is None
    assert validation(GRAPH, None) is None


@pytest.mark.parametrize("token", ["", "<script>", "a>b", "a\nb", "ü", "\x00", "x" * 2001])
def test_no_markup_is_said_back(token: str) -> None:
    """Graph sends none."""
    with pytest.raises(OddToken):
        validation(GRAPH, token)
