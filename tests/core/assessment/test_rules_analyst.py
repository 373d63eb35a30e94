"""The analyst, end to end."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from kit.facts import fact_about
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.calibration import probability
from triage_warden.core.assessment.model import Assessment, Category, Verdict
from triage_warden.core.assessment.prior import PRIOR
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.assessment.weights.table import TABLE
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.gather import facts_of
from triage_warden.core.facts.model import Fact
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)
CITED = re.compile(r"\[(f-[^\]]*)\]")


def _judge(*alerts: StoredAlert) -> Assessment:
    return assess(IncidentView(alerts=alerts), facts_of(alerts, NOW), at=NOON)


def _alert(
    title: str,
    severity: Severity,
    *,
    number: int = 1,
    line: str = "",
    tactic: str | None = None,
    category: str = "",
) -> StoredAlert:
    seen = [an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)]
    seen += [an_observable(line, ObservableType.COMMAND_LINE, Role.ARTIFACT)] if line else []
    return a_stored_alert(
        number,
        an_alert(
            source_id=str(number),
            title=title,
            rule=title,
            severity=severity,
            observables=tuple(seen),
            attack=(AttackRef(tactic=tactic),) if tactic else (),
            attributes={"category": category} if category else {},
        ),
    )


_S = Severity

AGREED = [
    ("Ransomware behaviour detected", _S.HIGH, "", "", Verdict.MALICIOUS),
    (
        "Suspicious PowerShell command line",
        _S.HIGH,
        "powershell -nop -w hidden -enc " + "QQBB" * 8,
        "",
        Verdict.MALICIOUS,
    ),
    ("Volume shadow copies touched", _S.MEDIUM, "vssadmin delete shadows /all", "", Verdict.MALICIOUS),
    ("Malware was detected and quarantined", _S.HIGH, "", "", Verdict.MALICIOUS),
    ("Anomalous process start", _S.MEDIUM, "", "", Verdict.INCONCLUSIVE),
    ("Suspicious process start", _S.MEDIUM, "", "", Verdict.SUSPICIOUS),
    ("Impossible travel", _S.MEDIUM, "", "", Verdict.SUSPICIOUS),
    ("Something that nobody has a word for", _S.MEDIUM, "", "", Verdict.INCONCLUSIVE),
    ("Something that nobody has a word for", _S.HIGH, "", "", Verdict.SUSPICIOUS),
    ("Automated investigation started manually", _S.INFORMATIONAL, "", "", Verdict.BENIGN),
    ("SURICATA TLS invalid handshake message", _S.LOW, "", "Generic Protocol Command Decode", Verdict.BENIGN),
    ("ET INFO Observed DNS Query to rare TLD", _S.LOW, "", "Misc activity", Verdict.BENIGN),
    ("sshd: authentication success.", _S.LOW, "", "", Verdict.BENIGN),
    ("ClamAV database update", _S.LOW, "", "", Verdict.BENIGN),
    ("Dpkg (Debian Package) requested to install", _S.LOW, "", "", Verdict.BENIGN),
    ("User login failed.", _S.LOW, "", "", Verdict.BENIGN),
]


@pytest.mark.parametrize(("title", "severity", "line", "category", "verdict"), AGREED)
def test_an_analyst_would_agree(title: str, severity: Severity, line: str, category: str, verdict: Verdict) -> None:
    """Single alerts as they come every day, and what they are without anything else known."""
    assert _judge(_alert(title, severity, line=line, category=category)).verdict is verdict


def test_stages_on_one_host_make_an_attack_of_medium_alerts() -> None:
    """None of them alone, all of them together."""
    steps = [
        _alert("Suspicious script", _S.MEDIUM, number=1, tactic="execution"),
        _alert("Anomalous scheduled task", _S.MEDIUM, number=2, tactic="persistence"),
        _alert("Suspicious LDAP query", _S.MEDIUM, number=3, tactic="discovery"),
        _alert("Remote service creation", _S.MEDIUM, number=4, tactic="lateral-movement"),
    ]
    assert _judge(*steps).verdict is Verdict.MALICIOUS
    assert all(_judge(step).verdict is not Verdict.MALICIOUS for step in steps)


def test_noise_beside_an_attack_does_not_clear_it() -> None:
    """A thousand sign-ins make the malware no better."""
    malware = _alert("Malware detected", _S.HIGH, number=9_999)
    noise = [_alert("Authentication success", _S.INFORMATIONAL, number=n) for n in range(1, 1_001)]
    assert _judge(malware, *noise).verdict is _judge(malware).verdict is Verdict.MALICIOUS


def test_noise_does_not_add_up_to_an_attack() -> None:
    """Thousands of low findings of many harmless rules stay harmless."""
    titles = ["Authentication success", "ClamAV database update", "SURICATA TLS invalid record", "IDS event."]
    noise = [_alert(titles[n % 4], _S.LOW, number=n) for n in range(1, 4_001)]
    assert _judge(*noise).verdict is Verdict.BENIGN


def test_a_burst_of_refused_requests_is_reconnaissance() -> None:
    """A path scanner at work."""
    refused = [_alert("Web server 400 error code.", _S.LOW, number=n) for n in range(1, 400)]
    made = _judge(*refused)
    assert made.verdict in {Verdict.SUSPICIOUS, Verdict.MALICIOUS}
    assert made.category is Category.RECONNAISSANCE


def test_what_is_harmless_shows_no_technique_of_an_attack() -> None:
    """The source maps its rule, and the verdict says that it is none."""
    harmless = _alert("Antivirus definitions updated", Severity.INFORMATIONAL, tactic="execution")
    mapped = msgspec.structs.replace(harmless, attack=(AttackRef(technique="T1059", tactic="execution"),))
    found = _judge(mapped)
    assert found.verdict is Verdict.BENIGN
    assert any(each.weight > 0 for each in found.facts)
    assert found.attack == ()


def test_no_facts_are_an_answer() -> None:
    """Law 7: an incident about which nothing is known gets an assessment that says so."""
    made = assess(IncidentView(), [], at=NOON)
    assert made.verdict is Verdict.INCONCLUSIVE
    assert made.facts == ()
    assert made.recommended_actions


def _some_fact(kind: str, numbers: list[int], n: int, text: str) -> Fact:
    return fact_about(kind, *numbers, statement=text, value={"beyond_first": n, "technique": text})


def _some_alert(number: int, title: str, severity: Severity) -> StoredAlert:
    return a_stored_alert(number, an_alert(source_id=str(number), title=title, rule=title, severity=severity))


some_facts = st.lists(
    st.builds(
        _some_fact,
        st.sampled_from([*TABLE, "unknown.kind"]),
        st.lists(st.integers(0, 6), max_size=2),
        st.integers(-3, 9),
        st.text(min_size=1),
    ),
    max_size=20,
)
some_alerts = st.lists(
    st.builds(
        _some_alert,
        st.integers(0, 6),
        st.text(),
        st.sampled_from(list(Severity)),
    ),
    max_size=6,
    unique_by=lambda alert: alert.id,
)


@given(some_alerts, some_facts)
def test_every_claim_cites_facts_that_exist_and_say_so(alerts: list[StoredAlert], facts: list[Fact]) -> None:
    """Law 6, for any alerts and any facts: statements are the facts' own, citations are among them, sums hold."""
    made = assess(IncidentView(alerts=tuple(alerts)), facts, at=NOON)
    given_facts = {fact.id: fact.statement for fact in facts}
    assert all(given_facts[cited.id] == cited.statement for cited in made.facts)
    shown = {cited.id for cited in made.facts}
    assert set(CITED.findall(made.summary)) <= shown
    assert all(set(action.cites) <= shown for action in made.recommended_actions)
    total = sum(cited.weight for cited in made.facts)
    assert any(_says(made, probability(prior + total)) for prior in PRIOR.values()), (
        "the weights shown do not lead to the verdict"
    )


def _says(made: Assessment, chance: float) -> bool:
    match made.verdict:
        case Verdict.MALICIOUS | Verdict.SUSPICIOUS:
            expected = chance
        case Verdict.BENIGN:
            expected = 1 - chance
        case Verdict.INCONCLUSIVE:
            expected = 2 * min(chance, 1 - chance)
    return made.confidence == pytest.approx(expected, abs=0.001)


@given(some_alerts.flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_the_order_of_alerts_does_not_matter(pair: tuple[list[StoredAlert], list[StoredAlert]]) -> None:
    """The same incident gets the same assessment, however it came together."""
    assert _judge(*pair[0]) == _judge(*pair[1])


@given(some_alerts)
def test_any_incident_gets_an_assessment(alerts: list[StoredAlert]) -> None:
    """Law 7: alerts of unknown shape are judged, too."""
    made = _judge(*alerts)
    assert made.summary
    assert made.recommended_actions
    assert 0 <= made.confidence <= 1
