"""Lines with a dash below a title: on what occasion a speech was held, what a motto is the title of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..lazy_pattern import Pattern
from .elements import Line
from .formulas import is_marginal
from .reasons import Rule, because
from .rules import Rules
from .titles import MAX_TITLE, MIN_TITLE, TitleRules
from .units import is_unit

# The second line of a title that was broken over two is short: 工作报告, 的实施方案.
MAX_SECOND_HALF = 24
# The occasion of a speech stands below its title: ——在全市农业工作会议上的讲话.
OCCASION = Pattern(r"——[^。]{2,60}[会式礼班坛议]上?的?(?:讲话|发言|报告|致辞|工作报告)?$")
_SENTENCE_ENDS = frozenset("。；;，,：:！!、")
# A subtitle says of whose matter the paper is; a shorter line with a dash is an item of a list.
_MIN_SUBTITLE = 8
# Inside a page, where lists have dashes too, a paragraph of some length stands below a subtitle.
_TOP, _MIN_TEXT = 4, 40


def as_title(line: Line, rule: Rule, titles: TitleRules, certainty: int = 2) -> Line:
    """The line as a title; the word of a kind of document in it, or its beginning, is the cue."""
    kinds: list[str] = titles.kind.findall(line.text)
    why = (because(rule, kinds[-1] if kinds else line.text, line.lines[0]),)
    return replace(line, mark=None, title=certainty, why=why)


def ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence or a clause, as no title does."""
    return text[-1:] in _SENTENCE_ENDS


def halves_of(line: Line) -> tuple[tuple[int, str], ...]:
    """The lines of a title that was broken, or its only one."""
    return line.halves or ((line.lines[0], line.text),)


def name_above_subtitles(lines: Sequence[Line], rules: Rules) -> list[Line]:
    """The lines, with what stands above a subtitle as its title.

    A subtitle is the occasion of a speech (——在…会上的讲话), or says what a motto is the title of
    (——…经验交流材料). A slogan of two halves may stand on two lines.
    """
    named: list[Line] = []
    for at, line in enumerate(lines):
        if line.text.startswith("——") and _may_be_slogan(named[-1:], rules):
            if OCCASION.match(line.text) and not is_unit(named[-1].text, rules.units):
                named.append(as_title(_slogan(named, rules), Rule.TITLE_FORM, rules.titles))
            elif _is_subtitle(at, lines, rules.titles):
                title = named.pop()
                if is_marginal(line.text, rules.formulas):
                    named.append(as_title(title, Rule.TITLE_FORM, rules.titles))
                else:
                    line = as_title(_joined(title, line), Rule.TITLE_FORM, rules.titles)
        named.append(line)
    return named


def _slogan(named: list[Line], rules: Rules) -> Line:
    """The last of the lines, taken off, with the one above it where they are halves of a slogan."""
    title = named.pop()
    halves = _may_be_slogan(named[-1:], rules) and len(named[-1].text) <= MAX_SECOND_HALF
    if halves and not is_unit(named[-1].text, rules.units):
        return _joined(named.pop(), title)
    return title


def _joined(first: Line, second: Line) -> Line:
    halves = (*halves_of(first), *halves_of(second))
    lines = (first.lines[0], second.lines[1])
    return replace(second, text=first.text + second.text, lines=lines, halves=halves)


def _is_subtitle(at: int, lines: Sequence[Line], titles: TitleRules) -> bool:
    """Whether a line with a dash says whose matter a paper is, and of what kind: no item of a list does."""
    text = lines[at].text
    if not _MIN_SUBTITLE <= len(text) <= MAX_TITLE or not titles.subtitle.search(text):
        return False
    below = lines[at + 1 : at + 3]
    if not below or below[0].text.startswith("——"):
        return False
    texts = [line for line in below if len(line.text) >= _MIN_TEXT and line.mark is None]
    return at <= _TOP or (bool(texts) and not titles.listed.match(text))


def _may_be_slogan(above: Sequence[Line], rules: Rules) -> bool:
    """Whether there is a line, and it says no sentence and is nothing else: no number or signature."""
    if not above or above[0].mark or above[0].title or above[0].style == "cell":
        return False
    text = above[0].text
    if not MIN_TITLE <= len(text) <= MAX_TITLE or ends_sentence(text) or "。" in text:
        return False
    return not is_marginal(text, rules.formulas)
