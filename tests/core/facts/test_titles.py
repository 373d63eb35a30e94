"""The table of classes."""

import re2

from triage_warden.core.facts.titles import CLASSES, Stance


def test_names_are_unique_and_every_class_argues() -> None:
    """A class without an argument is a guess."""
    names = [each.name for each in CLASSES]
    assert len(set(names)) == len(names)
    assert all(each.reason and each.names and each.words for each in CLASSES)
    assert {each.stance for each in CLASSES} == set(Stance)


def test_every_word_is_a_pattern_of_its_own() -> None:
    """One that does not compile, or that matches nothing at all and so everything, would not be noticed."""
    for each in CLASSES:
        for word in each.words:
            assert re2.compile(word).search("") is None, (each.name, word)
