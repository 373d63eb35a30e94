from evals.format_fields import FIELDS
from evals.formats import Case, score

RAW = (
    '{"time":"2026-03-02T10:00:00Z","src_ip":"192.0.2.1","dst_ip":"10.0.0.1","user":"CORP\\\\j.doe","hostname":"ws-1.example",'
    '"rule_name":"R 1","severity":"high","url":"https://Example.com/a/","sha256":"' + "ab" * 32 + '"}'
)
RIGHT: dict[str, object] = {
    "@timestamp": "2026-03-02T10:00:00.900Z",
    "source.ip": "192.0.2.1",
    "destination.ip": "10.0.0.1",
    "user.name": "j.doe",
    "host.name": "WS-1",
    "rule.name": "r 1",
    "log.level": "High",
    "url.original": "https://example.com/a",
    "file.hash.sha256": "AB" * 32,
}
WRONG: dict[str, object] = {
    "@timestamp": "2026-03-02T10:00:02Z",
    "source.ip": "10.0.0.1",
    "destination.ip": "192.0.2.1",
    "user.name": "j.do",
    "host.name": "ws-2",
    "rule.name": "R 2",
    "log.level": "low",
    "url.original": "https://example.com/b",
    "file.hash.sha256": "ac" * 32,
}


def shares(expected: dict[str, object]) -> dict[str, float]:
    """Return the share of each field that counts."""
    tally = score([Case(raw=RAW, expected=expected)], structural_only=True)
    return {field: tally.right[field] / tally.counted[field] for field in FIELDS if tally.counted[field]}


def test_what_is_the_same_in_other_words_is_right() -> None:
    """Case, domain, first label, fraction of a second, a slash at the end."""
    assert shares(RIGHT) == dict.fromkeys(FIELDS, 1.0)


def test_what_is_another_value_is_wrong() -> None:
    """Ends swapped are wrong, too."""
    assert shares(WRONG) == dict.fromkeys(FIELDS, 0.0)


def test_what_is_not_expected_or_says_nothing_is_not_counted() -> None:
    """A dash for a rule, an anonymised hash, an address for a host."""
    assert shares({"rule.name": "-", "file.hash.md5": "x" * 32, "host.name": "192.0.2.7"}) == {}


def test_of_several_acceptable_values_any_will_do() -> None:
    """A name or an address of the user."""
    assert shares({"user.name": "other", "user.email": "j.doe@example.org"}) == {"user": 1.0}
