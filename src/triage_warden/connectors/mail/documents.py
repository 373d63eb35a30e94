"""What office files, PDFs and drawings carry besides their text."""

import contextlib
import io
import logging
import re
import warnings
import zlib
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import cast

from triage_warden.connectors.mail.archives import read_member
from triage_warden.connectors.mail.scripts import OBFUSCATED, REDIRECTS, SMUGGLES, script_traits
from triage_warden.core.facts.mail.model import AttachmentTrait as Trait

MAX_OFFICE_BYTES = 8 * 1024 * 1024
"""A larger office file is not searched for macros: the time of doing so grows with it."""
MAX_PDF_BYTES = 12 * 1024 * 1024
MAX_STREAMS = 200
MAX_STREAM_BYTES = 512 * 1024
MAX_PAGE_CHARS = 2_000_000
MAX_LINKS = 200

_MACRO_PARTS = re.compile(r"vbaProject\.bin$|xl/macrosheets/", re.IGNORECASE)
_AUTORUN = re.compile(
    rb"auto_?open|auto_?exec|auto_?close|document_?open|workbook_?open|document_?close", re.IGNORECASE
)
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]{0,4000}>", re.IGNORECASE)
_TEMPLATE = re.compile(rb"attachedTemplate|/oleObject|/frame", re.IGNORECASE)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_TARGET = re.compile(rb"Target\s*=\s*[\"'](https?://[^\"']{4,2000})", re.IGNORECASE)
_PDF_SCRIPT = re.compile(rb"/(?:JavaScript|JS)\b")
_PDF_LAUNCH = re.compile(rb"/Launch\b")
_PDF_FILE = re.compile(rb"/EmbeddedFiles?\b")
_PDF_URI = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.){4,2000})\)")
_PDF_ESCAPED_NAME = re.compile(rb"#([0-9a-fA-F]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_SVG_SCRIPT = re.compile(r"<script\b|\bon(?:load|click|error|mouseover)\s*=|javascript:|<foreignObject", re.IGNORECASE)
_LINK_ATTRIBUTE = re.compile(r"(?:href|action|src)\s*=\s*[\"']?(https?://[^\"'\s>]{4,2000})", re.IGNORECASE)
_PASSWORD_FIELD = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_META_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)


def office_traits(data: bytes, members: tuple[str, ...]) -> set[Trait]:
    """Return macros, remote templates and embedded objects of an OLE, OOXML or RTF file."""
    if len(data) > MAX_OFFICE_BYTES:
        return set()
    traits = set(_ooxml(data, members)) if members else set()
    has_part = any(_MACRO_PARTS.search(name) for name in members)
    if has_part:
        traits.add(Trait.MACROS)
    if has_part or not members:
        traits |= _macros(data)
    return traits


def office_links(data: bytes, members: tuple[str, ...]) -> list[str]:
    """Return the web addresses that an OOXML file's relationships lead to."""
    found = (
        link
        for name in _relationship_parts(members)
        for link in _TARGET.findall(read_member(data, name, MAX_STREAM_BYTES))
    )
    return [link.decode("utf-8", "replace") for link, _ in zip(found, range(MAX_LINKS), strict=False)]


def rtf_traits(data: bytes) -> set[Trait]:
    """Return what an RTF file embeds; the equation editor is only ever met as an exploit (CVE-2017-11882)."""
    lowered = data[:MAX_OFFICE_BYTES].lower()
    traits = {Trait.EMBEDDED_OBJECT} if b"\\objdata" in lowered or b"\\objocx" in lowered else set[Trait]()
    if b"equation.3" in lowered or b"4571756174696f6e2e33" in lowered:
        traits.add(Trait.EQUATION_OBJECT)
    if re.search(rb"\\\*\\template\s+https?:", lowered):
        traits.add(Trait.REMOTE_TEMPLATE)
    return traits


def pdf_traits(data: bytes) -> tuple[set[Trait], list[str]]:
    """Return what a PDF can do and the links it holds, its compressed objects looked into up to a limit."""
    traits: set[Trait] = set()
    links: dict[str, None] = {}
    for chunk in _pdf_chunks(data[:MAX_PDF_BYTES]):
        plain = _PDF_ESCAPED_NAME.sub(lambda match: bytes([int(match.group(1), 16)]), chunk) if b"#" in chunk else chunk
        marks = ((_PDF_SCRIPT, Trait.PDF_SCRIPT), (_PDF_LAUNCH, Trait.PDF_LAUNCH), (_PDF_FILE, Trait.PDF_EMBEDDED_FILE))
        traits.update(trait for pattern, trait in marks if pattern.search(plain))
        links.update((uri.decode("latin-1").replace("\\", ""), None) for uri in _PDF_URI.findall(chunk)[:MAX_LINKS])
    if b"/Encrypt" in data[-4096:] or b"/Encrypt" in data[:4096]:
        traits.add(Trait.ENCRYPTED)
    return traits | ({Trait.PDF_LINK} if links else set()), list(links)[:MAX_LINKS]


def page_traits(html: str) -> tuple[set[Trait], list[str]]:
    """Return what an attached HTML or SVG page does when it is opened, and where it leads."""
    text = html[:MAX_PAGE_CHARS]
    scripts = script_traits(text)
    words = {SMUGGLES: Trait.HTML_SMUGGLING, REDIRECTS: Trait.HTML_REDIRECT, OBFUSCATED: Trait.HTML_OBFUSCATED}
    traits = {trait for word, trait in words.items() if word in scripts}
    if _PASSWORD_FIELD.search(text):
        traits.add(Trait.HTML_PASSWORD_FORM)
    if _META_REFRESH.search(text):
        traits.add(Trait.HTML_REDIRECT)
    return traits, list(dict.fromkeys(_LINK_ATTRIBUTE.findall(text)))[:MAX_LINKS]


def svg_traits(source: str) -> set[Trait]:
    """Return whether a drawing runs script: a picture has no need to."""
    return {Trait.SVG_SCRIPT} if _SVG_SCRIPT.search(source[:MAX_PAGE_CHARS]) else set()


def _ooxml(data: bytes, members: tuple[str, ...]) -> Iterator[Trait]:
    if any("/embeddings/" in name and name.lower().endswith(".bin") for name in members):
        yield Trait.EMBEDDED_OBJECT
    for name in _relationship_parts(members):
        relationships = _RELATIONSHIP.findall(read_member(data, name, MAX_STREAM_BYTES))
        if any(_TEMPLATE.search(each) and _EXTERNAL.search(each) for each in relationships):
            yield Trait.REMOTE_TEMPLATE


def _relationship_parts(members: tuple[str, ...]) -> list[str]:
    return [name for name in members if name.endswith(".rels")][:20]


def _macros(data: bytes) -> set[Trait]:
    """Ask olevba whether there are macros; only its look for containers, not its emulation, is used."""
    olevba = _olevba()
    traits: set[Trait] = set()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            parser = olevba.VBA_Parser("attachment", data=data)
            if parser.detect_vba_macros():
                traits.add(Trait.MACROS)
                code = parser.get_vba_code_all_modules() or ""
                traits.update(_macro_traits(code))
            parser.close()
    except (
        olevba.OlevbaBaseException,
        OSError,
        ValueError,
        IndexError,
        KeyError,
        AttributeError,
        TypeError,
        zlib.error,
    ):
        pass
    if _AUTORUN.search(data) and Trait.MACROS in traits:
        traits.add(Trait.MACROS_AUTORUN)
    return traits


@cache
def _olevba() -> ModuleType:
    """Import olevba on first use: it takes 0.2 s, warns and logs, and most mails carry no office file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools import olevba  # see above
    logging.getLogger("olevba").setLevel(logging.CRITICAL)
    return cast("ModuleType", olevba)


_RUNS = re.compile(
    r"\bshell\b|wscript|powershell|createobject|urldownload|xmlhttp|\bcmd\b|mshta|regsvr32|certutil", re.IGNORECASE
)


def _macro_traits(code: str) -> Iterator[Trait]:
    if _AUTORUN.search(code.encode("utf-8", "replace")):
        yield Trait.MACROS_AUTORUN
    if _RUNS.search(code):
        yield Trait.MACROS_SUSPICIOUS


def _pdf_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the file itself, then what its compressed streams hold."""
    yield data
    for match, _ in zip(_STREAM.finditer(data), range(MAX_STREAMS), strict=False):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[match.end() : match.end() + MAX_STREAM_BYTES], MAX_STREAM_BYTES)
