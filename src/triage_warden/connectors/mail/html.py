"""HTML bodies: what is seen, what is hidden, what can be clicked, what runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from triage_warden.connectors.mail.scripts import script_traits
from triage_warden.core.facts.mail.model import Form, HtmlBody, Image, Link, LinkKind

MAX_HTML_CHARS = 1_500_000
MAX_TAGS = 15_000
"""The parser takes the square of the nesting depth; this bounds it (one second at worst)."""
MAX_LINKS = 1_000
MAX_TEXT_CHARS = 200_000
MAX_SHOWN_CHARS = 300

_SILENT = frozenset({"script", "style", "title", "meta", "link", "noscript", "template", "-comment"})
_BREAKS = frozenset({"p", "div", "br", "tr", "td", "th", "li", "table", "h1", "h2", "h3", "h4", "hr", "ul", "ol"})
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0*(?:\.\d+)?(?:0|1px|1pt)?\s*(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|(?<![\w-])opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|!|$)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([#\w]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([#\w]+)", re.IGNORECASE)
_NO_HEIGHT = re.compile(r"(?<![\w-])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|!|$)", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_ZERO_WIDTH = re.compile(r"\w[\u200b\u200c\u2060\ufeff\u00ad\u180e]+\w")
_TAG_OPEN = re.compile(r"<(?=[a-zA-Z])")


@dataclass(slots=True)
class _Seen:
    """What one walk through the tree gathers."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[tuple[LinkKind, str, str]] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    scripts: set[str] = field(default_factory=set)
    split_words: int = 0


def read_html(html: str, first_position: int = 0) -> tuple[HtmlBody, tuple[Link, ...]]:
    """Return the body and its links, numbered from `first_position`."""
    source, cut = _bounded(html)
    seen = _Seen()
    root = LexborHTMLParser(source).root
    if root is not None:
        _walk(root, seen)
    shown, hidden = _joined(seen.shown), _joined(seen.hidden)
    body = HtmlBody(
        text=shown,
        hidden_text=hidden,
        split_words=seen.split_words + len(_ZERO_WIDTH.findall(shown)),
        forms=tuple(seen.forms),
        images=tuple(seen.images[:MAX_LINKS]),
        scripts=tuple(sorted(seen.scripts)),
        cut=cut,
    )
    links = (
        Link(text=text, target=target, kind=kind, position=first_position + number)
        for number, (kind, text, target) in enumerate(seen.links[:MAX_LINKS])
    )
    return body, tuple(links)


def _bounded(html: str) -> tuple[str, bool]:
    end = len(html)
    for number, match in enumerate(_TAG_OPEN.finditer(html, 0, MAX_HTML_CHARS)):
        if number == MAX_TAGS:
            end = match.start()
            break
    end = min(end, MAX_HTML_CHARS)
    return html[:end].encode("utf-8", "replace").decode("utf-8"), end < len(html)


def _walk(root: LexborNode, seen: _Seen) -> None:
    """Visit every node, keeping for each open element whether it is hidden; no recursion, the depth is hostile."""
    node: LexborNode | None = root
    invisible: list[bool] = [False]
    while node is not None:
        hidden = _visit(node, seen, hidden=invisible[-1])
        child = node.child if _tag(node) not in _SILENT else None
        if child is not None:
            invisible.append(hidden)
            node = child
            continue
        node = _following(node, root, invisible)


def _following(node: LexborNode, root: LexborNode, invisible: list[bool]) -> LexborNode | None:
    """Return the next node in document order that is not below this one; None at the end."""
    current: LexborNode | None = node
    while current is not None and current.mem_id != root.mem_id:
        if current.next is not None:
            return current.next
        current = current.parent
        invisible.pop()
    return None


def _visit(node: LexborNode, seen: _Seen, *, hidden: bool) -> bool:
    tag = _tag(node)
    if tag == "-text":
        _take_text(node, seen, hidden=hidden)
        return hidden
    if tag in _BREAKS:
        seen.shown.append("\n")
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    _take_element(node, tag, attributes=attributes, seen=seen)
    return hidden or _hides(attributes)


def _take_text(node: LexborNode, seen: _Seen, *, hidden: bool) -> None:
    text = node.text_content or ""
    if hidden and text.strip():
        seen.hidden.append(text)
        seen.split_words += _in_word(seen.shown, text, node)
    elif not hidden:
        seen.shown.append(text)


def _in_word(shown: list[str], hidden: str, node: LexborNode) -> bool:
    """Tell whether the invisible text stands inside a word: a letter ends before it and one begins right after."""
    before = shown[-1][-1:] if shown else ""
    following = node.parent.next if node.parent is not None else None
    after = (following.text_content or "")[:1] if following is not None and _tag(following) == "-text" else ""
    return before.isalpha() and after.isalpha() and not hidden.isspace()


def _take_element(node: LexborNode, tag: str, *, attributes: dict[str, str], seen: _Seen) -> None:
    for kind, target in _targets(tag, attributes):
        seen.links.append((kind, _shown_by(node, kind, attributes), target.strip()[:8000]))
    if tag == "form":
        seen.forms.append(_form(node, attributes))
    elif tag == "img" and attributes.get("src"):
        seen.images.append(_image(node, attributes))
    elif tag == "script":
        seen.scripts.update(script_traits(node.text_content or node.text(deep=True)), {"script"})
    elif tag in {"iframe", "object", "embed"}:
        seen.scripts.add("frame")


def _targets(tag: str, attributes: dict[str, str]) -> Iterator[tuple[LinkKind, str]]:
    if tag in {"a", "area"} and attributes.get("href"):
        yield (LinkKind.ANCHOR if tag == "a" else LinkKind.AREA), attributes["href"]
    elif tag == "form" and attributes.get("action"):
        yield LinkKind.FORM, attributes["action"]
    elif tag in {"button", "input"} and attributes.get("formaction"):
        yield LinkKind.BUTTON, attributes["formaction"]
    elif tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield from ((LinkKind.REFRESH, found) for found in _REFRESH.findall(attributes.get("content", ""))[:1])


def _shown_by(node: LexborNode, kind: LinkKind, attributes: dict[str, str]) -> str:
    text = " ".join(node.text(deep=True).split()) if kind in {LinkKind.ANCHOR, LinkKind.BUTTON} else ""
    return (text or attributes.get("alt", ""))[:MAX_SHOWN_CHARS]


def _form(node: LexborNode, attributes: dict[str, str]) -> Form:
    kinds = [(field.attributes.get("type") or "text").lower() for field in node.css("input")[:200]]
    return Form(action=attributes.get("action", "")[:8000], password="password" in kinds, fields=len(kinds))


def _image(node: LexborNode, attributes: dict[str, str]) -> Image:
    source = attributes["src"].strip()
    parent = node.parent
    return Image(
        source=source[:2000],
        remote=source.lower().startswith(("http:", "https:", "//")),
        linked=parent is not None and _tag(parent) == "a",
        tracking=attributes.get("width", "").strip() in {"0", "1", "2"}
        or attributes.get("height", "").strip() in {"0", "1", "2"},
    )


def _hides(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "")
    if "hidden" in attributes or (style and (_HIDDEN_STYLE.search(style) or _NO_HEIGHT.search(style))):
        return True
    colour = _COLOUR.search(style) or None
    background = _BACKGROUND.search(style)
    return bool(colour and background and colour.group(1).lower() == background.group(1).lower())


def _joined(parts: list[str]) -> str:
    lines = ("".join(parts)[:MAX_TEXT_CHARS]).splitlines()
    return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)


def _tag(node: LexborNode) -> str:
    return node.tag or ""
