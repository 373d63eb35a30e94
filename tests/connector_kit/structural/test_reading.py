import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_warden.connector_kit.structural.candidates import THRESHOLD
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.reading import MANY, explain

EVENTS = {
    "snake": '{"event_time":"2026-03-02T10:00:00Z","src_ip":"192.0.2.1","dst_ip":"10.0.0.1","user_name":"j.doe",'
    '"sev":"high","rule_name":"R","host_name":"ws-1"}',
    "camel": '{"eventTime":"2026-03-02T10:00:00Z","sourceIp":"192.0.2.1","destinationIp":"10.0.0.1","userName":"j.doe",'
    '"severity":"high","ruleName":"R","hostName":"ws-1"}',
    "nested": '{"event":{"time":"2026-03-02T10:00:00Z","severity":"high"},"source":{"ip":"192.0.2.1"},"destination":'
    '{"ip":"10.0.0.1"},"user":{"name":"j.doe"},"rule":{"name":"R"},"host":{"name":"ws-1"}}',
    "spaced": '{"Event Time":"2026-03-02 10:00:00","Source IP":"192.0.2.1","Destination IP":"10.0.0.1",'
    '"User Name":"j.doe","Severity":"High","Rule Name":"R","Host Name":"ws-1"}',
    "glued": '{"eventtime":1772445600,"srcip":"192.0.2.1","dstip":"10.0.0.1","username":"j.doe","severity":8,'
    '"rulename":"R","hostname":"ws-1"}',
    "prefixed": '{"acme_event_time":"2026-03-02T10:00:00Z","acme_src_ip":"192.0.2.1","acme_dest_ip":"10.0.0.1",'
    '"acme_user_name":"j.doe","acme_severity":"high","acme_rule_name":"R","acme_host_name":"ws-1"}',
    "pairs": 'time="2026-03-02 10:00:00" src=192.0.2.1 dst=10.0.0.1 user="j.doe" severity=high rule="R" hostname=ws-1',
    "cef": "CEF:0|V|P|1|1|R|8|rt=1772445600000 src=192.0.2.1 dst=10.0.0.1 suser=j.doe dhost=ws-1 dvchost=ws-1",
    "csv": "time,source ip,dest ip,user,severity,rule,host\n2026-03-02 10:00:00,192.0.2.1,10.0.0.1,j.doe,high,R,ws-1",
    "name-value": '{"fields":[{"name":"event_time","value":"2026-03-02T10:00:00Z"},'
    '{"name":"src_ip","value":"192.0.2.1"},{"name":"dst_ip","value":"10.0.0.1"},{"name":"user","value":"j.doe"},{"name":"severity","value":"high"},'
    '{"name":"rule_name","value":"R"},{"name":"hostname","value":"ws-1"}]}',
}


def facts(text: str) -> dict[Fact, Explained]:
    """Return the surest of each fact."""
    found: dict[Fact, Explained] = {}
    for each in explain(text.encode()):
        found.setdefault(each.fact, each)
    return found


@pytest.mark.parametrize("text", EVENTS.values(), ids=EVENTS)
def test_the_same_event_reads_alike_however_it_is_spelt(text: str) -> None:
    """Naming style, nesting, prefixes and format are the sender's taste."""
    found = facts(text)
    assert found[Fact.TIME].value.startswith("2026-03-02T10:00:00")
    assert found[Fact.SOURCE_ADDRESS].value == "192.0.2.1"
    assert found[Fact.DESTINATION_ADDRESS].value == "10.0.0.1"
    assert found[Fact.USER].value == "j.doe"
    assert found[Fact.SEVERITY].value == "high"
    assert found[Fact.RULE_NAME].value == "R"
    assert found[Fact.HOST].value == "ws-1"


LINES = (
    (
        (
            'type=USER_LOGIN msg=audit(1772445600.123:456): pid=1 msg=\'op=login acct="j.doe" exe="/usr/sbin/sshd" '
            "hostname=192.0.2.1 addr=192.0.2.1 res=failed'"
        ),
        {Fact.TIME: "2026-03-02T10:00:00.123000+00:00", Fact.USER: "j.doe", Fact.SOURCE_ADDRESS: "192.0.2.1"},
    ),
    (
        "1772445600.123    345 192.0.2.1 TCP_MISS/200 12 GET http://example.com/a j.doe HIER_DIRECT/198.51.100.4",
        {Fact.USER: "j.doe", Fact.SOURCE_ADDRESS: "192.0.2.1", Fact.DESTINATION_ADDRESS: "198.51.100.4"},
    ),
    (
        (
            "<189>45: *Mar  2 10:00:00.345: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: j.doe] [Source: 192.0.2.1] "
            "[localport: 22] [Reason: wrong] at 10:00:00 UTC Mon Mar 2 2026"
        ),
        {Fact.TIME: "2026-03-02T10:00:00+00:00", Fact.USER: "j.doe", Fact.SOURCE_ADDRESS: "192.0.2.1"},
    ),
    (
        '[Mon Mar 02 10:00:00 2026] [:error] [client 192.0.2.1:45] No [id "7"] [msg "Injection"] [severity "CRITICAL"]',
        {Fact.TITLE: "Injection", Fact.SEVERITY: "critical", Fact.SOURCE_ADDRESS: "192.0.2.1"},
    ),
    (
        "Mar  2 10:00:00 router1 firewall,info forward: proto TCP (SYN), 192.0.2.1:4561->198.51.100.4:22, len 60",
        {Fact.HOST: "router1", Fact.SOURCE_ADDRESS: "192.0.2.1", Fact.DESTINATION_ADDRESS: "198.51.100.4"},
    ),
    ("Mon Mar  2 10:00:00 2026 j.doe/192.0.2.1:1194 TLS Auth Error: verification failed", {Fact.USER: "j.doe"}),
    ("FAILED LOGIN 2 FROM 192.0.2.1 FOR j.doe, Authentication failure", {Fact.USER: "j.doe"}),
    (
        (
            '{"title":"Guessing","participants":[{"role":"offender","object_value":"192.0.2.1"},'
            '{"role":"victim","object_value":"198.51.100.4"}]}'
        ),
        {Fact.SOURCE_ADDRESS: "192.0.2.1", Fact.DESTINATION_ADDRESS: "198.51.100.4"},
    ),
    (
        '{"time":"2026-03-02T10:05:00Z","properties":{"Timestamp":"2026-03-02T10:00:00Z"}}',
        {Fact.TIME: "2026-03-02T10:00:00+00:00"},
    ),
    (
        "2026/03/02 10:00:00 [error] 12#12: *4 forbidden by rule, client: 192.0.2.1, server: www.example.com, host: x",
        {Fact.SEVERITY: "medium", Fact.SOURCE_ADDRESS: "192.0.2.1"},
    ),
    (
        "<133>Mar  2 10:00:00 lb1 notice apmd[7]: Session closed",
        {Fact.SEVERITY: "informational", Fact.PRODUCT: "apmd", Fact.HOST: "lb1"},
    ),
    (
        '[client 192.0.2.1] Failed to lock [id "7"] [hostname "198.51.100.4"] [uri "/x"]',
        {Fact.SOURCE_ADDRESS: "192.0.2.1", Fact.HOST_ADDRESS: "198.51.100.4"},
    ),
    ('{"search_name":"Too many failures","sid":"1"}', {Fact.RULE_NAME: "Too many failures"}),
)


@pytest.mark.parametrize(("text", "expected"), LINES, ids=range(len(LINES)))
def test_lines_of_tools_that_nobody_mapped_are_read(text: str, expected: dict[Fact, str]) -> None:
    """Turns of phrase and shapes that many tools share."""
    found = facts(text)
    assert {fact: found[fact].value for fact in expected if fact in found} == expected


def test_an_address_that_is_named_twice_is_not_both_ends() -> None:
    """A second mention is no destination; two fields that say so are."""
    assert Fact.DESTINATION_ADDRESS not in facts("[192.0.2.1] login failed for j.doe from 192.0.2.1")
    assert facts('{"src_ip":"192.0.2.1","dst_ip":"192.0.2.1"}')[Fact.DESTINATION_ADDRESS].value == "192.0.2.1"


def test_nothing_is_said_of_what_says_nothing() -> None:
    """Sure enough of nothing is an answer."""
    assert explain(b'{"colour":"red","weight":12}') == []


def test_a_tie_is_told() -> None:
    """Two values that have as much for them: the first counts, less surely, and the other is named."""
    found = facts('{"a":{"rule_name":"One"},"b":{"rule_name":"Two"}}')[Fact.RULE_NAME]
    alone = facts('{"a":{"rule_name":"One"}}')[Fact.RULE_NAME]
    assert found.value == "One"
    assert found.confidence < alone.confidence
    assert "/b/rule_name" in found.reason


def test_what_a_string_holds_is_read_with_a_pointer_through_it() -> None:
    """So that it can be checked."""
    found = facts('{"message":"{\\"source\\":{\\"ip\\":\\"192.0.2.1\\"}}"}')[Fact.SOURCE_ADDRESS]
    assert found.pointer == "/message@json/source/ip"


def test_sentences_in_fields_are_less_sure_than_fields() -> None:
    """A field that names the user goes before a message that does."""
    text = '{"message":"User \'other\' logged in from 192.0.2.9","user":"j.doe"}'
    assert facts(text)[Fact.USER].value == "j.doe"
    assert facts(text)[Fact.SOURCE_ADDRESS].value == "192.0.2.9"


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=30)
        | st.sampled_from(["192.0.2.1", "high", "a@b.org"]),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
        max_leaves=20,
    ),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_read_stands_in_the_payload(body: object) -> None:
    """Every pointer leads to a value, confidence is a share, and no fact is told more often than it may be."""
    import msgspec  # only here

    payload = msgspec.json.encode({"x": body})
    told = explain(payload)
    for each in told:
        assert THRESHOLD <= each.confidence <= 1
        assert each.value
        assert each.reason
    for fact in Fact:
        assert sum(each.fact is fact for each in told) <= MANY.get(fact, 1)
