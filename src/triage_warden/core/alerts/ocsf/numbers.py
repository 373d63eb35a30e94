"""OCSF's enumerations, once for those who read findings and for those who write them.

Schema 1.7.0, https://schema.ocsf.io/1.7.0/classes/detection_finding; the numbers are the same from 1.1 on.
"""

from typing import Final

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import ObservableType

VERSION: Final = "1.7.0"
CATEGORY_UID: Final = 2
"""Findings."""
CLASS_UID: Final = 2004
"""Detection Finding."""
CREATED: Final = 1
"""`activity_id` of a finding that is new."""
RULE: Final = 1
"""`type_id` of an analytic that is a rule."""
UNKNOWN: Final = 0
OTHER: Final = 99
"""In every enumeration: not in the list, the word beside the number says what."""

SEVERITY_IDS: Final = {
    Severity.INFORMATIONAL: 1,
    Severity.LOW: 2,
    Severity.MEDIUM: 3,
    Severity.HIGH: 4,
    Severity.CRITICAL: 5,
}
SEVERITIES: Final = {number: severity for severity, number in SEVERITY_IDS.items()} | {6: Severity.CRITICAL}
"""`severity_id`; 6 is fatal. 0 is unknown and 99 other: then the word decides."""

STATUS_IDS: Final = {"new": 1, "in progress": 2, "suppressed": 3, "resolved": 4, "archived": 5, "deleted": 6}
"""`status_id` of findings, by the caption in lower case."""

ACTIONS: Final = {
    1: "allowed",
    2: "blocked",
    3: "quarantined",
    4: "quarantined",  # isolated
    5: "blocked",  # deleted
    6: "blocked",  # dropped
    8: "allowed",  # approved
    11: "blocked",  # corrected
    13: "allowed",  # uncorrected
    15: "detected",
    16: "allowed",  # no action
    17: "detected",  # logged
    19: "detected",  # alert
    20: "detected",  # counted
    21: "blocked",  # reset
    24: "blocked",  # access revoked
    25: "blocked",  # rejected
    26: "blocked",  # unauthorized
}
"""`disposition_id`, where it says what became of it; partly corrected, delayed, challenged or error do not."""
DISPOSITIONS: Final = {"allowed": (1, "Allowed"), "blocked": (2, "Blocked")} | {
    "quarantined": (3, "Quarantined"),
    "detected": (15, "Detected"),
}
"""`disposition_id` and caption for our own words."""
ACTION_IDS: Final = {"allowed": 1, "blocked": 2, "quarantined": 2, "detected": 1}
"""`action_id` that conforms to the disposition: 1 allowed, 2 denied."""

TYPE_IDS: Final = {
    ObservableType.HOSTNAME: 1,
    ObservableType.DOMAIN: 1,
    ObservableType.IPV4: 2,
    ObservableType.IPV6: 2,
    ObservableType.MAC: 3,
    ObservableType.USER: 4,
    ObservableType.EMAIL: 5,
    ObservableType.URL: 6,
    ObservableType.FILE_NAME: 7,
    ObservableType.MD5: 8,
    ObservableType.SHA1: 8,
    ObservableType.SHA256: 8,
    ObservableType.PROCESS: 9,
    ObservableType.CLOUD_RESOURCE: 10,
    ObservableType.COMMAND_LINE: 13,
    ObservableType.USER_AGENT: 16,
    ObservableType.CVE: 18,
    ObservableType.FILE_PATH: 45,
}
"""`type_id` of an observable. What is not here is 99, other, with our own word beside it: registry keys have a number
in the Windows extension only."""
TYPES: Final = {number: kind for kind, number in reversed(TYPE_IDS.items())} | {
    20: ObservableType.HOSTNAME,  # objects from here on: 20 endpoint
    21: ObservableType.USER,
    22: ObservableType.EMAIL,
    23: ObservableType.URL,
    24: ObservableType.FILE_NAME,
    25: ObservableType.PROCESS,
    28: ObservableType.REGISTRY_KEY,
    46: ObservableType.REGISTRY_KEY,
    30: ObservableType.MD5,  # fingerprint
}
"""The type of a `type_id`; of several (1 hostname or domain, 2 either address, 8 any hash) the first."""
CAPTIONS: Final = {
    1: "Hostname",
    2: "IP Address",
    3: "MAC Address",
    4: "User Name",
    5: "Email Address",
    6: "URL String",
    7: "File Name",
    8: "Hash",
    9: "Process Name",
    10: "Resource UID",
    13: "Command Line",
    16: "HTTP User-Agent",
    45: "File Path",
}
"""`type` of an observable, by `type_id`; on what 18 is called schema and schema server do not agree, so it has none."""
