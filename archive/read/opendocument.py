"""OpenDocument texts (odt): paragraphs, headings, lists with their numbers, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..config import Settings
from ..errors import ReadError
from ..parsed import Removed
from .base import Content, Styled, damage_as_error, numbered, row
from .numerals import open_number, with_label
from .packages import Package
from .word_lists import integer

_KIND = "OpenDocument text"
_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _TABLE, _STYLE, _FO = (
    _NS + "text:1.0}", _NS + "office:1.0}", _NS + "table:1.0}", _NS + "style:1.0}",
    _NS + "xsl-fo-compatible:1.0}",
)  # fmt: skip
_MANIFEST, _OUTLINE = "META-INF/manifest.xml", "outline"
# Not to be seen: what tracked changes deleted, the reading above a character, comments, forms.
_UNSEEN = frozenset(
    {"tracked-changes", "ruby-text", "annotation", "forms", "sequence-decls", "note-citation"}
)
_CONTENTS = frozenset({"table-of-content", "alphabetical-index", "illustration-index", "table-index"})
_MAX_BASES = 12
# Blanks written as a number; no layout needs more.
_MAX_BLANKS = 100


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int


def read(data: bytes, settings: Settings) -> Content:
    """The paragraphs of an odt file. Raises ReadError (reason only)."""
    with damage_as_error(_KIND):
        package = Package(data, settings, _KIND)
        if _MANIFEST in package and b"encryption-data" in package.bytes(_MANIFEST):
            raise ReadError("is encrypted; open it with its password and save it without one")
        paragraphs = list(_Document(package).paragraphs())
    blocks = numbered(item for item in paragraphs if item[1] != "contents")
    removed = tuple(Removed(1, text, "contents") for text, style in paragraphs if style == "contents")
    return Content(blocks, removed=removed)


class _Document:
    def __init__(self, package: Package) -> None:
        content = package.xml("content.xml")
        roots = [content, *([package.xml("styles.xml")] if "styles.xml" in package else [])]
        self._body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        self._styles = _Styles(roots)
        self._lists = {
            node.get(f"{_STYLE}name", ""): dict(_levels(node))
            for root in roots
            for node in root.iter(f"{_TEXT}list-style")
        }
        outline = next(roots[-1].iter(f"{_TEXT}outline-style"), None)
        self._outline = {} if outline is None else dict(_levels(outline))
        self._counts: dict[str, dict[int, int]] = {}

    def paragraphs(self) -> Iterator[Styled]:
        """All paragraphs; those of a table of contents have the style "contents"."""
        if self._body is not None:
            yield from self._inside(self._body)

    def _inside(self, parent: etree._Element) -> Iterator[Styled]:
        for child in parent:
            name = _local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, self._heading_label(child) if name == "h" else "")
            elif name == "list":
                yield from self._list(child, "", 1)
            elif name == "table-row":
                yield from row([list(self._inside(cell)) for cell in child if _local(cell) == "table-cell"])
            elif name in _CONTENTS:
                yield from ((text, "contents") for text, _ in self._inside(child))
            elif name not in _UNSEEN:
                yield from self._inside(child)

    def _list(self, node: etree._Element, style: str, level: int) -> Iterator[Styled]:
        style = node.get(f"{_TEXT}style-name", style)
        if node.get(f"{_TEXT}continue-numbering") != "true" and node.get(f"{_TEXT}continue-list") is None:
            self._restart(style, level)
        for item in node:
            label = self._label(style, level, item) if _local(item) == "list-item" else ""
            for child in item:
                if _local(child) == "list":
                    yield from self._list(child, style, level + 1)
                elif _local(child) in ("p", "h"):
                    yield from self._paragraph(child, label)
                    label = ""

    def _restart(self, style: str, level: int) -> None:
        counts = self._counts.setdefault(style, {})
        for at in [at for at in counts if at >= level]:
            del counts[at]

    def _label(self, style: str, level: int, item: etree._Element | None = None) -> str:
        levels = self._lists.get(style, {})
        own = levels.get(level)
        if own is None:
            return ""
        start = None if item is None else item.get(f"{_TEXT}start-value")
        return self._counted(style, levels, level, integer(start) if start else None)

    def _heading_label(self, node: etree._Element) -> str:
        level = integer(node.get(f"{_TEXT}outline-level"))
        own = self._outline.get(level)
        if own is None or not own.form or node.get(f"{_TEXT}is-list-header") == "true":
            return ""
        return self._counted(_OUTLINE, self._outline, level, None)

    def _counted(self, style: str, levels: dict[int, _Level], level: int, start: int | None) -> str:
        own = levels[level]
        counts = self._counts.setdefault(style, {})
        counts[level] = counts.get(level, own.start - 1) + 1 if start is None else start
        for deeper in [deeper for deeper in counts if deeper > level]:
            del counts[deeper]
        shown = range(max(1, level - own.shown + 1), level + 1)
        numbers = (
            open_number(counts.get(at, levels[at].start), levels[at].form) for at in shown if at in levels
        )
        return f"{own.prefix}{'.'.join(filter(None, numbers))}{own.suffix}" if own.form else ""

    def _paragraph(self, node: etree._Element, label: str) -> Iterator[Styled]:
        apart: list[etree._Element] = []
        text = "".join(_text_in(node, apart))
        if text.strip():
            yield with_label(label, text), self._hint(node)
        for other in apart:
            note = _local(other) == "note-body"
            yield from ((text.strip(), "cell" if note else style) for text, style in self._inside(other))

    def _hint(self, node: etree._Element) -> str | None:
        if _local(node) == "h":
            return f"heading{min(max(integer(node.get(f'{_TEXT}outline-level')), 1), 9)}"
        look = self._styles.look(node.get(f"{_TEXT}style-name", ""))
        if look.title:
            return "title"
        if look.centered:
            return "centered"
        return "bold" if self._all_bold(node, look.bold) else None

    def _all_bold(self, node: etree._Element, bold: bool) -> bool:
        if (node.text or "").strip() and not bold:
            return False
        for child in node:
            own = (
                self._styles.look(child.get(f"{_TEXT}style-name", "")).bold
                if _local(child) == "span"
                else bold
            )
            if "".join(map(str, child.itertext())).strip() and not (own or bold):
                return False
            if (child.tail or "").strip() and not bold:
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Look:
    title: bool = False
    centered: bool = False
    bold: bool = False


class _Styles:
    """The looks of paragraph and text styles, each with those that it is based on."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._nodes = {
            node.get(f"{_STYLE}name", ""): node for root in roots for node in root.iter(f"{_STYLE}style")
        }

    def look(self, name: str) -> _Look:
        """The look of the style with this name; plain if there is none."""
        names, aligned, weight = set(), "", ""
        for _ in range(_MAX_BASES):
            names.add(name)
            node = self._nodes.get(name)
            if node is None:
                break
            for properties in node:
                aligned = aligned or properties.get(f"{_FO}text-align", "")
                weight = weight or properties.get(f"{_FO}font-weight", "")
            name = node.get(f"{_STYLE}parent-style-name", "")
        return _Look("Title" in names, aligned == "center", weight == "bold")


def _levels(node: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in node:
        form = level.get(f"{_STYLE}num-format", "") if "number" in _local(level) or _is_outline(level) else ""
        yield (
            integer(level.get(f"{_TEXT}level")),
            _Level(
                form,
                level.get(f"{_STYLE}num-prefix", ""),
                level.get(f"{_STYLE}num-suffix", ""),
                integer(level.get(f"{_TEXT}start-value", "1")),
                integer(level.get(f"{_TEXT}display-levels", "1")),
            ),
        )


def _is_outline(level: etree._Element) -> bool:
    return _local(level) == "outline-level-style"


def _text_in(node: etree._Element, apart: list[etree._Element]) -> Iterator[str]:
    """The text of a paragraph; text boxes and notes go to `apart`, to be shown after it."""
    yield node.text or ""
    for child in node:
        name = _local(child)
        if name == "s":
            yield " " * min(integer(child.get(f"{_TEXT}c", "1")), _MAX_BLANKS)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name in ("text-box", "note-body"):
            apart.append(child)
        elif name and name not in _UNSEEN:
            yield from _text_in(child, apart)
        yield child.tail or ""


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
