"""From blocks to lines: a page's text cut where several things stand on one line.

A one-line table of contents is taken out, a title glued to the text that follows it is cut off,
and a line that holds a numbered heading after other text is cut before the number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..model import Block, Removed, Span
from .elements import Line
from .numbering import Scheme, read_mark
from .titles import MAX_TITLE, MIN_TITLE, TitleRules

# Between two entries of a one-line table of contents stand an ordinal, leaders and a page number.
_MAX_LEADER = 16
# Two entries could be a repetition in prose; a table of contents has three or more.
_MIN_ENTRIES = 3
_LEADER = re.compile(r"[\d\s.…·．。、\-—]*")
_DOTTED_ENTRY = re.compile(r"(?:[^…·.．\n]{2,50}?(?:…{2,}|·{3,}|\.{4,}|．{3,})[…·.．\s]*\d{1,4}\s*)+$")
_CONTENTS_WORD = re.compile(r"[【\[(（]?目\s*录[】\])）]?$")
# The text after a glued title begins like this; 2023年 after 总结 is no ordinal of the title.
_BODY_START = (
    r"(?:(?:19|20)\d\d年|今年以来|近年来|一年来|[上下]半年(?:以来)?[,，]|现将|尊敬的|各位|同志们"
    r"|一、|为(?:进一步|深入|贯彻|切实|全面|认真)|在[^。,，]{2,20}(?:领导|指导)下|根据[^。,，]{4,40}[,，])"
)
_ORDINAL = r"(?:\d{1,2}?(?=\D|(?:19|20)\d\d)|[一二三四五六七八九十]{1,2}(?=[^、.．是要]))"
# A line shorter than this has no room for a title and a text.
_MIN_GLUED = 40
_INLINE = re.compile(
    r"(?<=[。:：!！?？…])\s*(?=[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d))"
)


def cut_lines(blocks: Sequence[Block], rules: TitleRules) -> tuple[list[Line], list[Removed]]:
    """Turn the blocks of a page into lines, and list the tables of contents that were taken out."""
    removed: list[Removed] = []
    known = _glued_titles(blocks, rules)
    lines: list[Line] = []
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if block.style == "cell":
            lines.append(Line(text, block.lines, "cell"))
            continue
        text = _without_contents(text, block.lines, rules, removed)
        if text:
            lines.extend(_cut_titles(text, block, known, rules))
    return lines, removed


def _without_contents(text: str, at: Span, rules: TitleRules, removed: list[Removed]) -> str:
    """The rest of a line after a table of contents, which goes to `removed`."""
    if len(text) <= MAX_TITLE and _CONTENTS_WORD.match(text):
        end = len(text)
    elif ("…" in text or "..." in text or "··" in text or "．．" in text) and _DOTTED_ENTRY.match(text):
        end = len(text)
    else:
        end = _contents_end(text, rules)
    if end:
        removed.append(Removed(at[0], text[:end], "contents"))
    return text[end:].strip()


def _contents_end(text: str, rules: TitleRules) -> int:
    """Where a one-line table of contents ends: 总结12总结26总结3…, one title with ordinals and pages."""
    if len(text) < _MIN_GLUED:
        return 0
    entry = _repeated_title(text, rules)
    if entry is None:
        return 0
    title, position = entry
    count = 0
    while True:
        following = text.find(title, position + len(title))
        gap = text[position + len(title) : following] if following > 0 else None
        if gap is None or len(gap) > _MAX_LEADER or not _LEADER.fullmatch(gap):
            break
        count, position = count + 1, following
    return position if count + 1 >= _MIN_ENTRIES else 0


def _repeated_title(text: str, rules: TitleRules) -> tuple[str, int] | None:
    """A title at the start of `text` that comes again right after it, and where it stands."""
    for kind in rules.kind.finditer(text, 0, MAX_TITLE):
        title = text[: kind.end()]
        if kind.end() >= MIN_TITLE and text.find(title, kind.end(), kind.end() + _MAX_LEADER + len(title)) > 0:
            return title, 0
    return None


def _glued_titles(blocks: Sequence[Block], rules: TitleRules) -> re.Pattern[str] | None:
    """An expression for the titles that stand, with ordinals, before text on the same line."""
    start = re.compile(rf"(?P<title>[^。,，;；:：!！《“]{{2,{MAX_TITLE}}}?{rules.kind_words})\s*(?P<number>{_ORDINAL})(?=\S)")
    seen: Counter[str] = Counter()
    numbered: set[tuple[str, str]] = set()
    for block in blocks:
        text = block.text.strip()
        if len(text) < _MIN_GLUED or not rules.kind.search(text, 0, MAX_TITLE):
            continue
        text = text[_contents_end(text, rules) :]
        found = start.match(text)
        if found and (found["title"], found["number"]) not in numbered:
            numbered.add((found["title"], found["number"]))
            seen[found["title"]] += 1
    titles = sorted((title for title, count in seen.items() if count > 1), key=len, reverse=True)
    if not titles:
        return None
    either = "|".join(re.escape(title) for title in titles)
    return re.compile(rf"(?<![《“的])(?:{either})\s*{_ORDINAL}(?=[^\s。,，;；:：、）)》”年月日])")


def _cut_titles(text: str, block: Block, known: re.Pattern[str] | None, rules: TitleRules) -> Iterator[Line]:
    """The line, with every glued title on a line of its own."""
    position = 0
    if len(text) >= _MIN_GLUED:
        spans = [found.span() for found in known.finditer(text)] if known else []
        for first, last in spans or _single_title(text, rules):
            if text[position:first].strip():
                yield from _marked(text[position:first].strip(), block)
            yield Line(text[first:last], block.lines, block.style, None, 2)
            position = last
    if text[position:].strip():
        yield from _marked(text[position:].strip(), block)


def _single_title(text: str, rules: TitleRules) -> Iterable[Span]:
    """The title that a line begins with, where a text unmistakably opens right after it."""
    for kind in rules.kind.finditer(text, MIN_TITLE, MAX_TITLE):
        if re.search(r"[。,，;；:：!！、]", text[: kind.start()]):
            return ()
        if re.compile(_BODY_START).match(text, kind.end()) and read_mark(text) is None:
            return ((0, kind.end()),)
    return ()


def _marked(text: str, block: Block) -> Iterator[Line]:
    yield Line(text, block.lines, block.style, read_mark(text))


def inline_marks(text: str) -> Iterator[int]:
    """Where in a line, after the end of a sentence, a numbered item may begin."""
    for found in _INLINE.finditer(text):
        yield found.end()


_ENCLOSED_FIRST = re.compile(r"(?<=[\u4e00-\u9fff”）)])(?:[(（]一[)）]|一、|1[.．、](?!\d)|[①㈠])")
# A heading that runs into the number of its first sub-heading is no longer than this.
_MAX_BEFORE_FIRST = 40
_SENTENCE_END = re.compile(r"[。;；:：!！?？]")


def first_submark(text: str, start: int, scheme: Scheme | None) -> int | None:
    """Where, without a stop before it, the first item of an inner numbering begins: 一、成效(一)…"""
    found = _ENCLOSED_FIRST.search(text, start + 2, start + _MAX_BEFORE_FIRST)
    if found is None or _SENTENCE_END.search(text, start, found.start()):
        return None
    inner = read_mark(text[found.start() : found.end() + 2])
    if inner is None or (scheme is not None and inner.scheme <= scheme):
        return None
    return found.start()
