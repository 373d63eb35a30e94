"""Lists are drawn, or passed on just as they came."""

import pytest

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server
from triage_warden.cli.client import ServerRefused
from triage_warden.cli.listing import decoded, show_answer
from triage_warden.cli.options import Output


def test_an_answer_of_another_shape_is_refused() -> None:
    """An older or newer server is named as a possible cause."""
    with pytest.raises(ServerRefused, match="of another version"):
        decoded(b'{"a": 1}', list[int])


def test_an_empty_list_says_so() -> None:
    """People see words, programs see no line."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/incidents", an_answer({"items": [], "next": None}))
        assert run(["incident", "list", "--server", fake.url]).stdout == "None found.\n"
        assert run(["incident", "list", "--server", fake.url, "-o", "json"]).stdout == ""


def test_items_of_another_shape_are_one_line_on_stderr() -> None:
    """Never a traceback."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/incidents", an_answer({"items": [{"id": 1}]}))
        assert "cannot be read" in refusal(run(["incident", "list", "--server", fake.url]))


@pytest.mark.parametrize(("output", "said"), [(Output.JSON, '{"a":1}\n'), (Output.TABLE, "")])
def test_an_answer_is_drawn_or_passed_on_as_it_came(
    capsys: pytest.CaptureFixture[str], output: Output, said: str
) -> None:
    """Never both."""
    drawn = list[bytes]()
    show_answer(b'{"a":1}', drawn.append, output)
    assert capsys.readouterr().out == said
    assert drawn == ([] if output is Output.JSON else [b'{"a":1}'])
