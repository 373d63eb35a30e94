"""Read rows of columns: under a header line, or by position."""

import csv
from collections.abc import Iterator
from typing import Final

_DELIMITERS: Final = ",\t;|"
_FEWEST_NAMED: Final = 3
_FEWEST_UNNAMED: Final = 8
"""Columns from which a line without a header counts as a row: prose has fewer commas."""
_MAX_ROWS: Final = 1_000
_MAX_COLUMNS: Final = 1_000
_LONGEST_NAME: Final = 80
_BLANKS_IN_A_NAME: Final = 5
_SHORTEST_SHARE: Final = 12
"""Characters for each column, on average, over which a line without a header is prose with commas in it…"""
_LONGEST_PROSE: Final = 60
"""… unless no column is longer than this, or it is quoted."""


def read_table(text: str) -> list[dict[str, object]]:
    """Return the rows under a header line by column name; none where the first line is no header."""
    head, _, rest = text.partition("\n")
    for delimiter in _DELIMITERS:
        names = _row(head, delimiter)
        if len(names) >= _FEWEST_NAMED and _is_header(names):
            rows = list(_rows(rest, delimiter, names))
            if rows:
                return rows
    return []


def read_row(text: str) -> dict[str, object]:
    """Return the columns of one line without a header, `column_1` on; none where it is no row."""
    if "\n" in text.strip():
        return {}
    for delimiter in _DELIMITERS:
        if text.count(delimiter) >= _FEWEST_UNNAMED - 1:
            columns = _row(text, delimiter)
            if len(columns) >= _FEWEST_UNNAMED and _is_row(columns):
                return {f"column_{number}": value.strip() for number, value in enumerate(columns, 1) if value.strip()}
    return {}


def _rows(text: str, delimiter: str, names: list[str]) -> Iterator[dict[str, object]]:
    lines = (line for line in text.splitlines() if line.strip())
    try:
        for index, values in enumerate(csv.reader(lines, delimiter=delimiter, skipinitialspace=True)):
            if index >= _MAX_ROWS or len(values) != len(names):
                return
            yield {name: value.strip() for name, value in zip(names, values, strict=True) if value.strip()}
    except csv.Error:
        return


def _row(line: str, delimiter: str) -> list[str]:
    try:
        row = next(csv.reader([line.strip("\r\n")], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []
    return row if len(row) <= _MAX_COLUMNS else []


def _is_header(names: list[str]) -> bool:
    """Say whether these are names of columns: words without values among them, no two alike."""
    trimmed = [name.strip().lstrip("\ufeff#").strip() for name in names]
    return len(set(trimmed)) == len(trimmed) and all(map(_is_name, trimmed))


def _is_name(word: str) -> bool:
    if (
        not 0 < len(word) <= _LONGEST_NAME
        or word.count(" ") > _BLANKS_IN_A_NAME
        or not (word[0].isalpha() or word[0] in "_@")
    ):
        return False
    return all(character.isalnum() or character in "_-. ()/@#:%[]" for character in word) and word[-1] != ":"


def _is_row(columns: list[str]) -> bool:
    """Say whether a line's columns are values and not clauses of a sentence."""
    clauses = sum(1 for value in columns if value.count(" ") > _BLANKS_IN_A_NAME and len(value) > _LONGEST_PROSE)
    return clauses * 4 < len(columns)
