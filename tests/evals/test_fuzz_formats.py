import random

import pytest

from evals.fuzz_formats import collect, fuzz, main, mutated
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import lines
from triage_warden.core.alerts.model import Alert
from triage_warden.wiring.catalogue import SOURCES


def test_mutated_payloads_of_every_source_give_alerts_or_a_reason() -> None:
    """Law 1, a thousandth part of what is run by hand."""
    tally = fuzz(collect([]), count=400, seed=7)
    assert tally["inputs"] == 400
    assert tally["failed"] == 0
    assert tally["alerts"] > 100


def test_the_same_seed_gives_the_same_mutations() -> None:
    """A failure can be run again."""
    first, second = (mutated(b'{"a":{"b":[1]}}', b'{"c":"d"}', random.Random(3)) for _ in range(2))
    assert first == second
    assert mutated(b'{"a":1}', b"x", random.Random(4)) != mutated(b'{"a":1}', b"x", random.Random(5))


def test_a_parser_that_fails_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    """The run can fail."""

    class Broken:
        source = "broken"

        def parse(self, payload: bytes) -> list[Alert]:
            raise KeyError(payload[:3])

    broken = AlertSource("broken", "Broken", Broken(), lambda _: 0.0, lines, "none")
    assert fuzz([b'{"a":1}'], count=20, seed=1, in_turn=(SOURCES[0], broken))["failed"] == 10
    assert "KeyError" in capsys.readouterr().out


def test_it_runs_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """And its last line is one JSON object."""
    assert main(["--count", "5"]) == 0
    assert '"inputs": 5' in capsys.readouterr().out.splitlines()[-1]
