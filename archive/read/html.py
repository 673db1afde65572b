"""Saved web pages: the article in its own lines, without the page around it.

Resiliparse judges which text is the article: on pages of ours, with collections, layout tables and
lines parted by <br>, it lost 1 of 190 lines, trafilatura 22 and readability 29. What it passes over between
two pieces of the article is kept as well unless it is only links, so that nothing in it is lost; all
that is left out is listed as removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from ..config import Settings
from ..errors import ReadError
from ..parsed import Block, Removed
from .base import Content, damage_as_error, is_layout, row
from .decoding import decode
from .html_lines import Line, page_lines, show_hidden_pages

# Where a page says in which encoding it is; browsers look no further than this many bytes.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,30})""")
_HEAD = 4096
# Elements that need no closing tag, or may go without; nesting is counted of the others.
_LEAVES = frozenset({
    "a", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input",
    "li", "link", "meta", "o:p", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td",
    "tfoot", "th",
    "thead", "tr", "track", "wbr",
})  # fmt: skip
# These, left open, are opened anew in each block that follows: 400 of them make a page 400 times as large.
_FORMATS = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:]*)")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN = re.compile(r"[\s/]+")
# A line that is part of a longer one in the article must have so many characters to be known by it.
_MIN_KNOWN = 10
# So many characters are searched for such lines, which takes a second; only hostile pages need more.
_MAX_SEARCHED = 1_000_000_000
# Headings of shorter pages may stand in the title of a window by chance: 首页, 通知.
_MIN_TITLE = 6
_HIDING = re.compile(r"<[^<>]{0,500}\b(?:hidden|display)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def read(data: bytes, settings: Settings, declared: str | None = None) -> Content:
    """The lines of the article; `declared` is the encoding by a header. Raises ReadError (reason only)."""
    found = decode(data, settings.encoding, declared or _declared(data))
    _check_size(found.text, settings)
    with damage_as_error("web page"):
        tree = HTMLTree.parse(found.text)
        if _HIDING.search(found.text):
            show_hidden_pages(tree)
        lines = page_lines(tree)
        article = extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)
    kept = _article(lines, article, tree.title or "")
    blocks = tuple(_blocks([line for line, keep in zip(lines, kept, strict=True) if keep]))
    removed = tuple(
        Removed(line.number, line.text, "page-frame")
        for line, keep in zip(lines, kept, strict=True)
        if not keep
    )
    return Content(blocks, found.encoding, found.confidence, removed=removed)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _HEAD)
    return found[1].decode("ascii") if found else None


def _check_size(text: str, settings: Settings) -> None:
    """Raise ReadError for a page that would take a parser minutes or gigabytes."""
    _check_attributes(text, settings.max_attributes)
    depth = formats = elements = 0
    for tag in _TAG.finditer(text):
        name, step = tag[2].lower(), -1 if tag[1] else 1
        if name in _FORMATS:
            formats = max(formats + step, 0)
        elif name not in _LEAVES:
            depth = max(depth + step, 0)
        elements += 1 + formats
        if depth + formats > settings.max_depth:
            raise ReadError(
                f"nests its elements deeper than the limit of {settings.max_depth:,};"
                " raise max_depth in archive.toml or save it as text"
            )
        if elements > settings.max_elements:
            raise ReadError(
                f"has more elements than the limit of {settings.max_elements:,};"
                " raise max_elements in archive.toml or split it"
            )


def _check_attributes(text: str, limit: int) -> None:
    # A tag is no shorter than its attributes and what is between them.
    tags = (tag[0] for tag in _LONG_TAG.finditer(text) if len(tag[0]) > limit)
    if any(len(_BETWEEN.findall(_QUOTED.sub("", tag))) > limit for tag in tags):
        raise ReadError(
            f"has an element with more attributes than the limit of {limit:,};"
            " raise max_attributes in archive.toml or save it as text"
        )


def _article(lines: Sequence[Line], article: str, page_title: str) -> list[bool]:
    """Which lines are of the article: those in its text, and what stands among them without being links."""
    wholes = {_squeezed(text) for text in article.splitlines()}
    everything = _squeezed(article)
    searches = _MAX_SEARCHED // (len(everything) + 1)
    sure = []
    for line in lines:
        text = _squeezed(line.text)
        known = text in wholes
        if not known and searches and len(text) >= _MIN_KNOWN:
            searches -= 1
            known = text in everything
        sure.append(known and not line.framed)
    # An article does not end in links; below it stand those of the site.
    for index in range(len(lines) - 1, -1, -1):
        if sure[index] and not lines[index].linked:
            break
        sure[index] = False
    title = _squeezed(page_title)
    for index, line in enumerate(lines):
        text = _squeezed(line.text)
        if (line.style or "").startswith("heading") and len(text) >= _MIN_TITLE and text in title:
            sure[index] = True
    if not any(sure):
        return [not line.framed and not line.linked for line in lines]
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    while first and _is_beside(lines[first], lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_beside(lines[last], lines[last + 1]):
        last += 1
    return [
        sure[index] or (first <= index <= last and not line.linked and not line.framed)
        for index, line in enumerate(lines)
    ]


def _is_beside(inside: Line, line: Line) -> bool:
    """Whether a line before or after the article stands in the same element as its beginning or end.

    All of a page may stand in its body, and so what stands there must be an element of the same kind too.
    """
    near = line.parent == inside.parent and (not line.at_top or line.tag == inside.tag)
    return near and not line.linked and not line.framed


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines, those of a row of a table as one, unless the table is there to lay out the page."""
    layout = _layout_rows(lines)
    for number, group in groupby(lines, key=lambda line: 0 if line.row in layout else line.row):
        members = list(group)
        if not number:
            yield from (Block(line.text, (line.number, line.number), line.style) for line in members)
            continue
        cells = [[(line.text, line.style) for line in cell] for _, cell in groupby(members, _cell_of)]
        span = members[0].number, members[-1].number
        yield from (Block(text, span, style) for text, style in row(cells))


def _layout_rows(lines: Sequence[Line]) -> set[int]:
    sizes = Counter((line.row, line.cell) for line in lines)
    cells = Counter(number for number, _ in sizes)
    return {row for (row, _), size in sizes.items() if is_layout(size, cells[row])}


def _cell_of(line: Line) -> int:
    return line.cell
