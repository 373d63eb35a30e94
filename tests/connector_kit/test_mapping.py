from triage_warden.connector_kit.mapping import Field, Kind, gather
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.observables.model import ObservableType, Role


def test_a_table_says_where_observables_are() -> None:
    """Each kind is read in its own way, and lists give each of their members."""
    table = (
        Field("a.ip", Kind.ADDRESS, Role.ACTOR),
        Field("hash", Kind.HASH, Role.ARTIFACT),
        Field("host", Kind.HOST, Role.TARGET),
        Field("site", Kind.SITE, Role.DESTINATION),
        Field("mail", ObservableType.EMAIL, Role.TARGET),
        Field("log", Kind.TEXT, Role.MENTIONED),
        Field("absent", Kind.TEXT, Role.MENTIONED),
    )
    body = {
        "a": {"ip": "192.0.2.1:80"},
        "hash": "a" * 32,
        "host": "ws-1",
        "site": "www.example.net",
        "mail": ["a@example.com", "b@example.com", 7],
        "log": "to 192.0.2.9",
    }
    seen = Observed()
    gather(body, table, seen)
    assert [f"{each.role} {each.type} {each.value}" for each in seen.all()] == [
        "actor ipv4 192.0.2.1",
        f"artifact md5 {'a' * 32}",
        "target hostname ws-1",
        "destination domain www.example.net",
        "target email a@example.com",
        "target email b@example.com",
        "mentioned ipv4 192.0.2.9",
    ]
