"""What facts about alerts are worth.

The numbers are judgements in log-odds, set by what an analyst would answer to “how much more often do I see this
in an attack than in daily life?”: 0.7 twice as often, 1.6 five times, 2.3 ten times, 3.9 fifty times.
"""

from typing import Final

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight


def _w(log_odds: float, group: str, why: str, **votes: float) -> Weight:
    return Weight(
        log_odds=log_odds, why=why, group=group, category={Category(name): vote for name, vote in votes.items()}
    )


WEIGHTS: Final[dict[str, Weight]] = {
    # The source's own judgement.
    "alert.severity_informational": _w(-1.6, "severity", "Sources send informational findings for the record."),
    "alert.severity_low": _w(-0.8, "severity", "Most low findings are closed unread, and rightly."),
    "alert.severity_medium": _w(
        0.5, "severity", "Medium is where detections live that are right about one time in five."
    ),
    "alert.severity_high": _w(
        1.5, "severity", "Vendors keep high for detections they trust; it is wrong more often than not all the same."
    ),
    "alert.severity_critical": _w(
        2.4, "severity", "Critical is rare and curated; by itself it says look now, not what it is."
    ),
    "alert.source_sure": _w(
        0.5, "source_confidence", "Sources that give a confidence mean it, within their own scale."
    ),
    "alert.source_unsure": _w(-0.6, "source_confidence", "The source itself doubts it."),
    "alert.stopped": _w(0.0, "outcome", "What was stopped was still tried: it lowers the harm, not the verdict."),
    "alert.dismissed": _w(-2.0, "outcome", "Somebody or something closer to the evidence cleared it."),
    # Its words: hostile.
    "alert.says_ransomware": _w(
        2.3, "words", "The name is given to content or behaviour that has no everyday cause.", ransomware=1.0
    ),
    "alert.says_credential_theft": _w(
        1.7, "words", "Tools that read secrets are an intruder's or a tester's.", credential_access=1.0
    ),
    "alert.says_command_and_control": _w(
        1.7, "words", "Known controllers have few false matches.", command_and_control=1.0
    ),
    "alert.says_malware": _w(
        2.0, "words", "Named malware is right more often than any other class of alert.", malware=1.0
    ),
    "alert.says_cryptominer": _w(
        1.8, "words", "Pools and miners are named after unmistakable traits.", cryptominer=1.0
    ),
    "alert.says_exfiltration": _w(
        1.0, "words", "Volumes and forwards stand out, but people do move data.", exfiltration=1.0
    ),
    "alert.says_lateral_movement": _w(
        1.0, "words", "Remote execution is the intruder's way and the administrator's.", lateral_movement=1.0
    ),
    "alert.says_exploitation": _w(
        0.7, "words", "Exploits rain on everything that faces the internet; few land.", exploitation=1.0
    ),
    "alert.says_web_shell": _w(1.9, "words", "A web shell is a foothold.", exploitation=0.6, persistence=1.0),
    "alert.says_code_injection": _w(
        1.1,
        "words",
        "Hiding in another process is done to be taken for it; debuggers and security tools do it too.",
        malware=1.0,
    ),
    "alert.says_persistence": _w(
        0.7, "words", "Installers want to start again too; the detection says uncommon.", persistence=1.0
    ),
    "alert.says_privilege_escalation": _w(
        1.0, "words", "Rights outside the usual way are a goal on every host.", privilege_escalation=1.0
    ),
    "alert.says_defence_evasion": _w(1.0, "words", "Those who work openly leave logging and protection on.", other=0.6),
    "alert.says_execution": _w(
        0.8,
        "words",
        "Hidden, encoded or downloaded code runs in first stages, and in bad management scripts.",
        malware=0.8,
    ),
    "alert.says_brute_force": _w(
        0.8,
        "words",
        "The detection counted failures; half of them are a service with an old password.",
        credential_access=1.0,
    ),
    "alert.says_guess_succeeded": _w(
        1.8,
        "words",
        "Failures and then a success are what a break-in by guessing looks like; owners seldom try so often.",
        account_takeover=0.4,
        credential_access=1.0,
    ),
    "alert.says_account_takeover": _w(
        0.8, "words", "Compared with the user's own past; travellers and VPNs look alike.", account_takeover=1.0
    ),
    "alert.says_business_email_compromise": _w(1.6, "words", "Ties a mailbox to payment fraud.", bec=1.0),
    "alert.says_phishing": _w(
        1.0, "words", "Named after content and reputation by mail and web products.", phishing=1.0
    ),
    "alert.says_denial_of_service": _w(
        0.6, "words", "Floods are measured; backups and monitoring look like one.", denial_of_service=1.0
    ),
    "alert.says_reconnaissance": _w(0.3, "words", "What faces the internet is scanned daily.", reconnaissance=1.0),
    "alert.says_discovery": _w(
        0.5, "words", "Looking around is an intruder's first hour and an inventory's every hour.", reconnaissance=1.0
    ),
    "alert.says_insider": _w(0.7, "words", "Compared with the person's own past.", insider=1.0),
    "alert.says_offensive_tool": _w(
        1.7, "words", "Made to break in; our own tests are announced.", malware=0.6, lateral_movement=0.2
    ),
    "alert.says_decoy": _w(2.3, "words", "Nobody has business with a decoy.", reconnaissance=1.0),
    # Its words: unusual, or shared by friend and foe.
    "alert.says_unwanted_software": _w(0.2, "words", "Mostly installed by the user.", policy_violation=1.0),
    "alert.says_suspicion": _w(0.6, "words", "Somebody found it worth a look; no more.", other=0.2),
    "alert.says_anomaly": _w(-0.3, "words", "Most of what is new in a network is new and harmless.", other=0.1),
    "alert.says_failed_login": _w(-0.4, "words", "People mistype; a burst is counted apart.", credential_access=0.3),
    "alert.says_web_error": _w(-0.3, "words", "Dead links; a scan is counted apart.", reconnaissance=0.3),
    "alert.says_privilege_use": _w(-0.2, "words", "Administrators do it all day.", privilege_escalation=0.2),
    "alert.says_policy": _w(-0.3, "words", "Against the rules, rarely against the law.", policy_violation=1.0),
    "alert.says_exposure": _w(0.3, "words", "A door that stands open, mostly by carelessness.", policy_violation=1.0),
    "alert.says_configuration_change": _w(-0.2, "words", "Administrators change things daily.", policy_violation=0.2),
    # Its words: daily life.
    "alert.says_update": _w(-2.2, "words", "Machines keep themselves up to date, on a timer."),
    "alert.says_login_success": _w(
        -1.8, "words", "People sign in all day; without another finding it is what logging is for."
    ),
    "alert.says_housekeeping": _w(-1.5, "words", "A product telling about itself."),
    "alert.says_operations": _w(
        -1.5, "words", "Work for operations; attacks that cause it show up under other names, too."
    ),
    "alert.says_scanner_test": _w(-2.5, "words", "The test file does nothing; whoever drops it tests the scanner."),
    "alert.says_sensor_wrapper": _w(-1.0, "words", "The event behind it is the evidence, not the wrapper."),
    "alert.says_refused_connection": _w(-1.2, "words", "The default rule refuses thousands a day, as it is meant to."),
    "alert.says_nothing_found": _w(-2.2, "words", "The source says there is nothing."),
    "alert.says_decode_anomaly": _w(-1.8, "words", "Missed packets and odd implementations, by the thousand."),
    "alert.says_informing_signature": _w(-1.6, "words", "The rule set's own class for what needs no action."),
    # ATT&CK, as the source maps it.
    "attack.reconnaissance": _w(0.1, "attack", "Those outside try daily.", reconnaissance=1.0),
    "attack.resource-development": _w(0.1, "attack", "Done outside our sight; what we see of it is reputation."),
    "attack.initial-access": _w(0.2, "attack", "Attempts are daily; few get in."),
    "attack.execution": _w(0.4, "attack", "Somebody took the trouble to map the rule to a step inside.", malware=0.5),
    "attack.persistence": _w(0.4, "attack", "A step inside.", persistence=1.0),
    "attack.privilege-escalation": _w(0.4, "attack", "A step inside.", privilege_escalation=1.0),
    "attack.defense-evasion": _w(0.4, "attack", "A step inside.", other=0.5),
    "attack.credential-access": _w(0.6, "attack", "Late steps are rarely an everyday mishap.", credential_access=1.0),
    "attack.discovery": _w(0.3, "attack", "A step inside that inventories take too.", reconnaissance=1.0),
    "attack.lateral-movement": _w(0.6, "attack", "Late steps are rarely an everyday mishap.", lateral_movement=1.0),
    "attack.collection": _w(0.5, "attack", "Gathering comes before carrying out.", exfiltration=0.6),
    "attack.command-and-control": _w(0.6, "attack", "Somebody outside is in charge.", command_and_control=1.0),
    "attack.exfiltration": _w(0.6, "attack", "What is gone is gone.", exfiltration=1.0),
    "attack.impact": _w(0.6, "attack", "The last step.", ransomware=0.5, denial_of_service=0.3),
    # Its values.
    "list.own_deny": _w(4.0, "own_lists", "We ourselves decided that this is hostile."),
    "list.own_allow": _w(-3.0, "own_lists", "We ourselves decided that this is known and harmless."),
    "value.known_good": _w(-0.5, "known_good", "Harmless to many, though intruders hide behind the big names."),
    "value.internal_actor": _w(0.1, "actor", "From inside is nearer than from outside, and mostly our own people."),
    # Its past.
    "alert.rule_new": _w(0.5, "history", "What never happened here before is worth more than what happens weekly."),
    "host.rule_new": _w(0.3, "history", "New for this host or user, though not for the company."),
    "host.rule_routine": _w(-1.2, "history", "It fired here all week and nothing came of it."),
    "alert.rule_everywhere": _w(-1.0, "history", "What fires on every machine describes the estate."),
    "alert.rule_mostly_false": _w(-1.8, "record", "Our own people closed nine of ten as harmless."),
    "alert.rule_mostly_true": _w(1.5, "record", "Our own people found nine of ten real."),
    "alert.mass_noise": _w(-0.5, "volume", "A routine rule that hums is the sensor, not an event."),
    # The incident as a whole.
    "chain.stages": Weight(
        log_odds=0.5,
        per="beyond_first",
        limit=2.0,
        group="chain",
        why="Each further stage named by a further rule is hard to explain by chance.",
    ),
    "chain.progression": _w(0.8, "chain", "Stages in their order in time are a story, not a heap."),
    "host.many_rules": Weight(
        log_odds=0.3,
        per="beyond_second",
        limit=1.2,
        group="corroboration",
        why="Different rules about one machine or person seldom err together.",
    ),
    "host.many_sources": Weight(
        log_odds=0.8,
        per="beyond_first",
        limit=1.6,
        group="corroboration",
        why="Products that see different things agree.",
    ),
    "host.failure_burst": _w(
        1.4, "burst", "No forgetful person fails so often so fast; a broken service does.", credential_access=1.0
    ),
    "host.password_spray": _w(2.4, "burst", "One address failing on many accounts is guessing.", credential_access=1.0),
    "host.failure_then_success": _w(
        2.4, "burst_success", "The guess came true, or somebody at last remembered.", account_takeover=1.0
    ),
    "host.web_scan": _w(
        2.2, "burst", "Refused requests by the dozen a minute are a tool trying paths.", reconnaissance=1.0
    ),
    "host.odd_burst": _w(1.5, "burst", "What is odd once is chance; by the dozen a minute it is a machine at work."),
    "host.many_targets": _w(
        1.4,
        "burst",
        "One actor on many machines at once is a scan or a worm; or a scanner of ours.",
        reconnaissance=1.0,
    ),
    "incident.left_out": _w(0.0, "volume", "Says what was not looked at; proves nothing."),
}
