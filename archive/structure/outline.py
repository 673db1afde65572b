"""The hierarchy of one report: the level of each heading and the path that leads to it.

A level belongs to a numbering scheme, in the order in which the schemes of this report contain
each other. That is their customary order, unless the report shows another: ㈠ 一、二、 ㈡ 一、….
"""

from __future__ import annotations

from collections.abc import Sequence

from .elements import Element, Kind, Node
from .lexicon import TypeRules, heading_types
from .numbering import Scheme

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
        restart = parent is None and 0 < heading.value <= numbers.get(level, 0)
        numbers = {known: value for known, value in numbers.items() if known < level} | {level: heading.value}
        path = (*(nodes[parent].path if parent is not None else ()), heading.text)
        stack.append(len(nodes))
        nodes.append(Node(heading, level, path, parent, restart, tuple(body[texts:position])))
    return nodes


def _keys(body: Sequence[Element], headings: Sequence[Element], types: TypeRules) -> list[_Key]:
    """The scheme of each heading; unnumbered ones right under a section's name are of an inner kind."""
    styled = {element.style: _key(element) for element in headings if element.number and element.style}
    named = any(_is_named(element, types) for element in headings)
    keys: list[_Key] = []
    for element in headings:
        key = _key(element)
        if key == _PLAIN and named and not _is_named(element, types):
            key = _SUBPLAIN if _SUBPLAIN in keys or _follows_name(element, body, types) else key
        elif element.scheme is Scheme.STYLE:
            key = styled.get(element.style, key)
        keys.append(key)
    return keys


def _key(element: Element) -> _Key:
    scheme = element.scheme or Scheme.PLAIN
    return (scheme, element.value if scheme is Scheme.STYLE else 0)


def _is_named(element: Element, types: TypeRules) -> bool:
    return element.scheme is Scheme.PLAIN and bool(heading_types(element.text, types))


def _follows_name(element: Element, body: Sequence[Element], types: TypeRules) -> bool:
    before = next((i for i, other in enumerate(body) if other is element), 0) - 1
    return before >= 0 and body[before].kind is Kind.HEADING and _is_named(body[before], types)


def _levels(headings: Sequence[Element], keys: Sequence[_Key]) -> dict[_Key, int]:
    """The level of each scheme of the report, from 1."""
    order = sorted(set(keys))
    for inner in [key for key in order if key[0] > Scheme.HAN]:
        for outer in [key for key in order if key < inner]:
            if _contains(inner, outer, headings, keys):
                order.remove(inner)
                order.insert(order.index(outer), inner)
                break
    first = 1
    peers = _plain_is_peer(order, headings, keys)
    levels: dict[_Key, int] = {}
    if _first_lost(order, headings, keys):
        first = 2
    for key in order:
        if key == _PLAIN and peers:
            levels[key] = first if first == 1 else 1
            continue
        levels[key] = first
        first += 1
    return levels


def _contains(inner: _Key, outer: _Key, headings: Sequence[Element], keys: Sequence[_Key]) -> bool:
    """Whether the customarily inner scheme stands above the outer one: it runs through, the other restarts."""
    last, restarts, seen_inner = 0, 0, 0
    opened = False
    for element, key in zip(headings, keys, strict=True):
        if key == inner:
            if element.value != last + 1:
                return False
            last, opened, seen_inner = element.value, True, seen_inner + 1
        elif key == outer:
            if not seen_inner:
                return False
            if opened and element.value == 1:
                restarts += 1
            opened = False
    return seen_inner > 1 and restarts > 1


def _plain_is_peer(order: Sequence[_Key], headings: Sequence[Element], keys: Sequence[_Key]) -> bool:
    """Whether unnumbered headings stand beside the outermost numbered ones rather than above them."""
    if _PLAIN not in order or order[-1] == _PLAIN:
        return False
    top = order[order.index(_PLAIN) + 1]
    if top[0] not in (Scheme.HAN, Scheme.PAREN_HAN):
        return False
    last, after_plain, begun = 0, False, False
    for element, key in zip(headings, keys, strict=True):
        if key == _PLAIN:
            after_plain = True
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
    return values[0] != 1 or any(later <= former for former, later in zip(values, values[1:], strict=False))
