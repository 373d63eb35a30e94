import pytest

from triage_warden.connectors.suricata.ends import ends_of

OURS, OTHERS = "10.0.0.1", "198.51.100.1"


def event(source: str, destination: str, **more: object) -> dict[str, object]:
    """Return an event with these ends."""
    return {"src_ip": source, "dest_ip": destination, "src_port": 1000, "dest_port": 80} | more


@pytest.mark.parametrize(
    ("source", "destination", "roles"),
    [
        (OTHERS, OURS, ("actor", "target")),
        (OURS, OTHERS, ("source", "destination")),
        (OURS, "10.0.0.2", ("source", "target")),
        (OTHERS, "203.0.113.1", ("source", "destination")),
    ],
)
def test_roles_follow_whose_the_ends_are(source: str, destination: str, roles: tuple[str, str]) -> None:
    """Private addresses are ours."""
    ends = ends_of(event(source, destination))
    assert (ends.client_role, ends.server_role) == roles


@pytest.mark.parametrize("more", [{"direction": "to_client"}, {"flow": {"src_ip": OURS, "dest_ip": OTHERS}}])
def test_a_packet_from_the_server_still_has_the_client_that_began(more: dict[str, object]) -> None:
    """EVE's `src_ip` is the packet's."""
    ends = ends_of(event(OTHERS, OURS, **more))
    assert (ends.client, ends.server, ends.service_port) == (OURS, OTHERS, "1000")
    assert ends.client_role == "source"


@pytest.mark.parametrize(("attacker", "roles"), [(OURS, ("actor", "target")), (OTHERS, ("target", "actor"))])
def test_the_rules_own_word_goes_first(attacker: str, roles: tuple[str, str]) -> None:
    """Its author knew who attacks whom."""
    ends = ends_of(event(OURS, OTHERS, alert={"source": {"ip": attacker}}))
    assert (ends.client_role, ends.server_role) == roles


def test_an_attacker_who_is_neither_end_is_not_believed() -> None:
    """Then the sections do not belong together."""
    ends = ends_of(event(OTHERS, OURS, alert={"source": {"ip": "203.0.113.99"}}))
    assert ends.client_role == "actor"


def test_a_resolver_of_ours_is_no_target() -> None:
    """It carries a question about a bad name; the client asked it."""
    ends = ends_of(event(OURS, "10.0.0.2", app_proto="dns"))
    assert (ends.client_role, ends.server_role) == ("source", "destination")
