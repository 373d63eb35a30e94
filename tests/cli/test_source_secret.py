"""`triage-warden source secret` against a server that speaks the contract."""

import msgspec

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server

PATH = "/api/v1/sources/github/secret"
SECRET = "a-secret-that-both-sides-know"


def test_it_is_read_from_stdin_and_never_said() -> None:
    """Sent as it is, without the end of the line."""
    with fake_server() as fake:
        fake.prepare("PUT", PATH, an_answer({"source": "github", "set": True, "scheme": "github"}))
        result = run(["source", "secret", "set", "github", "--server", fake.url], stdin=f"{SECRET}\n".encode())
        asked = fake.asked[-1]
    assert (asked.method, msgspec.json.decode(asked.body)) == ("PUT", {"secret": SECRET})
    assert "github" in result.stdout
    assert SECRET not in result.output


def test_the_scheme_can_be_said() -> None:
    """For products whose source has another name."""
    with fake_server() as fake:
        fake.prepare("PUT", PATH, an_answer({"source": "github", "set": True, "scheme": "slack"}))
        run(["source", "secret", "set", "github", "--scheme", "slack", "--server", fake.url], stdin=SECRET.encode())
        assert msgspec.json.decode(fake.asked[-1].body) == {"secret": SECRET, "scheme": "slack"}


def test_it_is_forgotten() -> None:
    """And what the server refuses is one line."""
    with fake_server() as fake:
        fake.prepare("DELETE", PATH, an_answer({"source": "github", "set": False, "scheme": None}))
        assert "forgotten" in run(["source", "secret", "remove", "github", "--server", fake.url]).stdout
        assert refusal(run(["source", "secret", "remove", "other", "--server", fake.url]))


def test_it_is_rotated_with_an_overlap() -> None:
    """A day, unless another number of hours is said."""
    state = {"source": "github", "set": True, "scheme": "github", "before_holds_until": "2026-03-03T08:00:00Z"}
    with fake_server() as fake:
        fake.prepare("PUT", PATH, an_answer(state))
        result = run(["source", "secret", "rotate", "github", "--server", fake.url], stdin=SECRET.encode())
        run(["source", "secret", "rotate", "github", "--hours", "2", "--server", fake.url], stdin=SECRET.encode())
        bodies = [msgspec.json.decode(asked.body) for asked in fake.asked]
    assert bodies == [{"secret": SECRET, "overlap_seconds": seconds} for seconds in (86_400, 7_200)]
    assert "2026-03-03T08:00:00Z" in result.stdout
    assert SECRET not in result.output
