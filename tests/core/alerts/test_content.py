"""Whether two batches brought the same."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import an_alert
from kit.intake import a_batch, a_quarantined
from triage_warden.core.alerts.content import content_digest
from triage_warden.core.alerts.model import Batch


def _of(*payloads: bytes) -> Batch:
    return a_batch(*(a_quarantined(payload) for payload in payloads))


def test_what_is_sent_again_is_the_same() -> None:
    """Ids and times of receipt are ours, not the sender's."""
    assert content_digest(a_batch(an_alert(), a_quarantined())) == content_digest(a_batch(an_alert(), a_quarantined()))


def test_the_source_is_part_of_what_was_sent() -> None:
    """The same bytes read as another source are other alerts."""
    other = msgspec.structs.replace(a_quarantined(), source="other")
    assert content_digest(a_batch(other)) != content_digest(a_batch(a_quarantined()))


@given(st.lists(st.binary(max_size=8), max_size=5), st.lists(st.binary(max_size=8), max_size=5))
def test_batches_are_the_same_when_their_payloads_are(some: list[bytes], others: list[bytes]) -> None:
    """Where one payload ends and the next begins counts, too."""
    assert (content_digest(_of(*some)) == content_digest(_of(*others))) is (some == others)
