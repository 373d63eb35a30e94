"""What may be recommended is recommended somewhere."""

from triage_warden.core.assessment.proposals import PROPOSALS, Verb

WITHOUT_CONTAINMENT = {Verb.REVIEW, Verb.CLOSE_AS_BENIGN}
"""The answers to a verdict that is no attack; `recommend` names them itself."""


def test_every_verb_is_recommended() -> None:
    """Each once, and those that contain nothing not in the table."""
    listed = [proposal.verb for proposal in PROPOSALS]
    assert len(listed) == len(set(listed))
    assert set(Verb) - set(listed) == WITHOUT_CONTAINMENT
