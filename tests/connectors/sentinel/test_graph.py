from triage_warden.connectors.sentinel.graph import MAX_NODES, Graph, kind_of

PROCESS = {
    "$id": "1",
    "Type": "process",
    "ImageFile": {"$id": "2", "Type": "file", "Name": "a.exe"},
    "Account": {"$ref": "3"},
}
ACCOUNT = {"$id": "3", "Type": "account", "Name": "u", "Process": {"$ref": "1"}}


def test_every_entity_is_met_once_wherever_it_is_nested() -> None:
    """References repeat, and may go in circles; what they point to stands in full somewhere."""
    graph = Graph.of([PROCESS, ACCOUNT, {"$ref": "2"}, "words", 7])
    assert {kind: len(nodes) for kind, nodes in graph.by_kind.items()} == {"process": 1, "file": 1, "account": 1}


def test_a_field_is_followed_inline_or_by_reference() -> None:
    """Which of the two depends on what was mentioned first."""
    graph = Graph.of([PROCESS, ACCOUNT])
    assert graph.follow(PROCESS, "ImageFile")["Name"] == "a.exe"
    assert graph.follow(PROCESS, "Account")["Name"] == "u"
    assert graph.follow(PROCESS, "Host") == {}
    assert graph.follow({"X": {"$ref": "99"}}, "X") == {"$ref": "99"}


def test_kinds_are_one_however_they_are_written() -> None:
    """Microsoft has both spellings."""
    assert kind_of({"Type": "registry-key"}) == "registrykey"
    graph = Graph.of([{"Type": "mailMessage"}, {"Type": "mail-message"}, {"Type": "MailMessage"}])
    assert len(list(graph.of_kind("mailmessage"))) == 3


def test_a_built_graph_is_not_walked_for_ever() -> None:
    """The limit is far over any real alert."""
    assert len(list(Graph.of([{"Type": "ip"}] * (MAX_NODES * 3)).of_kind("ip"))) == MAX_NODES
