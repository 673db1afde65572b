"""From blocks to lines: a page's text cut where several things stand on one line.

A one-line table of contents is taken out, a title glued to the text that follows it is cut off,
and a line that holds a numbered heading after other text is cut before the number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Block, Removed, Span
from .dates import years
from .elements import Line
from .listing import listed
from .numbering import Scheme, read_mark
from .reasons import Rule, because
from .rules import Rules
from .titles import MAX_TITLE, MIN_TITLE, TitleRules, clean_title
from .units import unit_in_title, unit_of_sentence

# Between two entries of a one-line table of contents stand an ordinal, leaders and a page number.
_MAX_LEADER = 16
# The title of a page stands among its first lines.
_HEAD = 5
# Two entries could be a repetition in prose; a table of contents has three or more.
_MIN_ENTRIES = 3
_LEADER = re.compile(r"[\d\s.…·．。、\-—]*")
_DOTTED_ENTRY = re.compile(r"(?:[^…·.．\n]{2,50}?(?:…{2,}|·{3,}|\.{4,}|．{3,})[…·.．\s]*\d{1,4}\s*)+$")
_LEADERS = re.compile(r"…|\.\.\.|··|．．")
_NUMBERED_ENTRY = re.compile(r"[^\d。，；：！？,;:!?《》“”]{4,40}\d[\d\s.…·．、\-—]*")
_CONTENTS_WORD = re.compile(r"[【\[(（]?目\s*录[】\])）]?$")
# The text after a glued title begins like this; 2023年 after 总结 is no ordinal of the title.
_BODY_START = re.compile(
    r"(?:(?:19|20)[\d×]{2}年|二[〇零○][〇零○一二三四五六七八九]{2}年|民国\d|新学期|今年以来|近年来|一年来|[上下]半年(?:以来)?[,，]|现将|尊敬的|各位|同志们|主[席任]、各位"
    r"|一、|为(?:进一步|深入|贯彻|落实|切实|全面|认真|了|做好|加强|推动|推进|确保|适应|规范)|[一二三四五六七八九十\d]{1,2}月(?:份|[上中下]旬|[底初])[,，]|在[^。,，]{2,20}(?:领导|指导)下|根据[^。,，]{4,40}[,，])"
)
# What a sentence that begins with the full name of a report says of it.
_GOES_ON = re.compile(
    r"[的会中上和及暨与之、,，。;；:：》”）)(（!！\s\d]|如下|等|已|材料|提纲|草案|范文|模板|精选|指出|强调|显示|表明|要求|提出|明确|安排|包括"
    r"|[是由共经于将在被对从以分获按]|情况|汇报|报告|总结|计划|审议|通过|印发|报送|起草|撰写|完成|征求"
)
# Whoever says what he reports does not name it: 我代表….
_SPEAKS = re.compile(r"[我现本该]|下面|以下|根据|按照")
_INNER_STOP = re.compile(r"[。,，;；:：!！、]")
_ORDINAL = r"(?:\d{1,2}?(?=\D|(?:19|20)\d\d)|[一二三四五六七八九十]{1,2}(?=[^、.．是要]))"
# A line shorter than this has no room for a title and a text.
_MIN_GLUED = 18
_INLINE = re.compile(
    r"(?<=[。:：!！?？…])\s*(?=[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d))"
)


@dataclass(frozen=True, slots=True)
class _Source:
    """A block's text and where in its first words the name of a kind of document ends."""

    text: str
    block: Block
    kinds: tuple[int, ...] = ()


def cut_lines(blocks: Sequence[Block], all_rules: Rules, statute: bool) -> tuple[list[Line], list[Removed]]:
    """Turn the blocks of a page into lines, and list the tables of contents that were taken out.

    Nothing is glued in the text of a law (`statute`), so its lines are taken as they are.
    """
    rules = all_rules.titles
    removed: list[Removed] = []
    blocks = [block for block in blocks if block.text.strip()]
    if not statute:
        entries = listed(blocks)
        removed.extend(Removed(blocks[at].lines[0], blocks[at].text, "contents") for at in sorted(entries))
        blocks = [block for at, block in enumerate(blocks) if at not in entries]
    sources = [_source(block, rules, statute) for block in blocks]
    sources = [rest for source in sources if (rest := _without_contents(source, rules, removed))]
    known = None if statute else _glued_titles(sources, rules)
    lines: list[Line] = []
    for source in sources:
        if source.block.style == "cell":
            lines.append(Line(source.text, source.block.lines, "cell"))
        elif statute or (len(source.text) < _MIN_GLUED and not (known and known.match(source.text))):
            lines.append(_marked(source.text, source.block))
        else:
            lines.extend(_cut_titles(source, known, all_rules))
    return lines, removed


def _source(block: Block, rules: TitleRules, statute: bool) -> _Source:
    text = block.text.strip()
    if statute or len(text) < _MIN_GLUED:
        return _Source(text, block)
    return _Source(text, block, tuple(found.end() for found in rules.kind.finditer(text, 0, MAX_TITLE)))


def _without_contents(source: _Source, rules: TitleRules, removed: list[Removed]) -> _Source | None:
    """The rest of a line after a table of contents, which goes to `removed`."""
    text = source.text
    end = 0
    if source.block.style == "cell":
        return source
    if _is_contents_line(text):
        end = len(text)
    elif source.kinds:
        end = len(text) if _is_list_of_titles(text, rules) else _contents_end(source)
    if not end:
        return source
    removed.append(Removed(source.block.lines[0], text[:end], "contents"))
    rest = text[end:].strip()
    return _source(replace(source.block, text=rest), rules, False) if rest else None


def _is_contents_line(text: str) -> bool:
    """Whether a line is the word 目录, or one or more entries with leaders and page numbers."""
    if len(text) <= MAX_TITLE and _CONTENTS_WORD.match(text):
        return True
    return _LEADERS.search(text) is not None and _DOTTED_ENTRY.match(text) is not None


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


def _contents_end(source: _Source) -> int:
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


def _repeated_title(source: _Source) -> str | None:
    """A title at the start of a line that comes again right after it."""
    for end in source.kinds:
        title = source.text[:end]
        if end >= MIN_TITLE and source.text.find(title, end, end + _MAX_LEADER + end) > 0:
            return title
    return None


def _glued_titles(sources: Sequence[_Source], rules: TitleRules) -> re.Pattern[str] | None:
    """An expression for the titles that stand, with ordinals, before text on the same line."""
    start = re.compile(
        rf"(?P<title>[^。,，;；:：!！《“]{{2,{MAX_TITLE}}}?{rules.kind_words})\s*(?P<number>{_ORDINAL})(?=\S)"
    )
    found: set[tuple[str, str]] = set()
    for source in sources:
        hit = start.match(source.text) if source.kinds else None
        if hit:
            again = re.compile(rf"{re.escape(hit['title'])}\s*({_ORDINAL})")
            found.update((hit["title"], other[1]) for other in again.finditer(source.text))
    counted = Counter(title for title, _ in found)
    titles = sorted((title for title, count in counted.items() if count > 1), key=len, reverse=True)
    bare = _bare_titles(sources, rules)
    if not titles and not bare:
        return None
    either = "|".join(re.escape(title) for title in titles) or "(?!)"
    numbered = rf"(?<![《“的])(?:{either})\s*{_ORDINAL}(?=[^\s。,，;；:：、）)》”年月日])"
    named = rf"^(?:{'|'.join(map(re.escape, bare)) or '(?!)'})(?=[^\s。,，;；:：、）)》”的\d_(（])"
    return re.compile(f"{numbered}|{named}")


def _bare_titles(sources: Sequence[_Source], rules: TitleRules) -> list[str]:
    """The title of the page, where several lines begin with it and go on with a text."""
    heads = {clean_title(source.text, rules) for source in sources[:_HEAD] if len(source.text) <= MAX_TITLE}
    begun = Counter(
        source.text[:end]
        for source in sources
        for end in source.kinds
        if len(source.text) - end >= _MIN_GLUED and source.text[:end] in heads
    )
    return [title for title, count in begun.items() if count > 1 and len(title) > MIN_TITLE]


def _cut_titles(source: _Source, known: re.Pattern[str] | None, rules: Rules) -> Iterator[Line]:
    """The line, with every glued title on a line of its own."""
    text, block, position = source.text, source.block, 0
    spans = [found.span() for found in known.finditer(text)] if known else []
    for first, last in spans or _single_title(source, rules):
        if text[position:first].strip():
            yield _marked(text[position:first].strip(), block)
        why = (because(Rule.TITLE_GLUED, text[first:last], block.lines[0]),)
        yield Line(text[first:last], block.lines, block.style, None, 2, why=why)
        position = last
    rest = text[position:].strip()
    if rest and spans:
        # The number of a title may be followed by a name that the report has besides.
        yield from _cut_titles(_source(replace(block, text=rest), rules.titles, False), None, rules)
    elif rest:
        yield _marked(rest, block)


def _single_title(source: _Source, rules: Rules) -> Iterable[Span]:
    """The title that a line begins with, where a text unmistakably opens right after it."""
    for end in source.kinds:
        if end < MIN_TITLE:
            continue
        if _SPEAKS.match(source.text):
            return ()
        if _INNER_STOP.search(source.text, 0, end):
            return ()
        if _begins_text(source.text, end, rules) and read_mark(source.text) is None:
            return ((0, end),)
    return ()


def _begins_text(text: str, start: int, rules: Rules) -> bool:
    """Whether a text unmistakably begins at `start`, with a set phrase or with who reports."""
    while text[start : start + 1] == " ":
        start += 1
    if _BODY_START.match(text, start) or rules.headings.strong_start.match(text, start):
        return True
    if unit_of_sentence(text[start : start + MAX_TITLE], rules.units) is not None:
        return True
    title = text[:start]
    whole = title.startswith("关于") or (any(years(title)) and unit_in_title(title, rules.units) is not None)
    return whole and _GOES_ON.match(text, start) is None and len(text) - start >= _MIN_GLUED


def _marked(text: str, block: Block) -> Line:
    return Line(text, block.lines, block.style, read_mark(text))


def inline_marks(text: str) -> Iterator[int]:
    """Where in a line, after the end of a sentence, a numbered item may begin."""
    for found in _INLINE.finditer(text):
        yield found.end()


_ENCLOSED_FIRST = re.compile(r"(?<=[\u4e00-\u9fff”）)])(?:[(（]一[)）]|一、|1[.．、](?!\d)|[①㈠])")
# A heading that runs into the number of its first sub-heading is no longer than this.
_MAX_BEFORE_FIRST = 40
# Schemes that some documents put above 一、: ㈠ 一、二、 ㈡ 一、….
_ABOVE_HAN = (Scheme.ENCLOSED_HAN,)
_SENTENCE_END = re.compile(r"[。;；:：!！?？]")


def first_submark(text: str, start: int, scheme: Scheme | None) -> int | None:
    """Where, without a stop before it, the first item of an inner numbering begins: 一、成效(一)…"""
    found = _ENCLOSED_FIRST.search(text, start + 2, start + _MAX_BEFORE_FIRST)
    if found is None or _SENTENCE_END.search(text, start, found.start()):
        return None
    inner = read_mark(text[found.start() : found.end() + 2])
    if inner is None or (scheme is not None and inner.scheme <= scheme and scheme not in _ABOVE_HAN):
        return None
    return found.start()
