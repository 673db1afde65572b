"""The numbers of Word's automatic lists, which the text of a paragraph does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .numerals import word_number

_PLACE = re.compile("%([1-9])")
# Word has nine levels.
_MAX_LEVEL = 8


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restarts: bool
    legal: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A `w:num`: the levels of its `w:abstractNum`, whose counters it shares, and where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Lists:
    """Counts the paragraphs of all lists of a document, in document order.

    `root` is that of numbering.xml, or None in a document without one.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {} if root is None else dict(_lists(root))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of list `number_id` at `level` (0 to 8), or ""."""
        found = self._lists.get(number_id)
        own = found.levels.get(level) if found else None
        if found is None or own is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if level in found.starts and (number_id, level) not in self._begun:
            counts[level] = found.starts[level] - 1
        self._begun.add((number_id, level))
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [deeper for deeper in counts if deeper > level]:
            if deeper not in found.levels or found.levels[deeper].restarts:
                del counts[deeper]
        return _PLACE.sub(lambda place: _number(found, own, counts, int(place[1]) - 1), own.text)


def _number(found: _List, own: _Level, counts: dict[int, int], level: int) -> str:
    at = found.levels.get(level)
    if at is None:
        return ""
    return word_number(counts.get(level, at.start), "decimal" if own.legal else at.form)


def _lists(root: etree._Element) -> Iterator[tuple[str, _List]]:
    w = f"{{{etree.QName(root).namespace}}}"
    abstracts = {node.get(f"{w}abstractNumId", ""): node for node in root.iter(f"{w}abstractNum")}
    styled = {_value(node, w, "styleLink"): node for node in abstracts.values()}
    for node in root.iter(f"{w}num"):
        name = _value(node, w, "abstractNumId")
        abstract = abstracts.get(name)
        if abstract is None:
            continue
        link = _value(abstract, w, "numStyleLink")
        levels = dict(_levels(styled.get(link, abstract) if link else abstract, w))
        starts = {}
        for override in node.iter(f"{w}lvlOverride"):
            levels.update(_levels(override, w))
            if start := _value(override, w, "startOverride"):
                starts[integer(override.get(f"{w}ilvl"))] = integer(start)
        yield node.get(f"{w}numId", ""), _List(name, levels, starts)


def _levels(node: etree._Element, w: str) -> Iterator[tuple[int, _Level]]:
    for level in node.iter(f"{w}lvl"):
        yield (
            integer(level.get(f"{w}ilvl")),
            _Level(
                integer(_value(level, w, "start") or "1"),
                _value(level, w, "numFmt") or "decimal",
                _value(level, w, "lvlText"),
                _value(level, w, "lvlRestart") != "0",
                level.find(f"{w}isLgl") is not None,
            ),
        )


def _value(node: etree._Element, w: str, name: str) -> str:
    child = node.find(f"{w}{name}")
    return "" if child is None else child.get(f"{w}val", "")


def integer(text: str | None) -> int:
    """A number of a file that may hold anything; 0 where it is none or absurd."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 0
