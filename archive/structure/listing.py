"""Tables of contents told by their entries: each comes again, further down, at the start of a line.

They stand on one line (一、成效1二、问题4) or on several with page numbers, with leaders or without.
Lists of headings on lines of their own, which look like the headings themselves, are left to `contents`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..lazy_pattern import Pattern
from ..parsed import Block
from .numbering import read_mark

# A table of contents on one line has up to 300 characters; names in it up to 40.
_MAX_LINE, _MAX_NAME = 400, 40
# Shorter names (总结) begin lines by chance.
_MIN_NAME = 4
# Two entries on one line or with page numbers are a list, names alone only from three on.
_MIN_ENTRIES, _MIN_BARE = 2, 3
_WORD = Pattern(r"(?:[【\[(（]?目\s*录[】\])）]?|主要内容)\s*[:：]?\s*")
_WORD_STARTS = frozenset("【[(（目主")
_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}(?:部分|章|篇)"
    r"|篇[一二三四五六七八九十\d]{1,2}|\d{1,2}[.．、](?!\d))"
)
_BEFORE_NUMBER = Pattern(rf"(?<=.)(?={_NUMBER})")
_BEHIND_PAGE = Pattern(r"(?<=\d)(?:页 ?| )(?=\D)|(?<=[一-鿿]) (?=[一-鿿])|[;；]")
_PAGE = Pattern(
    r"[\s.…·．。、\-—]*(?:[(（]\s*(?:第\s*)?\d{1,3}\s*页?\s*[)）]|(?:第\s*)?\d{1,3}\s*页?)?[\s;；。]*$"
)
# Most pieces end with a word, and need not be searched for a page.
_ENDS_PAGE = Pattern(r"[\s.…·．。、\-—)）\d页;；]")
_STOP = Pattern(r"[。！？!?](?=.)")
# What a longer line must have to be a list: a second number, or pages between blanks.
_LISTS = Pattern(rf"(?<!^){_NUMBER}|\d(?:页 ?| )\D|[;；]| [一-鿿]")


def listed(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of the blocks that are tables of contents, or lines of one."""
    heads = [_head(block) for block in blocks]
    count = Counter(head[:_MIN_NAME] for head in heads)
    # The first name of a list begins another line as well, which hardly a line of prose does.
    found = {
        index: entries
        for index, (block, head) in enumerate(zip(blocks, heads, strict=True))
        if (count[head[:_MIN_NAME]] > 1 or _names_list(block.text)) and (entries := _entries_of(block))
    }
    # An entry on a line of its own has others above or below it; most short lines have not.
    found = {
        index: entries
        for index, entries in found.items()
        if len(entries) >= _MIN_ENTRIES or index - 1 in found or index + 1 in found
    }
    if not found:
        return frozenset()
    last = _last_places(heads, {name for entries in found.values() for name, _ in entries})
    whole: set[int] = set()
    lines: dict[int, bool] = {}
    for index, entries in found.items():
        if not all(last.get(name, -1) > index for name, _ in entries):
            continue
        if len(entries) >= _MIN_ENTRIES:
            whole.add(index)
        elif entries[0][1] or read_mark(blocks[index].text) is None:
            lines[index] = entries[0][1]
    return frozenset(whole.union(*_runs(lines)))


def _names_list(text: str) -> bool:
    """Whether a line begins with the name of a table of contents."""
    return text[:1] in _WORD_STARTS and _WORD.match(text) is not None


def _entries_of(block: Block) -> list[tuple[str, bool]]:
    text = block.text
    if block.style or not _MIN_NAME <= len(text) <= _MAX_LINE:
        return []
    if _STOP.search(text) or (len(text) > _MAX_NAME and not _LISTS.search(text)):
        return []
    word = _WORD.match(text)
    return list(_entries(text[word.end() :] if word else text))


def _entries(text: str) -> Iterator[tuple[str, bool]]:
    """The names in a line, each with whether a page number follows it; none if one is no name."""
    pieces = _BEFORE_NUMBER.split(text)
    if len(pieces) == 1:
        pieces = _BEHIND_PAGE.split(text)
    found: list[tuple[str, bool]] = []
    for piece in filter(None, map(str.strip, pieces)):
        mark = read_mark(piece)
        page = _PAGE.search(piece) if _ENDS_PAGE.match(piece[-1]) else None
        name = "".join(piece[mark.end if mark else 0 : page.start() if page else None].split())
        if not _MIN_NAME <= len(name) <= _MAX_NAME:
            return
        found.append((name, page is not None and any(map(str.isdigit, page[0]))))
    yield from found


def _head(block: Block) -> str:
    """With what a block begins, its own number and blanks aside: as much as a name can have."""
    text = block.text[: _MAX_NAME + len("第二十部分 ")]
    mark = read_mark(text)
    return "".join(text[mark.end if mark else 0 :].split())


def _last_places(heads: Sequence[str], names: set[str]) -> dict[str, int]:
    """The last of the heads that begins with each of the names."""
    lengths = sorted(set(map(len, names)))
    keys = {name[:_MIN_NAME] for name in names}
    last: dict[str, int] = {}
    for index, head in enumerate(heads):
        if head[:_MIN_NAME] in keys:
            last.update((head[:length], index) for length in lengths if head[:length] in names)
    return last


def _runs(lines: dict[int, bool]) -> Iterator[set[int]]:
    """Neighbouring entries on lines of their own: two with page numbers, or three."""
    run: list[int] = []
    for index in [*sorted(lines), -1]:
        if run and index != run[-1] + 1:
            if len(run) >= _MIN_BARE or (len(run) >= _MIN_ENTRIES and all(lines[at] for at in run)):
                yield set(run)
            run = []
        run.append(index)
