"""Titles that run into the text around them: behind a title on its line, or before one.

Sites that strip line ends produce them: `…工作总结2xx局网络…`, `…工作总结今年以来,…`, `…落到实处。…工作总结`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..lazy_pattern import Pattern
from ..parsed import Block
from .asides import addresses_office, names_holder
from .dates import years
from .formulas import opens
from .numbering import Scheme, read_mark
from .rules import Rules
from .titles import MAX_TITLE, MIN_TITLE, TitleRules, clean_title, has_title_form, title_key
from .units import unit_in_title, unit_of_line, unit_of_sentence

# A line shorter than this has no room for a title and a text, but for a form of address.
_MIN_GLUED, _MIN_ADDRESSED = 18, 10
_CALLS = frozenset(":：!！")
# The title of a page stands among its first lines.
_HEAD = 5
# The text after a glued title begins like this; 2023年 after 总结 is no ordinal of the title.
_BODY_START = Pattern(
    r"(?:(?:19|20)[\d×]{2}年|二[〇零○][〇零○一二三四五六七八九]{2}年|民国\d|新学期|今年以来|近年来|一年来|[上下]半年(?:以来)?[,，]|去年|[本新这]学期|过去(?:的)?一年|现将|尊敬的|各位|同志们|主[席任]、各位"
    r"|一、|为(?:进一步|深入|贯彻|落实|切实|全面|认真|了|做好|加强|推动|推进|确保|适应|规范)|[一二三四五六七八九十\d]{1,2}月(?:份|[上中下]旬|[底初])[,，]|在[^。,，]{2,20}(?:领导|指导)下|根据[^。,，]{4,40}[,，])"
)
# What a sentence that begins with the full name of a report says of it.
_GOES_ON = Pattern(
    r"[的会中上和及暨与之、,，。;；:：》”）)(（!！\s\d]|如下|等|已|材料|提纲|草案|范文|模板|精选|指出|强调|显示|表明|要求|提出|明确|安排|包括"
    r"|[是由共经于将在被对从以分获按]|情况|汇报|报告|总结|计划|审议|通过|印发|报送|起草|撰写|完成|征求"
)
# Whoever says what he reports does not name it: 我代表….
_SPEAKS = Pattern(r"[我现本该]|下面|以下|根据|按照")
_INNER_STOP = Pattern(r"[。,，;；:：!！、]")
# 总结1, 总结范文篇1; 总结三篇 counts reports and numbers none.
_ORDINAL = (
    r"(?:(?:范文|模板|例文)?\s*篇?\s*)"
    r"(?:\d{1,2}?(?=\D|(?:19|20)\d\d|$)|[一二三四五六七八九十]{1,2}(?=[^、.．是要]))(?!\s*篇)"
)
_COUNT = r"[一二三四五六七八九十\d]{1,2}\s*篇(?!\s*[一二三四五六七八九十\d])"
_NUMBERED_TAIL = Pattern(
    r"(?:^|(?<=[。！？!?]))(?P<title>[^。,，;；:：!！?？《“]{2,}?)\s*(?P<number>\d{1,2})$"
)
# What stands behind the last full stop of a paragraph, and ends without one.
_NO_TAIL = "。！？!?,，;；:：、《》“”"
_TAIL = Pattern(rf"(?<=[。！？!?])[^{_NO_TAIL}]{{6,50}}$")
_BEHIND_STOP = "(?<=[。！？!?])"
_INNER_PART = Pattern(
    r"(?<=[。！？!?日”）)])(?=(?:第[一二三四五六七八九十]{1,3}篇|【?篇[一二三四五六七八九十\d]{1,3})[:：】])"
)
# So many lines that surely begin with a title make others likely to.
_MIN_SURE = 2
# Names of documents that are verbs as well: 使我们体会到, 全面安排.
_VERBS = frozenset(("体会", "感悟", "安排", "打算", "规划", "通报", "发言", "调研"))
# A key of this length names nothing but a kind of document: 工作总结.
_MAX_BARE_KEY = 4


@dataclass(slots=True)
class Source:
    """A block's text and where in its first words the name of a kind of document ends.

    `title` is where the title ends with which the line begins, and 0 where it begins with none.
    """

    text: str
    block: Block
    kinds: tuple[int, ...] = ()
    title: int = 0


def known_titles(sources: Sequence[Source], rules: TitleRules) -> re.Pattern[str] | None:
    """An expression for the titles that stand, with ordinals, before text on the same line."""
    start = re.compile(
        rf"(?P<title>[^。,，;；:：!！《“]{{2,{MAX_TITLE}}}?{rules.kind_words})\s*(?:{_COUNT}|{_ORDINAL})(?=\S)"
    )
    found: set[tuple[str, str]] = set()
    for source in sources:
        hit = start.match(source.text) if source.kinds else None
        if hit:
            again = re.compile(rf"{re.escape(hit['title'])}\s*({_ORDINAL})")
            found.update((hit["title"], other[1]) for other in again.finditer(source.text))
        found.update(_numbered_last(source.text, rules))
    counted = Counter(title for title, _ in found)
    titles = sorted((title for title, count in counted.items() if count > 1), key=len, reverse=True)
    bare = _bare_titles(sources, rules)
    if not titles and not bare:
        return None
    either = "|".join(re.escape(title) for title in titles) or "(?!)"
    numbered = rf"(?<![《“的])(?:{either})\s*{_ORDINAL}(?=[^\s。,，;；:：、）)》”年月日份篇次期届]|$)"
    named = rf"^(?:{'|'.join(map(re.escape, bare)) or '(?!)'})(?=[^\s。,，;；:：、）)》”的\d_(（])"
    return re.compile(f"{numbered}|{named}")


def _numbered_last(text: str, rules: TitleRules) -> Iterator[tuple[str, str]]:
    """The title with an ordinal that is all of a line, or stands behind its last full stop."""
    if text[-1].isdigit():
        found = _NUMBERED_TAIL.search(text, max(0, len(text) - MAX_TITLE))
        if found and rules.kind_end.search(found["title"]):
            yield found["title"], found["number"]


def _bare_titles(sources: Sequence[Source], rules: TitleRules) -> list[str]:
    """The title of the page, where several lines begin with it and go on with a text."""
    heads = {clean_title(source.text, rules) for source in sources[:_HEAD] if len(source.text) <= MAX_TITLE}
    begun = Counter(
        source.text[:end]
        for source in sources
        for end in source.kinds
        if len(source.text) - end >= _MIN_GLUED and source.text[:end] in heads
    )
    return [title for title, count in begun.items() if count > 1 and len(title) > MIN_TITLE]


def last_title(text: str, rules: Rules) -> str | None:
    """What runs on from the last sentence of a line and has the form of a title, or None."""
    if text[-1:] in _NO_TAIL:
        return None
    found = _TAIL.search(text, max(0, len(text) - MAX_TITLE - 1))
    if found is None or not has_title_form(found[0], rules.titles) or read_mark(found[0]):
        return None
    return None if rules.titles.section_name.match(found[0]) else found[0]


def source_of(block: Block, rules: TitleRules) -> Source:
    """A block, and where a title could end that runs into its text."""
    text = block.text.strip()
    if not has_room(text):
        return Source(text, block)
    return Source(text, block, tuple([found.end() for found in rules.kind.finditer(text, 0, MAX_TITLE)]))


def has_room(text: str) -> bool:
    """Whether a line is long enough for a title and what follows it."""
    return len(text) >= (_MIN_ADDRESSED if text[-1:] in _CALLS else _MIN_GLUED)


def titled(sources: Sequence[Source], rules: Rules) -> list[Source]:
    """The lines with the titles they begin with; cut before those that begin behind a full stop.

    Where titles surely run into texts, others are looked for inside the lines (…。工作总结今年以来,…); where
    several do, what looks like a title at the beginning of a line is one too.
    """
    found = [piece for source in sources for piece in _parts(source, rules)]
    sure = sum(1 for source in found if source.title)
    if sure:
        starts = re.compile(
            rf"{_BEHIND_STOP}[^。,，；;:：!！？?《“]{{2,{MAX_TITLE}}}?{rules.titles.kind_words}"
        )
        found = [
            piece for source in found for piece in _cut(source, _inner_titles(source, starts, rules), rules)
        ]
    if sure < _MIN_SURE:
        return found
    return [source if source.title else _ending_at(source, _likely_end(source, rules)) for source in found]


def _ending_at(source: Source, title: int) -> Source:
    """The line with the end of its title; most lines begin with none, and stay what they are."""
    return source if source.title == title else replace(source, title=title)


def _parts(source: Source, rules: Rules) -> list[Source]:
    """A line cut before the part marks inside it: …。第三篇:…."""
    text = source.text
    cuts = [mark.start() for mark in _INNER_PART.finditer(text)] if "篇" in text else []
    if not cuts and text[-1:] in _CALLS and source.block.style != "cell":
        cuts = _addressed(source, rules)
    return _cut(_ending_at(source, _sure_end(source, rules)), cuts, rules)


def _addressed(source: Source, rules: Rules) -> list[int]:
    """Where, behind the last full stop of a line, a title begins that a form of address follows."""
    stop = max(source.text.rfind(sign, 0, -1) for sign in "。！？")
    if stop < 0 or not _MIN_ADDRESSED <= len(source.text) - stop - 1 <= 2 * MAX_TITLE:
        return []
    tail = source_of(replace(source.block, text=source.text[stop + 1 :]), rules.titles)
    return [stop + 1] if _sure_end(tail, rules) else []


def _cut(source: Source, cuts: Sequence[int], rules: Rules) -> list[Source]:
    if not cuts:
        return [source]
    pieces = (source.text[first:last].strip() for first, last in pairwise([0, *cuts, len(source.text)]))
    found = (source_of(replace(source.block, text=piece), rules.titles) for piece in pieces if piece)
    return [_ending_at(piece, _sure_end(piece, rules)) for piece in found]


def _inner_titles(source: Source, starts: re.Pattern[str], rules: Rules) -> list[int]:
    """Where in a line, behind a full stop, a title begins that runs into a text."""
    if source.block.style == "cell":
        return []
    pieces = (
        (hit.start(), replace(source.block, text=source.text[hit.start() : hit.start() + 2 * MAX_TITLE]))
        for hit in starts.finditer(source.text)
    )
    return [start for start, piece in pieces if _sure_end(source_of(piece, rules.titles), rules)]


def _ends(source: Source, rules: TitleRules) -> list[int]:
    """The places behind the name of a kind of document, in a line that could begin with a title."""
    if not source.kinds or source.block.style == "cell" or _SPEAKS.match(source.text):
        return []
    part = rules.part.match(source.text)
    stop = _INNER_STOP.search(source.text, part.end() if part else 0, MAX_TITLE)
    last = stop.start() if stop else MAX_TITLE
    found = [end for end in source.kinds if MIN_TITLE <= end <= last]
    return found if found and read_mark(source.text) is None else []


def _sure_end(source: Source, rules: Rules) -> int:
    for end in _ends(source, rules.titles):
        if _begins_text(source.text, end, rules):
            return end
    return 0


def _likely_end(source: Source, rules: Rules) -> int:
    text = source.text
    for end in _ends(source, rules.titles):
        bare = len(title_key(text[:end], rules.titles)) <= _MAX_BARE_KEY
        if text[end - 2 : end] in _VERBS or bare or len(text) - end < _MIN_GLUED:
            continue
        if len(text) - end >= _MIN_GLUED and has_title_form(text[:end], rules.titles):
            return 0 if _GOES_ON.match(text, end) else end
    return 0


def _begins_text(text: str, start: int, rules: Rules) -> bool:
    """Whether a text unmistakably begins at `start`, with a set phrase or with who reports."""
    while text[start : start + 1] == " ":
        start += 1
    if _BODY_START.match(text, start) or rules.headings.strong_start.match(text, start):
        return True
    rest = text[start:]
    if opens(rest, rules.formulas) or names_holder(rest, rules) or addresses_office(rest):
        return True
    if unit_of_line(rest, rules.units):
        return True
    first = read_mark(rest)
    if first and first.value == 1 and first.scheme <= Scheme.PAREN_HAN:
        return True
    if unit_of_sentence(text[start : start + MAX_TITLE], rules.units) is not None:
        return True
    title = text[:start]
    whole = title.startswith("关于") or (any(years(title)) and unit_in_title(title, rules.units) is not None)
    return whole and _GOES_ON.match(text, start) is None and len(text) - start >= _MIN_GLUED
