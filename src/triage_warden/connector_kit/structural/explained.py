"""What was read from a payload, from where, and how sure it is."""

from enum import StrEnum

import msgspec


class Fact(StrEnum):
    """What a value says of the alert."""

    TIME = "time"
    SEVERITY = "severity"
    TITLE = "title"
    DESCRIPTION = "description"
    RULE_ID = "rule_id"
    RULE_NAME = "rule_name"
    ALERT_ID = "alert_id"
    CATEGORY = "category"
    ACTION = "action"
    PRODUCT = "product"
    LINK = "link"
    SOURCE_ADDRESS = "source_address"
    SOURCE_PORT = "source_port"
    SOURCE_HOST = "source_host"
    DESTINATION_ADDRESS = "destination_address"
    DESTINATION_PORT = "destination_port"
    DESTINATION_HOST = "destination_host"
    USER = "user"
    HOST = "host"
    HOST_ADDRESS = "host_address"
    PROCESS = "process"
    PARENT_PROCESS = "parent_process"
    COMMAND_LINE = "command_line"
    FILE_NAME = "file_name"
    FILE_PATH = "file_path"
    HASH = "hash"
    REGISTRY_KEY = "registry_key"
    URL = "url"
    DOMAIN = "domain"
    USER_AGENT = "user_agent"
    MAIL_FROM = "mail_from"
    MAIL_TO = "mail_to"
    MAIL_SUBJECT = "mail_subject"
    TECHNIQUE = "technique"
    TACTIC = "tactic"
    CVE = "cve"


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was read. `pointer` is a JSON pointer (RFC 6901) into the decoded record.

    `/…@json/…` leads through a string that held JSON, `syslog:/…` into the header of syslog, `windows:…` names a datum
    of a Windows event, and `text` stands for the words of the message. `confidence` is 0 to 1: 0.9 a key that says just
    this, 0.6 a key that could mean something else, 0.4 the least that is used. `value` is normalised (times in RFC
    3339, severities in our words); `written` as it stands in the payload.
    """

    fact: Fact
    value: str
    written: str
    pointer: str
    confidence: float
    reason: str
