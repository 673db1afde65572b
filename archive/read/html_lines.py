"""The lines that a browser shows of a page, each with how it looks and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType

from .numerals import open_number

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "audio", "canvas", "button", "datalist", "embed", "head", "iframe", "input", "math", "noscript",
    "object", "option", "rp", "rt", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
})  # fmt: skip
_FRAMES = frozenset({"nav", "aside", "footer", "menu"})
_BOLD = frozenset({"b", "strong"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
# Pages of a collection that a script shows one at a time have more text; hidden notices have less.
_MIN_HIDDEN_PAGE = 100
# Hidden pages inside hidden pages inside …: the whole text is looked at so many times at most.
_MAX_EXAMINED = 4
# Marks of notes lead to another place of the same page; beside a figure they would be digits of it.
_NOTE_MARK = re.compile(r"\s*[\[(（［〔]?\d{1,3}[\])）］〕]?\s*")
# What LibreOffice calls the margins of the page that it wrote.
_MARGINS = frozenset({"header", "footer"})
_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—"
# A line end in the source shows as a blank, between Han characters as nothing.
_WRAP = re.compile(rf"(?<=[{_HAN}])[ \t\r]*\n[ \t\r\n]*(?=[{_HAN}])")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_HAS_NUMBER = re.compile(r"\s*[（(]?[一二三四五六七八九十百\d]+[、.．)）是]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `framed` is in an element for navigation, `linked` is nothing but links.

    `row` and `cell` number the innermost table row and cell around it (0: none), `parent` the element
    around its block, whose name is `tag`; `at_top` says that the element around it is the body.
    """

    number: int
    text: str
    style: str | None
    framed: bool
    linked: bool
    row: int
    cell: int
    parent: int
    tag: str
    at_top: bool


@dataclass(slots=True)
class _State:
    """What the elements around a node say of it."""

    style: str | None = None
    centered: bool = False
    bold: bool = False
    linked: bool = False
    framed: bool = False
    verbatim: bool = False
    row: int = 0
    cell: int = 0
    block: int = 0
    parent: int = 0
    tag: str = "body"
    at_top: bool = True
    label: list[str] = field(default_factory=list)
    items: list[Any] | None = None


# A node still to be visited with its state, or None where a block ends.
_Visit = tuple[Any, _State] | None


def show_hidden_pages(tree: HTMLTree) -> None:
    """Take off what hides the long texts of a page, which its script would show on a click."""
    waiting: list[Any] = [tree.body] if tree.body else []
    examined, most = 0, _MAX_EXAMINED * len(tree.body.text or "") if tree.body else 0
    while waiting and examined <= most:
        node = waiting.pop()
        waiting += [other for other in (node.next, node.first_child) if other]
        if node.type == NodeType.ELEMENT and node.tag in _BLOCKS and _is_hidden(node):
            size = len((node.text or "").strip())
            examined += size
            if size >= _MIN_HIDDEN_PAGE:
                node.delattr("hidden")
                node.delattr("style")


def page_lines(tree: HTMLTree) -> list[Line]:
    """All lines of a page that are to be seen, numbered from 1."""
    lines: list[Line] = []
    page = _Page(lines)
    if tree.body:
        page.walk(tree.body)
    return lines


class _Page:
    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._text: list[tuple[str, bool, bool]] = []
        self._state = _State()
        self._serial = 0

    def walk(self, body: Any) -> None:
        """Visit all nodes in document order, without recursion: a page nests as deep as it likes."""
        stack: list[_Visit] = [(body, _State())]
        while stack:
            visit = stack.pop()
            if visit is None:
                self._end_line()
                continue
            node, state = visit
            # One by one, since resiliparse makes its lists of children in quadratic time.
            if node.next and node is not body:
                stack.append((node.next, state))
            if node.type == NodeType.TEXT:
                self._add(node.value or "", state)
            elif node.type == NodeType.ELEMENT:
                self._enter(node, state, stack)
        self._end_line()

    def _enter(self, node: Any, state: _State, stack: list[_Visit]) -> None:
        tag = node.tag
        if tag == "br":
            self._end_line()
        elif tag not in _UNSEEN and not _is_hidden(node) and not _is_note_mark(node):
            inner = self._state_in(node, tag, state)
            if tag in _BLOCKS:
                self._end_line()
                stack.append(None)
            if node.first_child:
                stack.append((node.first_child, inner))

    def _state_in(self, node: Any, tag: str, state: _State) -> _State:
        look = node.getattr("style") or ""
        block = tag in _BLOCKS
        if block or tag in ("td", "tr", "th"):
            self._serial += 1
        return _State(
            style=f"heading{tag[1]}" if re.fullmatch("h[1-6]", tag) else state.style,
            centered=_is_centered(node, tag, look, state.centered) if block else state.centered,
            bold=state.bold or tag in _BOLD or _HEAVY.search(look) is not None,
            linked=state.linked or (tag == "a" and node.getattr("href") is not None),
            framed=state.framed or tag in _FRAMES or (tag == "div" and node.getattr("title") in _MARGINS),
            verbatim=state.verbatim or tag == "pre",
            row=self._serial if tag == "tr" else 0 if tag == "table" else state.row,
            cell=self._serial if tag in ("td", "th") else 0 if tag == "table" else state.cell,
            block=self._serial if block else state.block,
            parent=state.block if block else state.parent,
            tag=tag if block else state.tag,
            at_top=state.block <= 1 if block else state.at_top,
            label=[_label(node, state)] if tag == "li" and state.items is not None else state.label,
            items=_items(node) if tag in ("ol", "ul") else state.items,
        )

    def _add(self, text: str, state: _State) -> None:
        if state.verbatim:
            *ended, text = text.splitlines() or [""]
            for line in ended:
                self._text.append((line, state.linked, state.bold))
                self._state = state
                self._end_line()
        if text and (self._text or not text.isspace()):
            if not self._text:
                self._state = state
            self._text.append((text, state.linked, state.bold))

    def _end_line(self) -> None:
        pieces, self._text = self._text, []
        text = _BLANK.sub(" ", _WRAP.sub("", "".join(piece for piece, _, _ in pieces))).strip()
        if not text:
            return
        state = self._state
        seen = [(linked, bold) for piece, linked, bold in pieces if not piece.isspace()]
        if state.label:
            label = state.label.pop()
            text = text if _HAS_NUMBER.match(text) else label + text
        style = state.style or ("centered" if state.centered else "bold" if all(b for _, b in seen) else None)
        linked = all(linked for linked, _ in seen)
        number = len(self._lines) + 1
        self._lines.append(
            Line(
                number,
                text,
                style,
                state.framed,
                linked,
                state.row,
                state.cell,
                state.parent,
                state.tag,
                state.at_top,
            )
        )


def _is_hidden(node: Any) -> bool:
    return node.hasattr("hidden") or _HIDDEN.search(node.getattr("style") or "") is not None


def _is_note_mark(node: Any) -> bool:
    to_here = node.tag == "a" and (node.getattr("href") or "").startswith("#")
    return to_here and _NOTE_MARK.fullmatch(node.text or "") is not None


def _is_centered(node: Any, tag: str, look: str, inherited: bool) -> bool:
    align = (node.getattr("align") or "").lower()
    if tag == "center" or align == "center" or _CENTERED.search(look):
        return True
    # A table that stands in the middle of the page does not center what is in it.
    return inherited and not align and "text-align" not in look and tag != "td"


def _items(node: Any) -> list[Any] | None:
    """The counter of an ordered list: the next number and how it is written; None for any other."""
    if node.tag != "ol":
        return None
    start = node.getattr("start") or "1"
    return [
        int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1,
        node.getattr("type") or "1",
    ]


def _label(node: Any, state: _State) -> str:
    counter = state.items or [1, "1"]
    number, form = counter
    counter[0] = number + 1
    return f"{open_number(number, form)}."
