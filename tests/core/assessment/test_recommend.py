"""What to do about it."""

from kit.alerts import a_stored_alert, an_alert
from kit.facts import fact_about
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Category, RecommendedAction, Verdict
from triage_warden.core.assessment.recommend import recommend
from triage_warden.core.assessment.view import by_reference
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait

_T = ObservableType


def _seen(kind: ObservableType, value: str, role: Role, *traits: Trait) -> Observable:
    return Observable(type=kind, value=value, role=role, traits=traits)


def _alert(*observables: Observable, number: int = 1) -> StoredAlert:
    return a_stored_alert(number, an_alert(source_id=str(number), observables=observables))


def _recommend(
    category: Category, *alerts: StoredAlert, verdict: Verdict = Verdict.MALICIOUS
) -> list[tuple[str, str | None]]:
    return [(each.action, each.target) for each in _actions(category, *alerts, verdict=verdict)]


def _actions(category: Category, *alerts: StoredAlert, verdict: Verdict) -> tuple[RecommendedAction, ...]:
    weighed = [Weighed(fact=fact_about("k", 1), weight=2.0), Weighed(fact=fact_about("g", 1), weight=-1.0)]
    return recommend(verdict, category, weighed, alerts=by_reference(alerts))


HOST = _seen(_T.HOSTNAME, "srv1", Role.TARGET)


def test_malware_isolates_its_host_and_names_the_evidence() -> None:
    """The action cites the fact that rests on the alert which names the host."""
    actions = _actions(Category.MALWARE, _alert(HOST), verdict=Verdict.MALICIOUS)
    assert [(each.action, each.target) for each in actions] == [("isolate_host", "srv1"), ("collect_forensics", "srv1")]
    assert actions[0].cites == (fact_about("k", 1).id,)


def test_an_account_in_wrong_hands_is_taken_back() -> None:
    """Sessions first: a new password does not end them."""
    user = _seen(_T.USER, "a@example.com", Role.TARGET)
    alias = _seen(_T.USER, "aad:1234", Role.TARGET)
    verbs = _recommend(Category.ACCOUNT_TAKEOVER, _alert(user, alias))
    assert verbs[:3] == [
        ("revoke_sessions", "a@example.com"),
        ("reset_password", "a@example.com"),
        ("remove_inbox_rule", "a@example.com"),
    ]
    assert all(target == "a@example.com" for _, target in verbs)


def test_a_phish_is_taken_out_of_the_mailbox() -> None:
    """And its sender and link blocked."""
    mail = _alert(
        _seen(_T.EMAIL, "mallory@example.net", Role.ACTOR),
        _seen(_T.EMAIL, "a@example.com", Role.TARGET),
        _seen(_T.URL, "https://login.example.net/x", Role.MENTIONED),
    )
    assert _recommend(Category.PHISHING, mail) == [
        ("quarantine_mail", "a@example.com"),
        ("block_sender", "mallory@example.net"),
        ("block_url", "https://login.example.net/x"),
        ("notify_user", "a@example.com"),
    ]


def test_a_mail_that_names_nobody_is_quarantined_all_the_same() -> None:
    """Blind copies name no recipient."""
    assert _recommend(Category.PHISHING, _alert()) == [("quarantine_mail", None)]


def test_what_is_ours_or_everybodys_is_not_blocked() -> None:
    """Blocking a public resolver or our own gateway is an outage."""
    alert = _alert(
        _seen(_T.IPV4, "10.0.0.1", Role.ACTOR, Trait.PRIVATE),
        _seen(_T.IPV4, "192.0.2.8", Role.DESTINATION, Trait.KNOWN_GOOD),
        _seen(_T.IPV4, "198.51.100.7", Role.ACTOR),
        _seen(_T.IPV4, "203.0.113.5", Role.TARGET),
    )
    assert _recommend(Category.RECONNAISSANCE, alert) == [("block_ip", "198.51.100.7")]


def test_a_mailbox_of_ours_that_sends_fraud_is_not_blocked() -> None:
    """It is a victim; its account is taken back instead."""
    sender = _seen(_T.EMAIL, "a@example.com", Role.ACTOR)
    victim = _seen(_T.USER, "a@example.com", Role.TARGET)
    assert "block_sender" not in {verb for verb, _ in _recommend(Category.BEC, _alert(sender, victim))}


def test_the_hash_of_a_system_file_is_not_blocked() -> None:
    """The interpreter that ran the malware is on every machine."""
    digest = _seen(_T.SHA256, "a" * 64, Role.ARTIFACT)
    shell = _seen(_T.PROCESS, "C:\\Windows\\System32\\cmd.exe", Role.ARTIFACT)
    assert ("block_hash", "a" * 64) in _recommend(Category.MALWARE, _alert(HOST, digest))
    assert ("block_hash", "a" * 64) not in _recommend(Category.MALWARE, _alert(HOST, digest, shell))


def test_only_an_attack_is_contained() -> None:
    """A suspicion is looked at, what is harmless is closed with its reason."""
    for verdict, verb in (
        (Verdict.SUSPICIOUS, "review"),
        (Verdict.INCONCLUSIVE, "review"),
        (Verdict.BENIGN, "close_as_benign"),
    ):
        assert _recommend(Category.MALWARE, _alert(HOST), verdict=verdict) == [(verb, None)]


def test_an_attack_on_nothing_that_is_named_is_reviewed() -> None:
    """There is always something to do."""
    assert _recommend(Category.MALWARE, _alert()) == [("review", None)]


def test_an_account_that_was_used_is_taken_back_whatever_else_it_was() -> None:
    """A phish after which somebody signs in as the victim leaves sessions open."""
    user = _seen(_T.USER, "a@example.com", Role.TARGET)
    weighed = [Weighed(fact=fact_about("attack.initial-access", 1, value={"technique": "T1078.004"}), weight=0.2)]
    found = recommend(Verdict.MALICIOUS, Category.PHISHING, weighed, alerts=by_reference([_alert(user)]))
    verbs = [(each.action, each.target) for each in found]
    assert ("revoke_sessions", "a@example.com") in verbs
    assert ("reset_password", "a@example.com") in verbs
    assert "revoke_sessions" not in {verb for verb, _ in _recommend(Category.PHISHING, _alert(user))}


def test_a_domain_is_not_blocked_beside_the_one_above_it() -> None:
    """Blocking the domain blocks what lies under it."""
    alert = _alert(
        _seen(_T.DOMAIN, "login.example.net", Role.ACTOR),
        _seen(_T.DOMAIN, "example.net", Role.ACTOR),
        _seen(_T.DOMAIN, "notexample.net", Role.ACTOR),
    )
    blocked = {target for verb, target in _recommend(Category.PHISHING, alert) if verb == "block_domain"}
    assert blocked == {"example.net", "notexample.net"}


def test_what_stays_open_is_not_called_evidence_for_an_attack() -> None:
    """Where nothing speaks for an attack, the reason to look is that nothing settles it."""
    against = [Weighed(fact=fact_about("g", 1), weight=-0.8)]
    (action,) = recommend(Verdict.INCONCLUSIVE, Category.OTHER, against, alerts=by_reference([_alert(HOST)]))
    assert action.reason == "The evidence does not settle it; a person should say what it is."
    assert action.cites == (fact_about("g", 1).id,)


def test_a_machine_that_ran_an_intruders_code_is_cut_off_whatever_else_it_was() -> None:
    """Secrets read out of memory are an account's business, and the machine's."""
    weighed = [Weighed(fact=fact_about("alert.says_credential_theft", 1), weight=1.7)]
    found = recommend(Verdict.MALICIOUS, Category.CREDENTIAL_ACCESS, weighed, alerts=by_reference([_alert(HOST)]))
    assert ("isolate_host", "srv1") in [(each.action, each.target) for each in found]
    assert _recommend(Category.CREDENTIAL_ACCESS, _alert(HOST)) == [("review", None)]


def test_who_was_forged_is_not_blocked() -> None:
    """The partner whose name stands on a fraud goes on writing; who answers to it does not."""
    mail = _alert(
        _seen(_T.EMAIL, "billing@partner.example.net", Role.ACTOR),
        _seen(_T.EMAIL, "mallory@mail.example.org", Role.ACTOR),
        _seen(_T.DOMAIN, "partner.example.net", Role.ACTOR),
    )
    failed = Weighed(fact=fact_about("mail.dmarc_fail", 1, value={"domain": "partner.example.net"}), weight=1.6)
    found = recommend(Verdict.MALICIOUS, Category.BEC, [failed], alerts=by_reference([mail]))
    blocked = [each.target for each in found if each.action.startswith("block_")]
    assert blocked == ["mallory@mail.example.org"]
    twin = Weighed(fact=fact_about("mail.lookalike_sender_typo", 1), weight=2.2)
    found = recommend(Verdict.MALICIOUS, Category.BEC, [failed, twin], alerts=by_reference([mail]))
    assert "partner.example.net" in [each.target for each in found]
