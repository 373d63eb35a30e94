"""A source out of a mapping file."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.mapped.cutting import cutter, first_payload
from triage_warden.connector_kit.mapped.document import Document
from triage_warden.connector_kit.mapped.errors import BadExpression, BadMapping
from triage_warden.connector_kit.mapped.gaps import filled
from triage_warden.connector_kit.mapped.root import Make, roots
from triage_warden.connector_kit.mapped.shapes import Reader, readers
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

_LONGEST_FILE: Final = 1 << 20
_SURE_ENOUGH: Final = 0.0


@dataclass(frozen=True, slots=True)
class MappedParser:
    """Reads payloads as a mapping says."""

    source: str
    title: str
    shapes: tuple[Reader, ...]
    cut: Callable[[bytes], Iterator[bytes]]
    root_of: Make
    fill: bool = False

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alerts, one for each payload inside, or raise CannotParse."""
        items = list(self.cut(payload))
        if not items:
            raise CannotParse(detail=f"There is nothing in the payload; send what {self.title} wrote.")
        return [self._read(payload if len(items) == 1 and len(item) == len(payload) else item) for item in items]

    def _read(self, payload: bytes) -> Alert:
        record = decode(payload)
        root = self.root_of(record)
        for shape in self.shapes:
            if len(self.shapes) == 1 or shape.scores(root, record.format) > _SURE_ENOUGH:
                alert = shape.read(shape.prepared(root), payload)
                return filled(alert, record) if self.fill else alert
        raise CannotParse(detail=f"This is no payload of {self.title} that is known; see its page for what is read.")

    def recognises(self, data: bytes) -> float:
        """Return how sure the mapping is that the first payload of the data is its source's."""
        try:
            record = decode(first_payload(data, self.cut))
        except CannotParse:
            return 0.0
        root = self.root_of(record)
        return max(shape.scores(root, record.format) for shape in self.shapes)


def source_from(written: str, file: str) -> AlertSource:
    """Return the source a mapping describes, or raise BadMapping that names file, line, key and what would do."""
    document = read_document(written, file)
    try:
        shapes = readers(document)
    except BadExpression as error:
        raise BadMapping(detail=_located(file, written, key=error.key, reason=str(error))) from error
    cut = cutter(document.split)
    root_of = roots(lower_keys=document.lower_keys, windows_events=document.windows_events)
    parser = MappedParser(
        source=document.name,
        title=document.source_title,
        shapes=tuple(shapes),
        cut=cut,
        root_of=root_of,
        fill=document.fill,
    )
    return AlertSource(
        name=document.name,
        title=document.source_title,
        parser=parser,
        recognises=parser.recognises,
        split=cut,
        documentation=document.documentation,
    )


def read_document(written: str, file: str) -> Document:
    """Return the mapping as data, every key checked; raise BadMapping."""
    if len(written) > _LONGEST_FILE:
        raise BadMapping(detail=f"{file} is longer than {_LONGEST_FILE:,} characters, which no mapping is.")
    try:
        return msgspec.convert(tomllib.loads(written), Document)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(detail=f"{file}: this is no TOML: {error}.") from error
    except msgspec.ValidationError as error:
        reason, _, key = str(error).partition(" - at `$")
        raise BadMapping(detail=_located(file, written, key=key.strip("`."), reason=reason)) from error


def built_in(manifest: str) -> AlertSource:
    """Return the source whose `mapping.toml` lies in the package of the module of this name."""
    package = manifest.rpartition(".")[0]
    written = files(package).joinpath("mapping.toml").read_text(encoding="utf-8")
    return source_from(written, f"{package}/mapping.toml")


def from_file(file: Path) -> AlertSource:
    """Return the source a file describes, or raise BadMapping."""
    try:
        written = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadMapping(detail=f"{file} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except OSError as error:
        raise BadMapping(detail=f"{file} cannot be read: {error.strerror}.") from error
    return source_from(written, str(file))


def _located(file: str, written: str, *, key: str, reason: str) -> str:
    line = _line_of(written, key, reason)
    place = f"{file}, line {line}" if line else file
    return f"{place}: {key or 'the mapping'}: {reason.rstrip('.')}."


def _line_of(written: str, key: str, reason: str) -> int:
    """Return the line that is meant: what the reason quotes, else the last name of the key; 0 for neither."""
    quoted = reason.split("'")[1::2] + reason.split("`")[1::2]
    names = [name for name in key.replace("[", ".").split(".") if name and not name[0].isdigit() and name[0] != "."]
    for word in (*quoted, *names[::-1]):
        for number, line in enumerate(written.splitlines(), 1):
            if word and word in line:
                return number
    return 0
