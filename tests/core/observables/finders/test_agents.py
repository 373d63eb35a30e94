from triage_warden.core.observables.find import find
from triage_warden.core.observables.finders.agents import MAX_AGENT
from triage_warden.core.observables.model import ObservableType

_ONE = "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/535.11 (KHTML, like Gecko) Chrome/17.0.963.56 Safari/535.11"
_TWO = "mozilla/4.0 (compatible; MSIE 7.0b; Windows NT 5.1; .NET CLR 1.1.4322)"


def _agents(text: str) -> list[str]:
    return [each.observable.value for each in find(text) if each.observable.type is ObservableType.USER_AGENT]


def test_browsers_are_found_anywhere_and_told_apart() -> None:
    """Their shape is their own."""
    assert _agents(f"seen {_ONE} {_TWO}, twice") == [_ONE, _TWO]


def test_others_need_a_label() -> None:
    """Up to the quote or the end of the line."""
    assert _agents('"user_agent": "curl/8.1.2", "x": 1') == ["curl/8.1.2"]
    assert _agents("User-Agent: python-requests/2.31\r\nHost: example.com") == ["python-requests/2.31"]
    assert _agents("curl/8.1.2") == []


def test_versions_inside_are_no_addresses() -> None:
    """What an agent claims is looked at as a whole."""
    assert [each.observable.type for each in find(f"User-Agent: {_ONE}")] == [ObservableType.USER_AGENT]


def test_endless_agents_are_cut() -> None:
    """At a bound, not at the end of the text."""
    (agent,) = _agents("User-Agent: " + "x" * 5000)
    assert len(agent) == MAX_AGENT
