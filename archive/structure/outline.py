"""The hierarchy of one report: the level of each heading and the path that leads to it.

A level belongs to a numbering scheme, in the order in which the schemes of this report contain
each other. That is their customary order, unless the report shows another: ㈠ 一、二、 ㈡ 一、….
A scheme has one level in all of a report, also where the one above it is missing once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..lazy_pattern import Pattern
from .elements import Element, Kind, Node
from .lexicon import TypeRules, heading_types
from .numbering import Scheme

# Where a numbering begins, its first heading may be lost.
_MAX_FIRST = 2
# Of the numbers 第一、, 第二、 above 一、 one may be lost.
_MAX_GAP = 2
# So many headings without a number below one number are inner ones.
_MIN_INNER = 3
# What such names stand above is a text, and no part of the outline.
_PREFACE = Pattern(r"(?:引|前|序|导)言|引子|序|背景|概述|摘要|结语|结束语")
_Key = tuple[Scheme, int]
_PLAIN: _Key = (Scheme.PLAIN, 0)
_SUBPLAIN: _Key = (Scheme.SUBPLAIN, 0)


def build_outline(body: Sequence[Element], types: TypeRules) -> list[Node]:
    """Arrange the elements of a report as nodes; text before the first heading is a node of level 0."""
    headings = [element for element in body if element.kind is Kind.HEADING]
    keys = _keys(body, headings, types)
    levels = _levels(headings, keys)
    nodes: list[Node] = []
    stack: list[int] = []
    numbers: dict[int, int] = {}
    start = next((i for i, element in enumerate(body) if element.kind is Kind.HEADING), len(body))
    if start:
        nodes.append(Node(None, 0, (), None, False, tuple(body[:start])))
    position = start
    for heading, key in zip(headings, keys, strict=True):
        position += 1
        texts = position
        while position < len(body) and body[position].kind is not Kind.HEADING:
            position += 1
        level = levels[key]
        while stack and nodes[stack[-1]].level >= level:
            stack.pop()
        parent = stack[-1] if stack else None
        restart = 0 < heading.value <= numbers.get(level, 0)
        numbers = {known: value for known, value in numbers.items() if known < level} | {level: heading.value}
        path = (*(nodes[parent].path if parent is not None else ()), heading.text)
        stack.append(len(nodes))
        nodes.append(Node(heading, level, path, parent, restart, tuple(body[texts:position])))
    return nodes


def _keys(body: Sequence[Element], headings: Sequence[Element], types: TypeRules) -> list[_Key]:
    """The scheme of each heading; unnumbered ones right under a section's name are of an inner kind."""
    styled = {element.style: _key(element) for element in headings if element.style and element.number}
    has_names = any(_is_name(element, types) for element in headings)
    inner, under, before = False, False, None
    keys: list[_Key] = []
    for element in body:
        if element.kind is Kind.HEADING:
            key = _key(element)
            if element.scheme is Scheme.STYLE:
                key = styled.get(element.style or "", key)
            elif key == _PLAIN and before is not None and before.kind is Kind.HEADING and before.number:
                # Nothing stands between a number and what it contains.
                key, under = _SUBPLAIN, True
            elif key == _PLAIN and under:
                key = _SUBPLAIN
            elif key == _PLAIN and has_names and not _is_name(element, types):
                inner = inner or (before is not None and _is_name(before, types))
                key = _SUBPLAIN if inner else key
            keys.append(key)
        before = element
    return _with_inner(headings, _with_first_unnumbered(headings, keys), types)


def _with_inner(headings: Sequence[Element], keys: Sequence[_Key], types: TypeRules) -> list[_Key]:
    """The keys, with an inner one for three or more headings without number or name behind one (一)."""
    mended, begin = list(keys), 0
    while begin < len(keys):
        end = begin
        while end < len(keys) and keys[end] == _PLAIN and not _is_name(headings[end], types):
            end += 1
        if end - begin >= _MIN_INNER and begin and keys[begin - 1][0] is Scheme.PAREN_HAN:
            mended[begin:end] = [_SUBPLAIN] * (end - begin)
        begin = end + 1
    return mended


def _with_first_unnumbered(headings: Sequence[Element], keys: Sequence[_Key]) -> list[_Key]:
    """The keys, with that of (二) for a heading without a number that stands in the place of (一)."""
    mended = list(keys)
    for index in range(1, len(keys) - 1):
        above, below = keys[index - 1], keys[index + 1]
        bare = keys[index] in (_PLAIN, _SUBPLAIN) and Scheme.PLAIN < above[0] < below[0]
        if bare and headings[index + 1].number and headings[index + 1].value == 2:
            mended[index] = below
    return mended


def _key(element: Element) -> _Key:
    scheme = element.scheme or Scheme.PLAIN
    return (scheme, element.value if scheme is Scheme.STYLE else 0)


def _is_name(element: Element, types: TypeRules) -> bool:
    """Whether an element is an unnumbered heading that names a section of a report."""
    if element.kind is not Kind.HEADING or element.scheme is not Scheme.PLAIN:
        return False
    return bool(heading_types(element.text, types))


def _levels(headings: Sequence[Element], keys: Sequence[_Key]) -> dict[_Key, int]:
    """The level of each scheme of the report, from 1."""
    order = sorted(set(keys))
    for inner in [key for key in order if key[0] > Scheme.HAN]:
        for outer in [key for key in order if key < inner]:
            if _contains(inner, outer, headings, keys):
                order.remove(inner)
                order.insert(order.index(outer), inner)
                break
    peers = _plain_is_peer(order, headings, keys)
    deepest = 1 if _first_lost(order, headings, keys) else 0
    levels: dict[_Key, int] = {}
    for key in order:
        if key == _PLAIN and peers:
            levels[key] = 1
            continue
        deepest += 1
        levels[key] = deepest
    return levels


def _contains(inner: _Key, outer: _Key, headings: Sequence[Element], keys: Sequence[_Key]) -> bool:
    """Whether the customarily inner scheme stands above the outer: ㈠ 一、二、 ㈡ 一、….

    It runs through, and between two of its numbers, or twice, the outer begins with 1. Above 一、, once
    is enough for 第一、.
    """
    last, restarts, between = 0, 0, False
    opened = False
    for element, key in zip(headings, keys, strict=True):
        if key == inner:
            gap = _MAX_GAP if inner[0] is Scheme.ORDINAL else 1
            if not last < element.value <= last + gap:
                return False
            last, opened, between = element.value, True, restarts > 0
        elif key == outer:
            if not last or (opened and element.value > _MAX_FIRST):
                return False
            restarts += opened
            opened = False
    if inner[0] is Scheme.ORDINAL and outer[0] is Scheme.HAN:
        return restarts > 0
    return last > 1 and (between or restarts > 1)


def _plain_is_peer(order: Sequence[_Key], headings: Sequence[Element], keys: Sequence[_Key]) -> bool:
    """Whether unnumbered headings stand beside the outermost numbered ones rather than above them."""
    if _PLAIN not in order or order[-1] == _PLAIN:
        return False
    top = order[order.index(_PLAIN) + 1]
    if top[0] not in (Scheme.FORMAL_HAN, Scheme.ROMAN, Scheme.HAN, Scheme.PAREN_HAN):
        return False
    last, after_plain, begun = 0, False, False
    for element, key in zip(headings, keys, strict=True):
        if key == _PLAIN:
            after_plain = _PREFACE.fullmatch(element.text) is None
        elif key == top:
            if after_plain and element.value == 1 and (begun or last == 0):
                return False
            begun, after_plain, last = True, False, element.value
    return True


def _first_lost(order: Sequence[_Key], headings: Sequence[Element], keys: Sequence[_Key]) -> bool:
    """Whether (一) is the outermost scheme only because the 一、 above it are missing."""
    top = next((key for key in order if key != _PLAIN), None)
    if top is None or top[0] is not Scheme.PAREN_HAN:
        return False
    values = [element.value for element, key in zip(headings, keys, strict=True) if key == top]
    if _PLAIN in order and not _plain_is_peer(order, headings, keys):
        return False
    return values[0] != 1 or any(later <= former for former, later in pairwise(values))
