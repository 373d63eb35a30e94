"""The table of tells."""

import re2

from triage_warden.core.facts.attack import technique
from triage_warden.core.facts.commands import COMMANDS


def test_names_are_unique_and_every_tell_argues() -> None:
    """A tell without an argument is a guess."""
    names = [each.name for each in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(each.reason and each.shows and each.patterns for each in COMMANDS)


def test_every_tell_names_techniques_of_the_matrix() -> None:
    """An id that is mistyped would be cited."""
    for each in COMMANDS:
        assert each.techniques
        for name in each.techniques:
            found = technique(name)
            assert found is not None, name
            assert found.id == name


def test_no_pattern_matches_nothing() -> None:
    """A pattern that matches the empty line tells on everybody."""
    for each in COMMANDS:
        for pattern in each.patterns:
            assert re2.compile(pattern).search("") is None, (each.name, pattern)
