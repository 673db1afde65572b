"""Which lines are titles, on a page of one report or of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..lazy_pattern import Pattern
from ..parsed import Removed
from .dates import is_date
from .elements import Line
from .formulas import FormulaRules, is_marginal, opens
from .lexicon import TypeRules, heading_types
from .numbering import Mark, Scheme
from .parts import bare_parts
from .reasons import Rule
from .rules import Rules
from .subtitles import MAX_SECOND_HALF, OCCASION, as_title, ends_sentence, halves_of, name_above_subtitles
from .titles import (
    INNER_NUMBER,
    MAX_TITLE,
    REPORTING,
    TitleRules,
    clean_title,
    doc_type_of,
    has_title_form,
    is_collection,
    title_key,
)
from .units import UnitRules, is_unit

# A row of a calendar: 十一月　校级技能竞赛　企业调研.
_MONTH_ROW = Pattern(r"[一二三四五六七八九十\d]{1,2}月(?:份)?[ \u3000]")
# What a page is called stands among its first lines; below it the same title may be broken.
_HEAD = 4
# An assembly's name stands on one or two lines above its title: 中国人民政治协商会议 / ××县委员会 / 工作报告.
_MAX_LETTERHEAD = 3
# A key of this length names nothing but a kind of document: 工作总结, 述职报告.
_MAX_BARE_KEY = 4
_SECOND_HALF = Pattern(r"工作|情况|的|专题|实施|自查|年度|述职|总结|报告|汇报|与|及|和|暨|——|(?:19|20)\d\d年")
# A shorter line above it may be who signs.
_MIN_MATTER = 5
_BARE_KIND = Pattern(r"(?:工作|年终|年度|情况|述职|自查)(?:总结|小结|汇报|报告|计划)")
# Inside a page, what stands above 工作总结 is its first half where it says of what year or matter.
_NAMES = Pattern(r"^关于|(?:19|20)(?:\d\d|××)年")
_UNFINISHED = Pattern(r"(?:^关于.*|[的和与及、暨]|——|形态|建设|安全|管理|治理|开展.*)$")
# A title of two documents goes on with one of these: 工作总结 / 暨2024年工作计划.
_SECOND_TITLE = "暨及和与"
_LOOKS_AHEAD = Pattern(r"下一?步|今后|明年|下半年|下一?阶段|来年|接下来|近期")
# Headings inside reports that end like titles: 二、下半年工作计划, 三、存在问题和工作打算.
_IN_REPORT = Pattern(r"下一?步|今后|明年|下半年|下一?阶段|来年|接下来|近期|问题|不足|(?:做法|成效|体会|措施)")
_TITLE_SCHEMES = (Scheme.FORMAL_HAN, Scheme.HAN, Scheme.PAREN_HAN, Scheme.ARABIC, Scheme.PAREN_ARABIC)
# Of numbered titles one in a row may not look like one.
_MAX_SKIPPED = 1
_MIN_TOLD = 3
# The parts of a page are told by their marks only where there are at least two of them.
_MIN_PARTS = 2


def name_titles(
    lines: Sequence[Line], rules: Rules, statute: bool
) -> tuple[list[Line], list[Removed], str | None]:
    """Mark the lines that are titles.

    Returns the lines, with titles broken over two lines joined; the title of the page itself, where
    it names a collection, as removed; and that title cleaned, for a report that has none of its own.
    """
    titles = rules.titles
    joined = _join_halves(lines, titles, rules.units)
    page = [line for line in joined[:3] if line.mark is None and is_collection(line.text, titles)]
    rest = joined
    if page:
        # A viewer repeats the name of the collection on every page.
        names = {line.text for line in page}
        page += [line for line in joined[3:] if line.text in names]
        rest = [line for line in joined if not any(line is title for title in page)]
    removed = [Removed(number, half, "collection-title") for line in page for number, half in halves_of(line)]
    if not statute:
        rest = bare_parts(_without_ordinals(rest, bool(page), rules), rules)
    candidates = [
        not (statute and index) and _may_be_title(line, index, titles, rules.types)
        for index, line in enumerate(rest)
    ]
    rest = _doubled(rest, candidates, titles)
    repeated = _repeated(rest, candidates, titles)
    parts = not statute and sum(1 for line in rest if _is_part(line, titles)) >= _MIN_PARTS
    named = [
        _named(line, candidate, bool(page), parts, repeated, titles)
        for line, candidate in zip(rest, candidates, strict=True)
    ]
    named = name_above_subtitles(named, rules)
    _name_first(named, rules.formulas, titles)
    return named, removed, clean_title(page[0].text, titles) if page else None


def _without_ordinals(lines: Sequence[Line], collection: bool, rules: Rules) -> list[Line]:
    """The lines of a page, its numbered titles (一、…工作计划 二、…工作计划) without their marks.

    On a page that is not named a collection, most must have a numbering of their own that begins again.
    """
    titles = rules.titles
    marked = [line for line in lines if line.mark]
    numbered = max((_chain(marked, scheme, titles) for scheme in _TITLE_SCHEMES), key=len)
    if len(numbered) < _MIN_PARTS:
        return list(lines)
    if not collection and not _each_begins(lines, numbered, rules):
        return list(lines)
    chosen = {id(line) for line in numbered}
    return [as_title(line, Rule.TITLE_NUMBERED, titles) if id(line) in chosen else line for line in lines]


def _chain(lines: Sequence[Line], scheme: Scheme, titles: TitleRules) -> list[Line]:
    """The lines that could be titles numbered 1, 2, 3… in one scheme; a few may be of another form."""
    chain: list[Line] = []
    last = 0
    for line in lines:
        mark = line.mark
        if mark is None or mark.scheme is not scheme or not last < mark.value <= last + _MAX_SKIPPED + 1:
            continue
        if _is_numbered_title(line, mark, titles):
            chain.append(line)
            last = mark.value
    return chain


def _is_numbered_title(line: Line, mark: Mark, titles: TitleRules) -> bool:
    """Whether a numbered line could be the title of a report, and not the heading of its plans."""
    text = line.text[mark.end :].rstrip("：:")
    if not has_title_form(text, titles):
        return False
    # 上半年工作总结及下半年工作计划 is a title for its first kind of document.
    kind = titles.kind.search(text)
    ahead = _IN_REPORT.search(text, 0, kind.end() if kind else len(text))
    # Of what was done in a half of a year its title tells behind a name: ××中心下半年营运报告.
    named = ahead is not None and ahead.start() >= _MIN_MATTER and doc_type_of(text, titles) in REPORTING
    if ahead and not named:
        return False
    return len(title_key(text, titles)) > _MAX_BARE_KEY


def _each_begins(lines: Sequence[Line], titles: Sequence[Line], rules: Rules) -> bool:
    """Whether behind the numbered titles reports begin.

    Three that name reports on what was done are enough: no report has so many sections of such names.
    """
    places = {id(line): at for at, line in enumerate(lines)}
    starts = [places[id(line)] for line in titles]
    parts = [lines[first + 1 : last] for first, last in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if not all(part and (part[0].mark is None or part[0].mark.value == 1) for part in parts):
        return False
    told = sum(doc_type_of(line.text, rules.titles) in REPORTING for line in titles)
    if len(titles) >= _MIN_TOLD and told + 1 >= len(titles):
        return True
    scheme = titles[0].mark.scheme if titles[0].mark else Scheme.HAN
    return 2 * sum(_begins(part, scheme, rules) for part in parts) > len(parts)


def _begins(part: Sequence[Line], scheme: Scheme, rules: Rules) -> bool:
    """Whether a report begins with these lines: it opens so, or a numbering begins that is no inner one."""
    if any(line.mark and line.mark.scheme is scheme and line.mark.value == 1 for line in part):
        return True
    outer = any(line.mark and line.mark.scheme < scheme and line.mark.value == 1 for line in part)
    return outer and opens(part[0].text, rules.formulas)


def _may_be_title(line: Line, index: int, titles: TitleRules, types: TypeRules) -> bool:
    if line.mark is not None or line.style == "cell" or len(line.text) > MAX_TITLE:
        return False
    if line.text.startswith("——"):
        return False
    if not has_title_form(line.text, titles):
        return False
    if (index and titles.section_name.match(line.text)) or _MONTH_ROW.match(line.text):
        return False
    ahead = _LOOKS_AHEAD.match(line.text) and "下一步打算" in heading_types(line.text, types)
    return index == 0 or not ahead


def _doubled(lines: Sequence[Line], candidates: Sequence[bool], titles: TitleRules) -> list[Line]:
    """The lines, with those that stand twice in a row as titles: pages double no other short line."""
    named = list(lines)
    for at, (line, following) in enumerate(pairwise(lines)):
        if candidates[at] and not line.title and line.text == following.text:
            for index in (at, at + 1):
                named[index] = as_title(lines[index], Rule.TITLE_DOUBLED, titles)
    return named


def _repeated(lines: Sequence[Line], candidates: Sequence[bool], titles: TitleRules) -> frozenset[str]:
    """The keys of titles that stand at several places; the same title twice in a row is one place."""
    places: Counter[str] = Counter()
    last = None
    for line, candidate in zip(lines, candidates, strict=True):
        key = title_key(line.text, titles) if candidate or line.title else None
        if key and key != last:
            places[key] += 1
        last = key
    return frozenset(key for key, count in places.items() if count > 1)


def _is_part(line: Line, titles: TitleRules) -> bool:
    if len(line.text) > MAX_TITLE or ends_sentence(line.text) or line.style == "cell":
        return False
    return bool(titles.part.match(line.text) or (line.mark is None and titles.part_tail.search(line.text)))


def _named(
    line: Line, candidate: bool, collection: bool, parts: bool, repeated: frozenset[str], titles: TitleRules
) -> Line:
    if line.title:
        return line
    if line.style == "title":
        return as_title(line, Rule.TITLE_STYLE, titles)
    if parts and _is_part(line, titles):
        return as_title(line, Rule.TITLE_PART, titles)
    if not candidate:
        return line
    key = title_key(line.text, titles)
    if key in repeated:
        return as_title(line, Rule.TITLE_REPEATED, titles)
    if collection and len(key) > _MAX_BARE_KEY:
        return as_title(line, Rule.TITLE_COLLECTION, titles)
    return as_title(line, Rule.TITLE_FORM, titles, 1)


def _name_first(lines: list[Line], formulas: FormulaRules, titles: TitleRules) -> None:
    """The first line of a page is its title if it has the form of a heading and a text follows."""
    if not lines or any(line.title for line in lines[:2]):
        if lines and lines[0].title == 1:
            lines[0] = replace(lines[0], title=2)
        elif len(lines) > 1 and lines[1].title == 1:
            lines[1] = replace(lines[1], title=2)
        return
    first = lines[0]
    if first.mark or first.style == "cell" or len(lines) < 2 or not 4 <= len(first.text) <= MAX_TITLE:
        return
    if ends_sentence(first.text) or "。" in first.text or is_marginal(first.text, formulas):
        return
    if len(lines[1].text) > len(first.text) or lines[1].mark or len(lines) > 3:
        lines[0] = as_title(first, Rule.TITLE_FIRST, titles)


def _join_halves(lines: Sequence[Line], titles: TitleRules, units: UnitRules) -> list[Line]:
    """Join titles that were broken over two lines, or over three: ××局 / 关于…情况的 / 报告."""
    joined: list[Line] = []
    for line in lines:
        while (
            joined
            and _may_be_halves(joined[-1], line)
            and (
                (len(joined) <= _HEAD and _is_broken_again(joined, line, titles))
                or _is_second_half(joined[-1], line, _at_top(joined, units), titles, units)
            )
        ):
            first = joined.pop()
            halves = (*halves_of(first), *halves_of(line))
            both = first.text + line.text
            line = replace(line, text=both, lines=(first.lines[0], line.lines[1]), halves=halves)
        joined.append(line)
    return joined


def _is_broken_again(joined: Sequence[Line], second: Line, titles: TitleRules) -> bool:
    """Whether the last of the lines and the next are a title that stands above: ××局 / 2022年工作总结."""
    first = joined[-1].text
    if has_title_form(first, titles) or not has_title_form(second.text, titles):
        return False
    # A line of dots is the half of nothing.
    if not title_key(first, titles):
        return False
    key = title_key(first + second.text, titles)
    return any(title_key(line.text, titles) == key for line in joined[:-1])


def _at_top(above: Sequence[Line], units: UnitRules) -> bool:
    """Whether the last of the lines is the first of its page, but for names of organisations above it."""
    return len(above) <= _MAX_LETTERHEAD and all(is_unit(line.text, units) for line in above[:-1])


def _straddles(first: str, second: str, titles: TitleRules) -> bool:
    """Whether the line end fell into the name of the kind of document: …对照检 / 查材料."""
    both = first + second
    if has_title_form(first, titles) or not has_title_form(both, titles):
        return False
    return any(found.start() < len(first) < found.end() for found in titles.kind.finditer(both))


def _may_be_matter(text: str, titles: TitleRules, units: UnitRules) -> bool:
    """Whether a line may be what the document is about whose kind is below it: 用电检查 / 工作总结."""
    fits = _MIN_MATTER <= len(text) <= MAX_SECOND_HALF
    return fits and not (is_unit(text, units) or has_title_form(text, titles))


def _may_be_halves(first: Line, second: Line) -> bool:
    """Whether nothing is known of two lines that makes them whole; of most pairs one has a mark."""
    known = first.mark or second.mark or first.title or second.title
    return not known and "cell" not in (first.style, second.style)


def _is_second_half(first: Line, second: Line, at_top: bool, titles: TitleRules, units: UnitRules) -> bool:
    # Most pairs of lines fail by their length, so the expressions come last.
    if len(second.text) > MAX_SECOND_HALF and not (at_top and second.text.startswith("——")):
        return False
    if not 2 <= len(first.text) <= MAX_TITLE or ends_sentence(first.text) or "。" in first.text:
        return False
    if second.text.startswith("——") and OCCASION.match(second.text):
        return False
    if is_date(first.text) or titles.part.match(second.text) or INNER_NUMBER.search(first.text):
        return False
    if at_top and _straddles(first.text, second.text, titles):
        return True
    if titles.kind_end.match(second.text):
        return _UNFINISHED.search(first.text) is not None
    if not at_top and _BARE_KIND.fullmatch(second.text) and _may_be_matter(first.text, titles, units):
        return True
    if not has_title_form(second.text[-MAX_TITLE:], titles):
        return False
    if not at_top and len(title_key(second.text, titles)) <= _MAX_BARE_KEY and _NAMES.search(first.text):
        return len(first.text) <= MAX_SECOND_HALF and not has_title_form(first.text, titles)
    if has_title_form(first.text, titles):
        return second.text[0] in _SECOND_TITLE
    whole = len(first.text) + len(second.text) <= MAX_TITLE + MAX_SECOND_HALF
    names_unit = is_unit(first.text, units) and at_top
    fits = _SECOND_HALF.match(second.text) is not None and (
        at_top or _UNFINISHED.search(first.text) is not None
    )
    return whole and (fits or names_unit or second.text.startswith("——"))
