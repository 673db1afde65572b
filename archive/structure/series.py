"""Headings that only their series shows: 产品:…, 钱:…, 第一笔:…; names that many texts begin with are none.

A line with a colon inside may be a heading, a field of a form, or the first words of a text. Which of
them it is its neighbours tell: headings stand above texts, all of a series or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from .asides import names_holder
from .elements import Line
from .formulas import is_marginal
from .judge import MAX_UNSTOPPED, Judgement, Verdict, is_plain
from .numbering import Mark, Scheme
from .reasons import Rule
from .rules import Rules
from .siblings import has_text

# A name, a colon, and what is said of it; the longest of 40 such headings seen had 26 characters.
_NAMED = Pattern(r"[^。！？!?；;：:，,\d]{1,12}[：:][^。！？!?；;：:]{1,24}(?<![，,、])")
# The same behind a time: 2021年：在摸索中起步, 2022年——拔节.
_DATED = Pattern(
    r"(?:(?:19|20)\d\d年?度?|(?:[一二三四]|第[一二三四])季度|[上下]半年|(?:1?\d|[一二三四五六七八九十]{1,2})月份?)\s?"
    r"(?:[：:·]|—{1,2}|[,，])\s?[^。！？!?；;：:\d]{1,24}(?<![，,、])"
)
# Parts that a speaker counts: 第一个问题,讲讲…, 第二句话,….
_COUNTED = Pattern(
    r"第(?P<number>[一二三四五六七八九十])(?P<what>[^。，,：:；;\s]{1,5})[，,：:\s][^。！？!?；;]{2,24}(?<![，,、：:])"
)
# A number and a blank: 1 基本情况, 05 2024，想这样过. With a nought before it a number counts nothing else.
_SPACED = Pattern(
    r"(?P<number>\d{1,2}) (?:(?=[\u4e00-\u9fff“])[^。！？!?；;：:，,\d]{2,24}"
    r"|(?:19|20)\d\d年?[，,：:][^。！？!?；;\d]{2,24}|(?<=0\d )[^。！？!?；;]{2,30})"
)
# A word or two alone: 目标, 步骤, 保障. Three of them are no signatures, and no remains of a table.
_TINY = Pattern(r"[\u4e00-\u9fff]{1,3}")
# A short sentence, which is one without a number or a time: 主动做好前期工作。
_SENTENCE = Pattern(r"[^。！？!?；;：:\d]{6,24}。")
# One line of such a form may be anything.
_MIN_SERIES = 2
# Forms of headings, each with how many lines of it are no chance.
_FORMS = ((_NAMED, _MIN_SERIES), (_DATED, _MIN_SERIES), (_TINY, 3), (_SENTENCE, 3))
# None of these forms has more characters.
_MAX_SERIAL = 48
# Two such numbers may be rows of a list.
_MIN_SPACED = 3
# What stands above a text stands above so many characters at least, with a full stop.
_MIN_TEXT = 20
_ENDED = Pattern(r"[。！？!?：:…”）)]$")
_STOP = Pattern(r"[。！？!?；;]")
# A name before a colon: 场地:….
NAME = Pattern(r"[^。！？!?；;：:，,（(\d]{2,10}[：:](?=.)")
_LABEL = Pattern(r"[^。，,；;：:\s]{2,12}(?=[：:]\S)")


def serial_headings(lines: Sequence[Line], rules: Rules) -> frozenset[int]:
    """The unnumbered lines that are headings because others of their form stand above texts as they do."""
    found: set[int] = set()
    for segment in _segments(lines):
        found.update(_counted(segment, lines, rules))
        for form, least in _FORMS:
            alike = [index for index in segment if _may_be(form, index, lines, rules)]
            above = [index for index in alike if _is_between(index, lines)]
            # Fields of a form (时间:…, 地点:…) stand above each other.
            if len(above) >= least and 2 * len(above) > len(alike):
                found.update(above)
    return frozenset(found)


def _segments(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The positions of the short unnumbered lines between titles, and below each."""
    segment: list[int] = []
    for index, line in enumerate(lines):
        if line.title:
            yield segment
            segment = []
        elif line.mark is None and len(line.text) <= _MAX_SERIAL and line.style != "cell":
            segment.append(index)
    yield segment


def _may_be(form: Pattern, index: int, lines: Sequence[Line], rules: Rules) -> bool:
    text = lines[index].text
    if form.fullmatch(text) is None:
        return False
    if form is _SENTENCE and not (is_plain(text, rules.headings) and rules.headings.verb.match(text)):
        return False
    return not (is_marginal(text, rules.formulas) or names_holder(text, rules))


def _is_between(index: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands between what is finished and a text."""
    if index + 1 >= len(lines):
        return False
    before, after = lines[index - 1] if index else None, lines[index + 1]
    if after.title or after.style == "cell":
        return False
    if before is not None and not (before.title or before.mark or _ENDED.search(before.text)):
        return False
    if after.mark is not None:
        return after.mark.value == 1
    return len(after.text) >= _MIN_TEXT and "。" in after.text


def _counted(segment: Sequence[int], lines: Sequence[Line], rules: Rules) -> list[int]:
    """The lines that count one thing, from a first on: 第一个问题, 第二个问题."""
    groups: dict[str, list[int]] = {}
    for index in segment:
        hit = _COUNTED.fullmatch(lines[index].text)
        if hit and _is_between(index, lines):
            groups.setdefault(hit["what"], []).append(index)
    return [index for group in groups.values() if len(group) >= _MIN_SERIES for index in group]


def with_spaced_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, with marks for the numbers 1, 2, 3… that only a blank parts from short headings."""
    marked = list(lines)
    chain: list[int] = []
    for index, line in enumerate(lines):
        bare = line.mark is None and line.text[:1].isdigit() and line.style != "cell"
        hit = _SPACED.fullmatch(line.text) if bare else None
        due = hit is not None and int(hit["number"]) == len(chain) + 1
        # The last of a numbering may end as titles do: 5 几点感悟.
        if due and line.title <= (1 if chain else 0) and _is_above(index, lines):
            chain.append(index)
        elif line.title:
            _mark(chain, marked)
            chain = []
    _mark(chain, marked)
    return marked


def _is_above(index: int, lines: Sequence[Line]) -> bool:
    """Whether a text or an inner numbering stands below a line."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or after.title or after.style == "cell":
        return False
    return after.mark is not None or len(after.text) >= _MIN_TEXT


def _mark(chain: Sequence[int], marked: list[Line]) -> None:
    if len(chain) < _MIN_SPACED:
        return
    for value, index in enumerate(chain, 1):
        number = marked[index].text.partition(" ")[0]
        mark = Mark(Scheme.ARABIC, value, number, len(number) + 1)
        marked[index] = replace(marked[index], mark=mark, title=0, why=())


def whole_lines(lines: Sequence[Line], judged: list[Judgement | None], runs: Sequence[Sequence[int]]) -> None:
    """Make headings of whole lines what was cut at a colon, where most such siblings stand above texts.

    `四、聚势:下一步怎么走` above a paragraph is one heading; `1.地点:会议室` above `2.时间:…` is not.
    """
    for run in runs:
        cut = [index for index in run if _ends_at_colon(lines[index], judged[index])]
        whole = [index for index in cut if has_text(index, lines)]
        if 2 * len(whole) <= len(cut):
            continue
        for index in whole:
            found, end = judged[index], len(lines[index].text)
            if found:
                judged[index] = replace(found, end=end, body=end, rule=Rule.HEADING_WITH_TEXT)


def named_items(lines: Sequence[Line], judged: list[Judgement | None], runs: Sequence[Sequence[int]]) -> None:
    """Cut at its colon what may be one sentence, where a sibling with more text was cut at its own.

    Below `1.环境:通道畅通。有灯不亮。` the line `2.制度:值班记录完整。` has a heading, too.
    """
    for run in runs:
        cut = [index for index in run if _cut_at_colon(lines[index], judged[index])]
        colons = {
            index: NAME.match(lines[index].text, _start(lines[index])) for index in run if index not in cut
        }
        if not cut or not all(colons.values()):
            continue
        for index, colon in colons.items():
            if colon:
                judged[index] = Judgement(
                    Verdict.HEADING, colon.end() - 1, colon.end(), rule=Rule.HEADING_COLON
                )


def _start(line: Line) -> int:
    return line.mark.end if line.mark else 0


def _ends_at_colon(line: Line, found: Judgement | None) -> bool:
    """Whether a heading was cut at its colon though no sentence stands behind it on the line."""
    if line.mark is None or not _cut_at_colon(line, found):
        return False
    return len(line.text) - line.mark.end <= MAX_UNSTOPPED and not _STOP.search(
        line.text, found.body if found else 0
    )


def _cut_at_colon(line: Line, found: Judgement | None) -> bool:
    """Whether a heading was cut at a colon from what stands behind it on the line."""
    if found is None or found.verdict is not Verdict.HEADING or found.rule is not Rule.HEADING_COLON:
        return False
    return found.body < len(line.text)


def repeated_labels(lines: Sequence[Line]) -> frozenset[str]:
    """The names before a colon that begin texts below several numbered lines: 问题表现:…, 整改情况:….

    A report names a section once; what comes again under each of its items is a field of the item.
    """
    counted: Counter[str] = Counter()
    below = False
    for line in lines:
        if line.mark is not None:
            below = line.mark.scheme > Scheme.HAN
            continue
        hit = _LABEL.match(line.text) if below else None
        counted.update([hit[0]] if hit else [])
        below = hit is not None
    return frozenset(label for label, count in counted.items() if count >= _MIN_SERIES)
