"""Word files (docx): all that a reader of the printed page sees, in order.

The XML is walked here, by lxml, and not through python-docx, whose paragraphs leave out what stands
in content controls, tracked insertions, fields and text boxes, and which does not know the numbers of
lists: of each of these a report's headings may be made.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..config import Settings
from ..parsed import Removed
from .base import Content, Styled, damage_as_error, numbered, row
from .numerals import with_label
from .packages import Package
from .word_lists import Lists, integer

_KIND = "Word file"
_MAIN_RELATION = "/officeDocument"
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录) ?[1-9]$", re.IGNORECASE)
# What stands in these is not to be seen: deleted and moved text, codes of fields, the reading above a
# character, a second form of what stands beside it.
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "rt", "Fallback", "rPr", "pPr", "sectPr"})
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# A style is based on another, and so on; more steps are a circle.
_MAX_BASES = 12
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class _Look:
    """What is told of a paragraph beside its text; None where it is left to the style below."""

    hint: str | None = None
    list_id: str | None = None
    level: int | None = None
    centered: bool | None = None
    bold: bool | None = None

    def over(self, base: _Look) -> _Look:
        """This, with what is left open taken from `base`."""
        own = (self.hint, self.list_id, self.level, self.centered, self.bold)
        below = (base.hint, base.list_id, base.level, base.centered, base.bold)
        return _Look(*(mine if mine is not None else its for mine, its in zip(own, below, strict=True)))  # type: ignore[arg-type]


def read(data: bytes, settings: Settings) -> Content:
    """The paragraphs of a docx or docm file. Raises ReadError (reason only)."""
    with damage_as_error(_KIND):
        package = Package(data, settings, _KIND)
        document = _Document(package)
        paragraphs = list(document.paragraphs())
    contents = [(text, style) for text, style in paragraphs if style == "contents"]
    blocks = numbered(item for item in paragraphs if item[1] != "contents")
    removed = [Removed(1, text, "contents") for text, _ in contents]
    removed += [Removed(1, text, "page-header") for text in document.margins()]
    return Content(blocks, removed=tuple(removed))


class _Document:
    def __init__(self, package: Package) -> None:
        main = _main_part(package)
        self._package = package
        self._folder = posixpath.dirname(main)
        root = package.xml(main)
        self._w = f"{{{etree.QName(root).namespace}}}"
        self._body = root.find(f"{self._w}body")
        self._styles = _Styles(self._part("styles.xml"), self._w)
        self._lists = Lists(self._part("numbering.xml"))
        self._notes = {kind: self._notes_of(f"{kind}s.xml", kind) for kind in ("footnote", "endnote")}

    def paragraphs(self) -> Iterator[Styled]:
        """All paragraphs; those of the table of contents have the style "contents"."""
        if self._body is not None:
            yield from self._inside(self._body)

    def margins(self) -> Iterator[str]:
        """The texts of headers and footers, each once."""
        found: dict[str, None] = {}
        for name in self._package.names():
            if re.fullmatch(rf"{self._folder}/(?:header|footer)\d*\.xml", name):
                root = self._package.xml(name)
                found.update((text.strip(), None) for text, _ in self._inside(root) if text.strip())
        yield from found

    def _part(self, name: str) -> etree._Element | None:
        path = posixpath.join(self._folder, name)
        return self._package.xml(path) if path in self._package else None

    def _notes_of(self, name: str, kind: str) -> dict[str, etree._Element]:
        root = self._part(name)
        notes = [] if root is None else root.iter(f"{self._w}{kind}")
        return {note.get(f"{self._w}id", ""): note for note in notes}

    def _inside(self, parent: etree._Element) -> Iterator[Styled]:
        for child in parent:
            match _local(child):
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    for line in child.iter(f"{self._w}tr"):
                        if _table_of(line, self._w) is child:
                            yield from row([list(self._inside(cell)) for cell in self._cells(line)])
                case name if name not in _UNSEEN:
                    yield from self._inside(child)

    def _cells(self, line: etree._Element) -> Iterator[etree._Element]:
        for cell in line.iter(f"{self._w}tc"):
            if next(cell.iterancestors(f"{self._w}tr")) is line:
                yield cell

    def _paragraph(self, node: etree._Element) -> Iterator[Styled]:
        look = self._look(node)
        apart: list[etree._Element] = []
        text = "".join(self._text(node, apart))
        if text.strip():
            label = self._lists.label(look.list_id, look.level or 0) if look.list_id else ""
            yield with_label(label, text), self._hint(node, look)
        for other in apart:
            note = _local(other) != "txbxContent"
            for inner, style in self._inside(other):
                yield inner.strip(), "cell" if note else style

    def _text(self, node: etree._Element, apart: list[etree._Element]) -> Iterator[str]:
        """The text of a paragraph; text boxes and notes go to `apart`, to be shown after it."""
        for child in node:
            name = _local(child)
            if name == "t":
                yield child.text or ""
            elif name in _AS_TEXT:
                yield _AS_TEXT[name]
            elif name == "txbxContent":
                apart.append(child)
            elif name in ("footnoteReference", "endnoteReference"):
                # Each once, where it is first referred to: notes that refer to notes could go on for ever.
                note = self._notes[name.removesuffix("Reference")].pop(child.get(f"{self._w}id", ""), None)
                apart += [] if note is None else [note]
            elif name not in _UNSEEN and not self._hidden(child):
                yield from self._text(child, apart)

    def _hidden(self, node: etree._Element) -> bool:
        return _local(node) == "r" and _flag(node.find(f"{self._w}rPr/{self._w}vanish"), self._w) is True

    def _look(self, node: etree._Element) -> _Look:
        properties = node.find(f"{self._w}pPr")
        if properties is None:
            return self._styles.look("")
        style = properties.find(f"{self._w}pStyle")
        base = self._styles.look("" if style is None else style.get(f"{self._w}val", ""))
        return _look_of(properties, self._w).over(base)

    def _hint(self, node: etree._Element, look: _Look) -> str | None:
        if look.hint is not None:
            return look.hint
        if look.centered:
            return "centered"
        runs = [
            run
            for run in node.iter(f"{self._w}r")
            if any((t.text or "").strip() for t in run.iter(f"{self._w}t"))
        ]
        bold = [_flag(run.find(f"{self._w}rPr/{self._w}b"), self._w) for run in runs]
        return "bold" if runs and all(look.bold if own is None else own for own in bold) else None


class _Styles:
    """The looks of the paragraph styles, each with those that it is based on."""

    def __init__(self, root: etree._Element | None, w: str) -> None:
        nodes = [] if root is None else root.iter(f"{w}style")
        self._w = w
        self._nodes = {node.get(f"{w}styleId", ""): node for node in nodes}
        self._default = next((name for name, node in self._nodes.items() if _is_default(node, w)), "")
        self._looks: dict[str, _Look] = {}

    def look(self, name: str) -> _Look:
        """The look of the style with this id; of the default style if there is none."""
        name = name if name in self._nodes else self._default
        if name not in self._looks:
            self._looks[name] = self._resolved(name)
        return self._looks[name]

    def _resolved(self, name: str) -> _Look:
        look = _Look()
        for _ in range(_MAX_BASES):
            node = self._nodes.get(name)
            if node is None:
                break
            properties = node.find(f"{self._w}pPr")
            own = _Look() if properties is None else _look_of(properties, self._w)
            bold = _flag(node.find(f"{self._w}rPr/{self._w}b"), self._w)
            named = _Look(_named_hint(_val(node.find(f"{self._w}name"), self._w)), bold=bold)
            look = look.over(named).over(own)
            name = _val(node.find(f"{self._w}basedOn"), self._w)
        return look


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith(_MAIN_RELATION):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _named_hint(name: str) -> str | None:
    if found := _HEADING.match(name):
        return f"heading{found[1]}"
    if _CONTENTS.match(name):
        return "contents"
    return "title" if _TITLE.match(name) else None


def _look_of(properties: etree._Element, w: str) -> _Look:
    outline = properties.find(f"{w}outlineLvl")
    level = integer(_val(outline, w)) + 1 if outline is not None else 0
    number = properties.find(f"{w}numPr/{w}numId")
    depth = properties.find(f"{w}numPr/{w}ilvl")
    side = properties.find(f"{w}jc")
    return _Look(
        hint=f"heading{level}" if 1 <= level <= 9 else None,
        list_id=None if number is None else _val(number, w),
        level=None if depth is None else integer(_val(depth, w)),
        centered=None if side is None else _val(side, w) == "center",
    )


def _is_default(node: etree._Element, w: str) -> bool:
    return node.get(f"{w}type") == "paragraph" and node.get(f"{w}default", "0") not in _OFF


def _flag(node: etree._Element | None, w: str) -> bool | None:
    return None if node is None else node.get(f"{w}val", "1") not in _OFF


def _val(node: etree._Element | None, w: str) -> str:
    return "" if node is None else node.get(f"{w}val", "")


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _table_of(line: etree._Element, w: str) -> etree._Element | None:
    return next(line.iterancestors(f"{w}tbl"), None)
