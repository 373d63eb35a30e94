import pytest

from triage_warden.connector_kit.flow import flow_roles


@pytest.mark.parametrize(
    ("client", "server", "roles"),
    [
        ("203.0.113.1", "10.0.0.1", ("actor", "target")),
        ("10.0.0.1", "203.0.113.1", ("source", "destination")),
        ("10.0.0.1", "10.0.0.2", ("source", "target")),
        ("203.0.113.1", "198.51.100.1", ("source", "destination")),
        ("203.0.113.1", "", ("actor", "target")),
        ("", "203.0.113.1", ("source", "destination")),
    ],
)
def test_roles_follow_whose_the_ends_are(client: str, server: str, roles: tuple[str, str]) -> None:
    """An end that is not named is the host that reports."""
    assert flow_roles(client, server) == roles
