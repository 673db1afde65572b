"""The line that a print has at the edge of every page: the office, `内部资料`, the name of the paper.

In a text that was taken from a print it stands beside the numbers of the pages, in the middle of sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..alternation import any_of
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText
from ._edit import once, without
from .lines import PAGE_NUMBER
from .numbers import NUMBERED
from .own import Own, is_own, own_rules
from .wraps import page_numbers

REASON = "page-header"
# Once, a line beside the number of a page may be anything.
MIN_TIMES = 2
MIN_HEAD, MAX_HEAD = 5, 40
# Between a number and what stands beside it may be blank lines.
MAX_GAP = 3
# A line so long without a stop breaks off; a shorter one may be a heading.
MIN_BROKEN = 15

_STOP = Pattern("[。！？!?；;：:，,、…][”’」』）)】]*$")
_SENTENCE_END = Pattern("[。！？!?；;：:…][”’」』）)】]*$")
# On each page the line is the same, but for blanks and the number of the page.
_DIGITS = Pattern(r"\d+| ")
# The title of a report may stand beside the number of a page, too.
_BEHIND_TITLE = r"(?:[（(][^（()）]*[)）])?(?:\.[A-Za-z]{3,4})?$"


class _Rules(NamedTuple):
    title: Pattern
    own: Own


def remove_running_heads(text: CleanText, settings: Settings) -> CleanText:
    """Take out the lines that come again beside the numbers of pages, inside sentences."""
    numbers = {item.line for item in text.removed if item.reason == PAGE_NUMBER}
    numbers |= {text.blocks[at].lines[0] for at in page_numbers(text.blocks)}
    if len(numbers) < MIN_TIMES:
        return text
    heads = set(_heads(text.blocks, numbers, _rules_of(settings)))
    return without(text, heads, REASON)


def _heads(blocks: Sequence[Block], numbers: set[int], rules: _Rules) -> Iterator[int]:
    """The indexes of the lines that come again beside page numbers as those of a print do."""
    beside = [
        at for at, block in enumerate(blocks) if _may_be_head(block, rules.own) and _is_beside(block, numbers)
    ]
    groups: dict[str, list[int]] = {}
    for at in beside:
        groups.setdefault(_DIGITS.sub("", blocks[at].text), []).append(at)
    for group in groups.values():
        if len(group) < MIN_TIMES:
            continue
        if rules.title.search(blocks[group[0]].text):
            yield from _running_titles(blocks, group)
        elif any(_is_head(blocks, at, group) for at in group):
            yield from group


def _may_be_head(block: Block, own: Own) -> bool:
    text = block.text
    fits = MIN_HEAD <= len(text) <= MAX_HEAD and not (_STOP.search(text) or NUMBERED.match(text))
    # Reports of one day end on several pages with the same date.
    return fits and not is_own([block], 0, own)


def _is_beside(block: Block, numbers: set[int]) -> bool:
    first, last = block.lines
    near = (*range(first - MAX_GAP, first), *range(last + 1, last + 1 + MAX_GAP))
    return not numbers.isdisjoint(near)


def _running_titles(blocks: Sequence[Block], group: Sequence[int]) -> Iterator[int]:
    """Those of equal titles that a print repeats: they stand inside sentences, but for the first."""
    inside = [at for at in group if _is_inside(blocks, at, group)]
    if len(inside) >= MIN_TIMES and 2 * len(inside) >= len(group):
        yield from inside if group[0] in inside else group[1:]


def _is_head(blocks: Sequence[Block], at: int, group: Sequence[int]) -> bool:
    """Whether a line stands inside a sentence, or is of parts that a print sets apart."""
    return " " in blocks[at].text or _is_inside(blocks, at, group)


def _is_inside(blocks: Sequence[Block], at: int, group: Sequence[int]) -> bool:
    """Whether the text above a line, and above the number of a page between them, breaks off."""
    above = at - 1
    while above >= 0 and (above in group or blocks[above].text.isdecimal()):
        above -= 1
    before = blocks[above].text if above >= 0 else ""
    return len(before) >= MIN_BROKEN and not _SENTENCE_END.search(before)


@once
def _rules_of(settings: Settings) -> _Rules:
    titles = load_rules("boilerplate", settings)["running_head"]["titles"]
    return _Rules(RulePattern(f"{any_of(titles)}{_BEHIND_TITLE}", "boilerplate"), own_rules(settings))
