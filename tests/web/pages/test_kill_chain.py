from triage_warden.core.alerts.model import AttackRef
from triage_warden.web.pages.kill_chain import chain


def test_techniques_stand_under_their_tactics_in_the_matrix_order() -> None:
    """The stated tactic where there is one, else the first that the technique serves."""
    stages = chain(
        [
            AttackRef(technique="T1071.001", tactic="command-and-control"),
            AttackRef(technique="T1566.002"),
            AttackRef(technique="T1078", tactic="PrivilegeEscalation"),
            AttackRef(tactic="Impact"),
        ]
    )
    assert len(stages) == 14
    assert [stage.tactic for stage in stages if stage.seen] == [
        "initial-access",
        "privilege-escalation",
        "command-and-control",
        "impact",
    ]
    assert [each.id for stage in stages for each in stage.techniques] == ["T1566.002", "T1078", "T1071.001"]


def test_what_the_matrix_does_not_know_is_left_out() -> None:
    """Words of a source that are no tactic and no technique make no stage."""
    assert not any(stage.seen for stage in chain([AttackRef(technique="T99999"), AttackRef(tactic="<script>")]))
