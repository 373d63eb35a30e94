from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.reading import explain


def facts(payload: bytes) -> dict[Fact, str]:
    """Return the surest value of each fact."""
    found: dict[Fact, str] = {}
    for each in explain(payload):
        found.setdefault(each.fact, each.value)
    return found


def test_the_host_of_a_web_request_is_a_site() -> None:
    """Elsewhere it is a machine."""
    assert facts(b'{"method":"GET","host":"www.example.com"}')[Fact.DOMAIN] == "www.example.com"
    assert facts(b'{"host":"www.example.com","user":"x"}')[Fact.HOST] == "www.example.com"


def test_a_path_is_put_after_its_site_and_is_no_url_without() -> None:
    """Nothing is made up."""
    assert facts(b'{"method":"GET","host":"www.example.com","uri":"/a?b"}')[Fact.URL] == "http://www.example.com/a?b"
    assert Fact.URL not in facts(b'{"method":"GET","uri":"/a?b"}')


def test_a_subject_without_a_mail_is_whom_a_sign_in_is_about() -> None:
    """One word, and nobody who sends or receives; a subject of several words is neither an account nor lost."""
    assert facts(b'{"event":"SSO","subject":"j.doe","status":"failure"}')[Fact.USER] == "j.doe"
    mail = facts(b'{"subject":"Invoice","from":"a@example.com","to":"b@example.org"}')
    assert (mail[Fact.MAIL_SUBJECT], Fact.USER in mail) == ("Invoice", False)
    words = facts(b'{"subject":"Disk nearly full","level":"high"}')
    assert (words[Fact.MAIL_SUBJECT], Fact.USER in words) == ("Disk nearly full", False)


def test_a_program_of_ours_talks_from_the_local_end_to_the_remote_one() -> None:
    """Without a program, the remote end is who came."""
    outbound = facts(b'{"processName":"a.exe","localIP":"10.0.0.1","remoteIP":"192.0.2.1"}')
    assert (outbound[Fact.SOURCE_ADDRESS], outbound[Fact.DESTINATION_ADDRESS]) == ("10.0.0.1", "192.0.2.1")
    assert facts(b'{"remoteIP":"192.0.2.1","user":"x"}')[Fact.SOURCE_ADDRESS] == "192.0.2.1"
