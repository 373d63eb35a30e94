"""Tests of how grouping is measured."""

from collections import Counter

import pytest

from evals.grouping import by_label, folded, main, pairwise, without_answers
from kit.alerts import an_alert


@pytest.mark.parametrize(
    ("labels", "precision", "recall"),
    [
        ([{"a": 3}, {"b": 2}], 1.0, 1.0),
        ([{"a": 2, "b": 2}], 0.3333, 1.0),
        ([{"a": 1}, {"a": 1}], 1.0, 0.0),
        ([{"a": 2}, {"a": 2}], 1.0, 0.3333),
    ],
)
def test_pairs_are_counted_both_ways(labels: list[dict[str, int]], precision: float, recall: float) -> None:
    """Of pairs put together, and of pairs that belong together."""
    figures = pairwise([Counter(each) for each in labels])
    assert (figures["pairwise_precision"], figures["pairwise_recall"]) == (precision, recall)


def test_the_answer_is_taken_out_before_grouping() -> None:
    """Fields that name the incident never reach the parser."""
    row = {"ExtendedProperties": '{"IncidentId": "38", "Classification": "TP", "Kept": "x"}'}
    assert without_answers(row) == {"ExtendedProperties": '{"Kept": "x"}'}


def test_a_repeat_keeps_the_label_that_is_no_false_positive() -> None:
    """A finding that an attack repeated is of the attack."""
    (kept,) = folded([(an_alert(), "false_positive"), (an_alert(), "scan"), (an_alert(), "false_positive")])
    assert kept.truth == "scan"


def test_labels_say_over_how_many_incidents_they_are_spread() -> None:
    """And how much of each is in one place."""
    labels = by_label([Counter({"scan": 3, "false_positive": 1}), Counter({"scan": 1})])["labels"]
    assert labels == {
        "false_positive": {"alerts": 1, "incidents": 1, "share_in_largest": 1.0},
        "scan": {"alerts": 4, "incidents": 2, "share_in_largest": 0.75},
    }


def test_wrong_usage_says_how() -> None:
    """Exit code 2."""
    assert main(["nonsense"]) == 2
