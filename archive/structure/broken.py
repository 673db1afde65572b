"""Numbered headings that the hard wrap of a page broke in two: 二、重点项目 / 推进情况."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from .asides import names_holder
from .elements import Line
from .formulas import is_marginal
from .judge import MAX_UNSTOPPED
from .numbering import Scheme
from .rules import Rules
from .units import is_unit

# So many paragraphs that were joined of several lines show that a page was wrapped.
_MIN_WRAPPED, _MIN_PARAGRAPH = 3, 40
# The rest of a heading is a word or a few; between it and the next number stands a text.
_REST = Pattern(r"(?!附|[0-9×]+$)[\u4e00-\u9fff、“”0-9A-Za-z×]{1,16}")
# With one of these a line that looks like a title is one; 措施和打算 may be the rest of a heading.
_TITLED = Pattern(r"总结|小结|报告|汇报|述职|计划|方案|讲话|年|.{11}")
_NAME = Pattern(r"[^。！？!?；;：:]{3,32}(?<![，,])")
_MAX_NAME = 24
_ENDED = Pattern(r"[。！？!?；;：:][”）)]*$")
_MIN_TEXT = 20


def with_whole_headings(lines: Sequence[Line], rules: Rules) -> Sequence[Line]:
    """The lines, with the halves of broken headings joined where the page is wrapped.

    One short line alone between a numbered heading and its text is the rest of the heading; names of
    its parts are two or more.
    """
    wrapped = sum(line.lines[1] > line.lines[0] and len(line.text) >= _MIN_PARAGRAPH for line in lines)
    return list(_joined(lines, rules)) if wrapped >= _MIN_WRAPPED else lines


def _joined(lines: Sequence[Line], rules: Rules) -> Iterator[Line]:
    rest = False
    for index, line in enumerate(lines):
        if rest:
            rest = False
        elif _is_half(line) and _is_rest(index + 1, lines, rules):
            after = lines[index + 1]
            rest = True
            yield replace(line, text=line.text + after.text, lines=(line.lines[0], after.lines[1]))
        else:
            yield line


def _is_half(line: Line) -> bool:
    """Whether a line is a numbered heading that may go on."""
    if line.mark is None or line.title or line.style or line.mark.scheme is Scheme.ARTICLE:
        return False
    return len(line.text) < MAX_UNSTOPPED and _NAME.fullmatch(line.text, line.mark.end) is not None


def _is_rest(index: int, lines: Sequence[Line], rules: Rules) -> bool:
    """Whether a line is all that stands between a heading and what is below the heading."""
    if index + 1 >= len(lines):
        return False
    line, above, below = lines[index], lines[index - 1], lines[index + 1]
    if line.mark or line.style or line.lines[0] != above.lines[1] + 1:
        return False
    if line.title > 1 or (line.title and _TITLED.search(line.text)):
        return False
    if not _REST.fullmatch(line.text) or len(above.text) + len(line.text) > MAX_UNSTOPPED:
        return False
    if _is_marginal(line.text, rules) or below.title or below.style:
        return False
    if below.mark is not None:
        is_above = below.mark.value == 1
    else:
        is_above = len(below.text) >= _MIN_TEXT and "。" in below.text
    return is_above and not any(_is_name(other, rules) for other in _until_number(index + 1, lines))


def _until_number(start: int, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines from `start` up to the next number or title."""
    for line in lines[start:]:
        if line.mark or line.title:
            return
        yield line


def _is_name(line: Line, rules: Rules) -> bool:
    """Whether an unnumbered line may be another name below the same heading."""
    short = len(line.text) <= _MAX_NAME and not _ENDED.search(line.text)
    return short and not _is_marginal(line.text, rules)


def _is_marginal(text: str, rules: Rules) -> bool:
    """Whether a line signs or dates."""
    return is_unit(text, rules.units) or is_marginal(text, rules.formulas) or names_holder(text, rules)
