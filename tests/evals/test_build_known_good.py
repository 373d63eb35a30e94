import json
from pathlib import Path

from evals.build_known_good import Recipe, build, main, read

_RECIPE = Recipe("sample", "good", "A sample", ("one",))


def test_entries_become_networks_names_and_digests() -> None:
    """Networks merged and never private, names below names only where the source means it, other words dropped."""
    entries = [
        ("cidr", "8.8.8.0/25"),
        ("cidr", "8.8.8.128/25"),
        ("cidr", "10.0.0.0/8"),
        ("hostname", "Example.com"),
        ("string", ".example.org"),
        ("string", "example.net"),
        ("string", "D41D8CD98F00B204E9800998ECF8427E"),
        ("string", "3::"),
    ]
    assert build(_RECIPE, entries) == [
        "8.8.8.0/24",
        ".example.com",
        ".example.org",
        "d41d8cd98f00b204e9800998ecf8427e",
        "example.net",
    ]
    assert build(_RECIPE._replace(exact=True), [("hostname", ".example.com")]) == ["example.com"]


def test_the_first_folder_with_entries_wins(tmp_path: Path) -> None:
    """An empty list is no list."""
    first, second = tmp_path / "a", tmp_path / "b" / "one"
    first.mkdir()
    second.mkdir(parents=True)
    (first / "one.json").write_text(json.dumps({"type": "string", "list": []}))
    (second / "list.json").write_text(json.dumps({"type": "string", "list": ["example.com "]}))
    assert read("one", [first, tmp_path / "b"]) == [("string", "example.com")]
    assert read("two", [first]) is None


def test_a_missing_source_stops_the_build(tmp_path: Path) -> None:
    """Rather than ship half the lists."""
    assert main([str(tmp_path), str(tmp_path)]) == 1
    assert main([]) == 2
