"""From blocks to lines: a page's text cut where several things stand on one line.

A one-line table of contents is taken out, a title glued to the text that follows it is cut off,
and a line that holds a numbered heading after other text is cut before the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from ..parsed import Block, Removed
from .elements import Line
from .listing import listed
from .numbering import Scheme, read_mark
from .ordinals import numbered_titles
from .reasons import Rule, because
from .rules import Rules
from .run_on import Source, has_room, known_titles, last_title, source_of, titled
from .titles import MAX_TITLE, MIN_TITLE, TitleRules

# Between two entries of a one-line table of contents stand an ordinal, leaders and a page number.
_MAX_LEADER = 16
# Two entries could be a repetition in prose; a table of contents has three or more.
_MIN_ENTRIES = 3
# A list of numbered titles on one line; fewer could be the items of a plan. No page has more reports.
_MIN_TITLES, _MAX_TITLES = 5, 99
# The first number of such a list stands within so many characters.
_FIRST_REACH = 61
_FIRST_TITLE = Pattern(r"[^。；;]{0,60}?1[.．、]\s*(?=[^\d\s。]|(?:19|20)\d\d)")
_LEADER = Pattern(r"[\d\s.…·．。、\-—]*")
_DOTTED_ENTRY = Pattern(r"(?:[^…·.．\n]{2,50}?(?:…{2,}|·{3,}|\.{4,}|．{3,})[…·.．\s]*\d{1,4}\s*)+$")
_NUMBERED_ENTRY = Pattern(r"[^\d。，；：！？,;:!?《》“”]{4,40}\d[\d\s.…·．、\-—]*")
_CONTENTS_WORD = Pattern(r"[【\[(（]?目\s*录[】\])）]?$")
_LIST_NUMBER = Pattern(
    r"\s*\d{1,2}[.．]\s+(?=(?:[一二三四五六七八九十]{1,3}|[壹贰叁肆伍陆柒捌玖拾参])、(?![一二三四五六七八九十])|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_INLINE = Pattern(
    r"[。:：!！?？…]\s*(?=[一二三四五六七八九十]{1,3}、|[壹贰叁肆伍陆柒捌玖拾参]、"
    r"|第[一二三四五六七八九十]{1,3}(?:部分|章)(?![的是内中里])|[㈠-㈩]|[甲乙丙丁戊己庚辛]、"
    r"|[(（〔][一二三四五六七八九十]{1,3}[)）〕]|\d{1,2}[.．、](?!\d)"
    r"|\d{1,2}[.．]\d{1,2}[ \u3000]?(?=[\u4e00-\u9fff])"
    r"|(?:[(（]\d{1,2}[)）]|[①-⑳])[^。；;，,：:！!？?]{2,24}$)"
)


def cut_lines(blocks: Sequence[Block], all_rules: Rules, statute: bool) -> tuple[list[Line], list[Removed]]:
    """Turn the blocks of a page into lines, and list the tables of contents that were taken out.

    Nothing is glued in the text of a law (`statute`), so its lines are taken as they are.
    """
    rules = all_rules.titles
    removed: list[Removed] = []
    blocks = [block for block in blocks if block.text.strip()]
    if not statute:
        blocks = [_without_list_number(block, removed) for block in blocks]
        entries = listed(blocks)
        removed.extend(Removed(blocks[at].lines[0], blocks[at].text, "contents") for at in sorted(entries))
        blocks = [block for at, block in enumerate(blocks) if at not in entries]
    sources = [Source(block.text.strip(), block) if statute else source_of(block, rules) for block in blocks]
    sources = [rest for source in sources if (rest := _without_contents(source, rules, removed))]
    if statute:
        return [_whole(source) for source in sources], removed
    sources = numbered_titles(titled(sources, all_rules), all_rules)
    known = known_titles(sources, rules)
    lines: list[Line] = []
    for source in sources:
        if source.block.style == "cell" or not (
            has_room(source.text) or (known and known.search(source.text))
        ):
            lines.append(_whole(source))
        else:
            lines.extend(_cut_titles(source, known, all_rules))
    return lines, removed


def _without_list_number(block: Block, removed: list[Removed]) -> Block:
    """The block without the number that a list of the page put before one of its own: 1. 壹、民政."""
    found = _LIST_NUMBER.match(block.text)
    if found is None:
        return block
    removed.append(Removed(block.lines[0], found[0].strip(), "list-number"))
    return replace(block, text=block.text[found.end() :])


def _whole(source: Source) -> Line:
    """A line of which nothing is cut; a cell of a table has no number."""
    if source.block.style == "cell":
        return Line(source.text, source.block.lines, "cell")
    return _marked(source.text, source.block)


def _without_contents(source: Source, rules: TitleRules, removed: list[Removed]) -> Source | None:
    """The rest of a line after a table of contents, which goes to `removed`."""
    text = source.text
    end = 0
    if source.block.style == "cell":
        return source
    if _is_contents_line(text):
        end = len(text)
    elif source.kinds:
        end = len(text) if _is_list_of_titles(text, rules) else _contents_end(source)
        end = end or _numbered_titles_end(text, rules)
    if not end:
        return source
    removed.append(Removed(source.block.lines[0], text[:end], "contents"))
    rest = text[end:].strip()
    return source_of(replace(source.block, text=rest), rules) if rest else None


def _is_contents_line(text: str) -> bool:
    """Whether a line is the word 目录, or one or more entries with leaders and page numbers."""
    if len(text) <= MAX_TITLE and "目" in text and _CONTENTS_WORD.match(text):
        return True
    # Spelled out, for every line is asked.
    dotted = "…" in text or "..." in text or "··" in text or "．．" in text
    return dotted and _DOTTED_ENTRY.match(text) is not None


def _is_list_of_titles(text: str, rules: TitleRules) -> bool:
    """Whether a line is nothing but titles with ordinals and pages: 总结11总结22计划34."""
    if not text[-1].isdigit():
        return False
    entries = _NUMBERED_ENTRY.findall(text)
    names = [_letters(entry) for entry in entries]
    if len(names) < _MIN_ENTRIES or "".join(entries) != text or len(set(names)) == len(names):
        return False
    return all(rules.kind_end.search(name) for name in names)


def _letters(entry: str) -> str:
    return entry.rstrip("0123456789 .…·．。、-—")


def _contents_end(source: Source) -> int:
    """Where a one-line table of contents ends: 总结12总结26总结3…, one title with ordinals and pages."""
    text = source.text
    title = _repeated_title(source)
    count, position = 0, 0
    while title:
        following = text.find(title, position + len(title))
        gap = text[position + len(title) : following] if following > 0 else None
        if gap is None or len(gap) > _MAX_LEADER or not _LEADER.fullmatch(gap):
            break
        count, position = count + 1, following
    if count + 1 < _MIN_ENTRIES or title is None:
        return 0
    return len(text) if _LEADER.fullmatch(text, position + len(title)) else position


def _numbered_titles_end(text: str, rules: TitleRules) -> int:
    """Where a list of numbered titles ends, with which a line begins: 目录1.…总结 2.…总结 3.…; else 0."""
    entry = _FIRST_TITLE.match(text) if "1" in text[:_FIRST_REACH] else None
    count, end = 0, 0
    while entry and count < _MAX_TITLES:
        count += 1
        start = entry.end()
        following = re.compile(rf"\s*{count + 1}[.．、]\s*(?=\D|(?:19|20)\d\d)")
        entry = following.search(text, start, start + MAX_TITLE)
        name = text[start : entry.start()] if entry else text[start : start + MAX_TITLE]
        ends = [found.end() for found in rules.kind.finditer(name)]
        if not ends or (entry and not rules.kind_end.search(name)):
            return 0
        end = start + ends[0]
    return end if count >= _MIN_TITLES else 0


def _repeated_title(source: Source) -> str | None:
    """A title at the start of a line that comes again right after it."""
    for end in source.kinds:
        title = source.text[:end]
        if end >= MIN_TITLE and source.text.find(title, end, end + _MAX_LEADER + end) > 0:
            return title
    return None


def _cut_titles(source: Source, known: re.Pattern[str] | None, rules: Rules) -> Iterator[Line]:
    """The line, with every glued title on a line of its own."""
    text, block, position = source.text, source.block, 0
    spans = [found.span() for found in known.finditer(text)] if known else []
    for first, last in spans or ([(0, source.title)] if source.title else []):
        if text[position:first].strip():
            yield _marked(text[position:first].strip(), block)
        yield _titled(text[first:last], block, 2)
        position = last
    rest = text[position:].strip()
    if rest and spans:
        # The number of a title may be followed by a name that the report has besides.
        for again in titled([source_of(replace(block, text=rest), rules.titles)], rules):
            yield from _cut_titles(again, None, rules)
        return
    tail = last_title(rest, rules)
    rest = rest[: -len(tail)].strip() if tail else rest
    if rest:
        yield _marked(rest, block)
    if tail:
        yield _titled(tail, block, 1)


def _titled(title: str, block: Block, certainty: int) -> Line:
    why = (because(Rule.TITLE_GLUED, title, block.lines[0]),)
    return Line(title, block.lines, block.style, None, certainty, why=why)


def _marked(text: str, block: Block) -> Line:
    return Line(text, block.lines, block.style, read_mark(text))


def inline_marks(text: str) -> list[int]:
    """Where in a line, after the end of a sentence, a numbered item may begin."""
    return [found.end() for found in _INLINE.finditer(text)]


_ENCLOSED_FIRST = Pattern(
    r"[(（〔一\d①㈠](?<=[\u4e00-\u9fff”）)].)(?:(?<=[(（〔])[一1][)）〕]|(?<=[一1])[)）〕]|(?<=一)、"
    r"|(?<=1)[.．、](?!\d)|(?<=\d)[.．]1(?=[\u4e00-\u9fff“])|(?<=[①㈠]))"
)
# A heading that runs into the number of its first sub-heading is no longer than this.
_MAX_BEFORE_FIRST = 40
# Schemes that some documents put above 一、: ㈠ 一、二、 ㈡ 一、….
_ABOVE_HAN = (Scheme.ENCLOSED_HAN,)
_SENTENCE_END = Pattern(r"[。;；:：!！?？]")


def first_submark(text: str, start: int, scheme: Scheme | None) -> int | None:
    """Where, without a stop before it, the first item of an inner numbering begins: 一、成效(一)…"""
    found = _ENCLOSED_FIRST.search(text, start + 2, start + _MAX_BEFORE_FIRST)
    if found is None or _SENTENCE_END.search(text, start, found.start()):
        return None
    inner = read_mark(text[found.start() : found.end() + 3])
    if inner is None or (scheme is not None and inner.scheme <= scheme and scheme not in _ABOVE_HAN):
        return None
    return found.start()
