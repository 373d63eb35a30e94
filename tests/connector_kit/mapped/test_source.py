from pathlib import Path
from textwrap import dedent

import pytest

from triage_warden.connector_kit.mapped.errors import BadMapping
from triage_warden.connector_kit.mapped.source import built_in, from_file, source_from
from triage_warden.core.alerts.errors import CannotParse

MAPPING = """
name = "honeypot"
source_title = "Our honeypot"
documentation = "https://wiki.example.com/honeypot"
split = ["events"]
time = "at"
title = "{what} from {who}"
rule = { id = "what" }

[[when]]
has = ["pot", "who"]

[[flow]]
client = "who"
"""


def test_a_mapping_is_a_source() -> None:
    """Name, recognition, cutting and reading."""
    source = source_from(MAPPING, "m.toml")
    data = b'{"events":[{"pot":1,"at":"2026-03-02T10:00:00Z","what":"login","who":"192.0.2.1"},{"pot":1,"who":"x"}]}'
    assert (source.name, source.title, source.documentation) == (
        "honeypot",
        "Our honeypot",
        "https://wiki.example.com/honeypot",
    )
    assert source.recognises(data) == 0.9
    first, _ = source.split(data)
    alert = source.parser.parse(first)[0]
    assert alert.title == "login from 192.0.2.1"
    assert alert.raw == first
    assert [(each.role, each.value) for each in alert.observables] == [("actor", "192.0.2.1")]
    assert len(source.parser.parse(data)) == 2


@pytest.mark.parametrize("payload", [b"", b'{"events":[]}', b"\x00\x01\x02"])
def test_what_holds_nothing_is_refused(payload: bytes) -> None:
    """And recognised by nobody."""
    source = source_from(MAPPING, "m.toml")
    assert source.recognises(payload) == 0
    with pytest.raises(CannotParse):
        source.parser.parse(payload)


def test_of_several_shapes_one_must_fit() -> None:
    """A payload that none fits is not guessed at."""
    shapes = MAPPING + '[[shape]]\nname="a"\nwhen=[{has=["a"]}]\n[[shape]]\nname="b"\nwhen=[{has=["b"]}]\n'
    source = source_from(shapes, "m.toml")
    assert source.parser.parse(b'{"b":1,"what":"w","who":"192.0.2.1"}')
    with pytest.raises(CannotParse, match="no payload of Our honeypot that is known"):
        source.parser.parse(b'{"c":1}')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "honeypot"', 'name = "Honey Pot"', r"m\.toml, line \d+: name: .*regex"),
        ('time = "at"', 'tiem = "at"', r"m\.toml, line 6: .*unknown field `tiem`"),
        ('time = "at"', "time = 5", r"m\.toml, line 6: time: Expected"),
        ('client = "who"', 'client = "who | shout"', r"m\.toml, line 14: .*no transformation 'shout'"),
        ('title = "{what} from {who}"', 'title = "{what"', r"m\.toml, line 7: title: '\{what' has a brace"),
        ('has = ["pot", "who"]', 'has = ["po[t"]', r"m\.toml, line 11: when: 'po\[t' is no path"),
        ('split = ["events"]', "split = [", r"m\.toml: this is no TOML: .*line"),
        ("source_title", "# source_title", r"m\.toml.*missing required field `source_title`"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(old: str, new: str, said: str) -> None:
    """So that an author need not search."""
    with pytest.raises(BadMapping, match=said):
        source_from(MAPPING.replace(old, new), "m.toml")


def test_a_file_is_read_or_the_reason_told(tmp_path: Path) -> None:
    """Missing, or not UTF-8."""
    file = tmp_path / "m.toml"
    with pytest.raises(BadMapping, match="cannot be read"):
        from_file(file)
    file.write_bytes(b"\xff")
    with pytest.raises(BadMapping, match="not UTF-8"):
        from_file(file)
    file.write_text(MAPPING, encoding="utf-8")
    assert from_file(file).name == "honeypot"


def test_built_in_mappings_lie_in_their_packages() -> None:
    """As package data."""
    assert built_in("triage_warden.connectors.guardduty.manifest").name == "guardduty"


def test_what_is_open_is_filled_only_where_the_mapping_says_so() -> None:
    """The structural normaliser's answers never replace the mapping's."""
    payload = b'{"pot":1,"what":"w","who":"192.0.2.1","hostname":"web1","timestamp":"2026-03-02T10:00:00Z"}'
    plain = source_from(MAPPING, "m.toml").parser.parse(payload)[0]
    filled = source_from(MAPPING.replace("split =", "fill = true\nsplit ="), "m.toml").parser.parse(payload)[0]
    assert plain.occurred_at is None
    assert filled.occurred_at is not None
    assert {each.value for each in filled.observables} == {"192.0.2.1", "web1"}


def test_the_mapping_of_the_how_to_page_works() -> None:
    """As it stands there."""
    text = (Path(__file__).parents[3] / "docs" / "how-to" / "map-a-source.md").read_text(encoding="utf-8")
    source = source_from(dedent(text.partition("```toml\n")[2].partition("```")[0]), "page")
    data = b'{"events":[{"pot_id":"pot-1","peer":{"ip":"198.51.100.5"},"service":"ssh","what":"login","level":"loud"}]}'
    assert source.recognises(data) == 0.95
    assert source.parser.parse(data)[0].title == "ssh: login from 198.51.100.5"
