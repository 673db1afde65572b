"""From lines to elements: titles, headings and paragraphs.

Each numbered line is judged alone (`judge`), then among its siblings: the items of a list are
sentences or headings together, whatever one of them looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from ..lazy_pattern import Pattern
from .broken import with_whole_headings
from .elements import Element, Kind, Line
from .glue import LIKELY, cut_glued, is_outer
from .judge import MAX_NAME, MAX_RUN_IN, Judgement, Verdict, judge
from .lexicon import heading_types
from .lines import first_submark, inline_marks
from .numbering import Mark, Scheme, numeral, read_mark
from .plain import plain_heading, style_level
from .reasons import Rule, because
from .rules import Rules
from .series import NAME, named_items, repeated_labels, serial_headings, whole_lines, with_spaced_numbers
from .siblings import has_text, runs_of
from .unglue import unglued

# So much of a line is looked at when a number is found inside it.
_WINDOW = 160
# A list is of sentences or of headings: what looks like a heading among twice as many sentences
# is one of them.
_OUTVOTED = 2
# Of headings numbered in Han numerals, pages lack one or two in a row; what else is numbered may be anything.
_MAX_GAP = 3
# Behind one point no numbering counts so far.
_DECIMALS = 100
# A heading of one sentence with a text of its own, outside any list, is short.
_MAX_LONE = 30
_ENCLOSED = Pattern(r"附件?\s?[:：]\s?1[.．、]")
_STOPPED = Pattern(r"[。！？!?：:，,、][”’」』）)]*$")


def find_elements(lines: Sequence[Line], rules: Rules, statute: bool) -> list[Element]:
    """Turn lines into elements, in order; nothing but heading punctuation is left out."""
    if not statute:
        lines = with_spaced_numbers(with_whole_headings(lines, rules))
    expanded = lines if statute else _expand(lines, rules)
    judged = _judge_all(expanded, rules)
    _list_enclosures(expanded, judged)
    runs = runs_of(expanded)
    if not statute:
        judged = unglued(expanded, judged, runs, rules)
        whole_lines(expanded, judged, runs)
        named_items(expanded, judged, runs)
    series = frozenset[int]() if statute else serial_headings(expanded, rules)
    labels = cache(partial(repeated_labels, expanded))
    for run in runs:
        _settle(run, expanded, judged)
    elements: list[Element] = []
    for index, line in enumerate(expanded):
        alone = None if line.mark or line.title else _unnumbered(index, expanded, series, labels, rules)
        elements.extend(_elements(line, judged[index] or alone))
    return elements


def _expand(lines: Sequence[Line], rules: Rules) -> list[Line]:
    """Cut lines before the numbered headings inside them."""
    expanded: list[Line] = []
    last: dict[Scheme, int] = {}
    for line in lines:
        if line.title:
            last.clear()
            expanded.append(line)
            continue
        for piece in _pieces(line, last, rules):
            if piece.mark:
                last[piece.mark.scheme] = _rank(piece.mark)
            expanded.append(piece)
    return expanded


def _pieces(line: Line, last: Mapping[Scheme, int], rules: Rules) -> list[Line]:
    if line.style == "cell" or (line.text[0] == "附" and _ENCLOSED.match(line.text)):
        return [line]
    pieces: list[Line] = []
    start = 0
    previous = line.mark
    for cut in _cuts(line, last, rules):
        text = line.text[start:cut].strip()
        if text:
            pieces.append(replace(line, text=text, mark=previous))
        previous = read_mark(line.text[cut : cut + _WINDOW])
        start = cut
    pieces.append(replace(line, text=line.text[start:], mark=previous) if start else line)
    return pieces


def _cuts(line: Line, last: Mapping[Scheme, int], rules: Rules) -> list[int]:
    """Where the line is cut: before a first sub-item, and before items that continue the numbering."""
    sub = _first_sub(line.text, line.mark, rules)
    inner = inline_marks(line.text)
    if sub is None and not inner:
        return []
    seen = dict(last)
    if line.mark:
        seen[line.mark.scheme] = _rank(line.mark)
    cuts = _nested(line.text, 0, sub, seen, rules)
    first = cuts[-1] if cuts else 0
    for position in inner:
        if first and position <= first:
            continue
        window = line.text[position : position + _WINDOW]
        mark = read_mark(window)
        if mark is None or not _is_due(mark, seen.get(mark.scheme, 0)):
            continue
        # Of a numbering that runs on behind a full stop every number opens a heading: 。三、…, 。1.2….
        certain = mark.scheme <= Scheme.PAREN_HAN or mark.scheme is Scheme.DECIMAL
        named = mark.scheme in seen and NAME.match(window, mark.end) is not None
        runs_on = (certain or named) and mark.value > 1 and line.text[position - 1] == "。"
        if runs_on or _opens_heading(window, mark, rules):
            seen[mark.scheme] = _rank(mark)
            cuts.append(position)
            cuts += _nested(
                line.text[: position + _WINDOW], position, _first_sub(window, mark, rules), seen, rules
            )
    return cuts


def _nested(text: str, start: int, sub: int | None, seen: dict[Scheme, int], rules: Rules) -> list[int]:
    """Where first sub-items follow each other without a stop between them: 一、成效(一)…1.….

    The first of them stands `sub` characters behind `start`, if there is one.
    """
    found: list[int] = []
    while sub is not None:
        start += sub
        found.append(start)
        mark = read_mark(text[start : start + _WINDOW])
        if mark:
            seen[mark.scheme] = _rank(mark)
        sub = _first_sub(text[start:], mark, rules)
    return found


def _is_due(mark: Mark, last: int) -> bool:
    """Whether a number inside a line could be the next of its numbering, or begins one."""
    gap = _MAX_GAP if mark.scheme <= Scheme.ENCLOSED_HAN else 1
    return mark.value == 1 or last < _rank(mark) <= last + gap


def _rank(mark: Mark) -> int:
    """The place of a number among those of its scheme: 2.1 stands far behind 1.9."""
    return numeral(mark.number) * _DECIMALS + mark.value if mark.scheme is Scheme.DECIMAL else mark.value


def _first_sub(text: str, mark: Mark | None, rules: Rules) -> int | None:
    """Where the first sub-item follows a heading without a stop between them."""
    if mark is None:
        position = first_submark(text, 0, None)
        return position if position and heading_types(text[:position], rules.types) else None
    return first_submark(text, mark.end, mark.scheme)


def _opens_heading(window: str, mark: Mark, rules: Rules) -> bool:
    verdict = judge(window, mark, rules.headings, rules.types)
    if verdict.verdict is Verdict.HEADING:
        # A paragraph ends with a stop: what ends without one behind it is a heading that ran on from it.
        return verdict.body > verdict.end or mark.scheme <= Scheme.HAN or verdict.end == len(window)
    if mark.scheme not in (Scheme.HAN, Scheme.PAREN_HAN):
        return False
    if mark.scheme is Scheme.HAN and _first_sub(window, mark, rules) is not None:
        return True
    cut = cut_glued(window, mark.end, is_outer(mark), {}, rules)
    return cut is not None and not cut.tiny and (is_outer(mark) or cut.weight >= LIKELY)


def _judge_all(lines: Sequence[Line], rules: Rules) -> list[Judgement | None]:
    return [
        judge(line.text, line.mark, rules.headings, rules.types)
        if line.mark and not line.title and line.style != "cell"
        else None
        for line in lines
    ]


def _list_enclosures(lines: Sequence[Line], judged: list[Judgement | None]) -> None:
    """The names of enclosures, numbered from 附件：1. on, are no headings."""
    last = 0
    for index, line in enumerate(lines):
        found, mark = line.text.startswith("附") and _ENCLOSED.match(line.text), line.mark
        if found:
            last = 1
        elif last and mark and mark.value == last + 1 and mark.scheme is Scheme.ARABIC and not line.title:
            judged[index], last = Judgement(Verdict.ITEM, mark.end, mark.end), last + 1
        else:
            last = 0


def _settle(run: list[int], lines: Sequence[Line], judged: list[Judgement | None]) -> None:
    """Decide the doubtful members of a run by the others."""
    found = {index: judgement for index in run if (judgement := judged[index])}
    heads = sum(1 for item in found.values() if item.verdict is Verdict.HEADING)
    items = sum(1 for item in found.values() if item.verdict is Verdict.ITEM)
    closed = [index for index, item in found.items() if item.verdict is Verdict.MAYBE and item.closed]
    with_text = {index for index in closed if has_text(index, lines)}
    carried = _is_carried(run, closed, with_text)
    bare = len(closed) - len(with_text)
    for index, item in found.items():
        if item.verdict is Verdict.MAYBE:
            alone = item.closed and index not in with_text
            outnumbers = heads > items + (bare if alone else 0) and not (
                alone and _is_long(item, lines[index])
            )
            if item.closed:
                is_head = outnumbers or (carried and heads >= items and _may_stand(item, lines[index], run))
                rule = Rule.HEADING_WITH_TEXT
            else:
                is_head = outnumbers or (item.plain and heads >= items)
                rule = item.rule
            verdict = Verdict.HEADING if is_head else Verdict.ITEM
            rule = Rule.HEADING_SIBLINGS if outnumbers else rule
            judged[index] = Judgement(verdict, item.end, item.body, item.closed, item.plain, rule, item.cue)
        elif item.verdict is Verdict.HEADING and _is_outvoted(item, lines[index], heads, items):
            judged[index] = replace(item, verdict=Verdict.ITEM)


def _is_long(item: Judgement, line: Line) -> bool:
    """Whether a sentence is too long for a heading above nothing."""
    return line.mark is not None and item.end - line.mark.end > MAX_RUN_IN


def _is_carried(run: list[int], closed: list[int], with_text: set[int]) -> bool:
    """Whether most of the sentences of a run have a text of their own; the last may have lost it."""
    inner = [index for index in closed if index != run[-1]]
    if not inner:
        return len(run) == 1 and bool(with_text)
    return 2 * sum(1 for index in inner if index in with_text) >= len(inner)


def _may_stand(item: Judgement, line: Line, run: list[int]) -> bool:
    """Whether a sentence with a text of its own could be a heading: without a stop, most are."""
    if not item.plain and _STOPPED.search(line.text):
        return False
    return len(run) > 1 or (line.mark is not None and item.end - line.mark.end <= _MAX_LONE)


def _is_outvoted(item: Judgement, line: Line, heads: int, items: int) -> bool:
    if line.mark is None or line.mark.scheme < Scheme.ARABIC or item.body == item.end:
        return False
    # A clause of some length with a comma in it is rather the first sentence of an item.
    clause = "，" in line.text[: item.end] or "," in line.text[: item.end]
    least = 1 if clause and item.end - line.mark.end > MAX_NAME else _OUTVOTED
    return items >= least * heads and items >= _OUTVOTED


def _elements(line: Line, found: Judgement | None) -> list[Element]:
    if line.title:
        sure, style = line.title > 1, line.style
        title = Element(
            Kind.TITLE, line.text, line.lines, sure=sure, style=style, halves=line.halves, why=line.why
        )
        return [title]
    if line.mark and found and (found.verdict is Verdict.HEADING or style_level(line.style) is not None):
        return _numbered(line, line.mark, found)
    if line.mark or found is None:
        return [Element(Kind.TEXT, line.text, line.lines, style=line.style)]
    level = style_level(line.style)
    scheme = Scheme.PLAIN if level is None else Scheme.STYLE
    why = (because(found.rule, found.cue, line.lines[0]),)
    text = line.text[: found.end].strip()
    heading = Element(Kind.HEADING, text, line.lines, scheme, level or 0, style=line.style, why=why)
    return [heading, *_rest(line, found.body)]


def _unnumbered(
    index: int,
    lines: Sequence[Line],
    series: frozenset[int],
    labels: Callable[[], frozenset[str]],
    rules: Rules,
) -> Judgement | None:
    """What of a line without a number is heading: by its series, or by itself and its neighbours.

    The `labels` of fields are found when first asked for: few lines are named up to a colon.
    """
    line = lines[index]
    if index in series:
        text = line.text.rstrip("。")
        return Judgement(Verdict.HEADING, len(text), len(line.text), rule=Rule.HEADING_SIBLINGS, cue=text)
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    found = plain_heading(before, line, after, rules)
    if found and found.rule is Rule.HEADING_NAMED_COLON and line.text[: found.end] in labels():
        return None
    return found


def _numbered(line: Line, mark: Mark, found: Judgement) -> list[Element]:
    text = line.text[mark.end : found.end].strip(" 　。．.:：、")
    if not text:
        return [Element(Kind.TEXT, line.text, line.lines, style=line.style)]
    rule = found.rule if found.verdict is Verdict.HEADING else Rule.HEADING_STYLE
    why = (because(rule, found.cue or line.text[: mark.end], line.lines[0]),)
    heading = Element(
        Kind.HEADING, text, line.lines, mark.scheme, mark.value, mark.number, style=line.style, why=why
    )
    return [heading, *_rest(line, found.body)]


def _rest(line: Line, start: int) -> list[Element]:
    text = line.text[start:].strip()
    return [Element(Kind.TEXT, text, line.lines)] if text else []
