"""Hard wraps: pages whose lines all end at one width, as a PDF or a mail leaves them.

The width is measured twice, in characters (a converter that counts) and in columns (one that
sets type). A page is wrapped where enough lines are full and go on in the next; then a full line
is joined to the line after it, whatever that seems to begin with, unless a sentence ends there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..lazy_pattern import Pattern
from ..parsed import Block
from .numbers import NUMBERED, number_of

# Unnumbered headings of one width (对仗) have up to 18 characters; above 60 no page wraps.
MIN_WRAP, MAX_WRAP = 20, 60
# Lines of one width differ by an indent, by a mark that may not begin a line, and in columns by the
# half width of Latin letters; in characters only by what cleaning has taken out.
COUNT_SLACK, COLUMN_SLACK = 2.0, 3.5
# The usual line may be one that had an indent: others are longer by that, and by a mark at their end.
HANG = 2.0
# So many full lines, more than short ones, half of them with a comma in them, do not come about by chance.
MIN_FULL_LINES, MIN_PROSE_SHARE = 3, 0.5
# Of full lines in a wrapped page, most go on: sentences end at the end of a line by chance only.
MIN_OPEN_SHARE = 0.5
# Where paragraphs are wrapped at all, a third of the lines and more break off; headings leave some 15 %.
MIN_BROKEN_SHARE = 0.15
# A title or a paragraph that was not wrapped may be longer; more of them, and the page is not wrapped.
MAX_LONG_SHARE = 0.05
# Items may be missing from a list; more than two in a row seldom are.
MAX_NUMBER_GAP = 3

# Reports have at most some hundred pages, of five lines and more; numbers that stand closer are a column.
MAX_DIGITS, MIN_PAGES, MIN_LINES = 3, 2, 5

_SENTENCE_END = Pattern("[。！？!?…；;：:][”’」』）)】]*$")
_STOP = Pattern("[。！？!?；;][”’」』）)】]*$")
_OCCASION = Pattern("^——[^。，,]{4,50}[会式礼班坛议](?:上|上?的?(?:讲话|发言|报告|致辞))$")
# Forms of address have up to 16 characters.
MAX_ADDRESS = 16
_LAST = frozenset("。！？!?…；;：:")
_COMMA_ENDS = frozenset("，、,")
_PROSE = Pattern("[，。、；,]")
_TOKEN = Pattern("[0-9A-Za-z.,%％]{2,12}")
_FULL_WIDTH = Pattern("[\u1100-\uffff\U00020000-\U0003ffff]")

_Span = tuple[int, int]


class _Wrap(NamedTuple):
    """How wide the lines of a page are, by which measure."""

    measure: Callable[[str], float]
    width: float
    slack: float

    def is_full(self, text: str, following: str = "") -> bool:
        """Whether a line has the width, or lacks it because a number that follows could not be divided."""
        value = self.measure(text)
        if value >= self.width - self.slack or not following:
            return -self.slack <= value - self.width <= self.slack + HANG
        token = _TOKEN.match(following)
        return token is not None and value + self.measure(token[0]) > self.width - self.slack

    def is_brimful(self, text: str) -> bool:
        """Full to the last column, as the last line of a paragraph is once in some thirty times."""
        return 0 <= self.measure(text) - self.width <= self.slack


def wrapped(blocks: Sequence[Block], runs: Iterable[_Span]) -> set[int]:
    """The indexes of blocks that continue the block before them; `runs` are spans of neighbours."""
    texts = [block.text for block in blocks]
    if _broken(texts) < MIN_FULL_LINES:
        return set()
    whole = _wrap_of(texts)
    found: set[int] = set()
    for start, end in runs:
        if wrap := whole or _wrap_of(texts[start:end]):
            found.update(start + at for at in _continuations(wrap, texts[start:end]))
    return found


def page_numbers(blocks: Sequence[Block]) -> set[int]:
    """The indexes of page numbers: in a wrapped page, the bare numbers, if each is one more."""
    bare = [at for at, block in enumerate(blocks) if len(block.text) <= MAX_DIGITS and block.text.isdecimal()]
    # The last page may have a line or two.
    whole = bare[:-1] if len(bare) > MIN_PAGES else bare
    if len(bare) < MIN_PAGES or any(second - first < MIN_LINES for first, second in pairwise(whole)):
        return set()
    values = [int(blocks[at].text) for at in bare]
    if any(second != first + 1 for first, second in pairwise(values)):
        return set()
    return set(bare) if _wrap_of([block.text for block in blocks]) else set()


def _columns(text: str) -> float:
    """The width in full-width characters, a Latin one counting half; of long lines only that they are."""
    if len(text) > 2 * MAX_WRAP:
        return float(len(text))
    return (len(text) + len(_FULL_WIDTH.findall(text))) / 2


def _broken(texts: Sequence[str]) -> int:
    """How many lines long enough for a wrapped one end without a stop."""
    return len([text for text in texts if text[-1] not in _LAST and len(text) >= MIN_WRAP])


def _wrap_of(texts: Sequence[str]) -> _Wrap | None:
    # Most pages are dismissed by this cheap count: few of their lines break off.
    if _broken(texts) < max(MIN_FULL_LINES, MIN_BROKEN_SHARE * len(texts)):
        return None
    found: list[tuple[int, _Wrap]] = []
    for measure, slack in ((len, COUNT_SLACK), (_columns, COLUMN_SLACK)):
        values = [measure(text) for text in texts]
        usual = Counter(round(value) for value in values if MIN_WRAP <= value <= MAX_WRAP).most_common(1)
        if usual and _is_wrapped(texts, values, wrap := _Wrap(measure, usual[0][0], slack)):
            found.append((usual[0][1], wrap))
    # By the measure that the page was set by, more lines agree.
    return max(found, key=lambda item: item[0])[1] if found else None


def _is_wrapped(texts: Sequence[str], values: Sequence[float], wrap: _Wrap) -> bool:
    full = [text for text, value in zip(texts, values, strict=True) if abs(value - wrap.width) <= wrap.slack]
    long = sum(value > wrap.width + wrap.slack + HANG for value in values)
    if len(full) < MIN_FULL_LINES or long > MAX_LONG_SHARE * len(full):
        return False
    rest = (text for text, value in zip(texts, values, strict=True) if value < wrap.width - wrap.slack)
    # The last lines of paragraphs and numbered headings are short in any page.
    short = sum(not _SENTENCE_END.search(text) and not NUMBERED.match(text) for text in rest)
    prose = sum(_PROSE.search(text) is not None for text in full)
    open_ended = sum(not _SENTENCE_END.search(text) for text in full)
    return (
        len(full) >= short
        and prose >= MIN_PROSE_SHARE * len(full)
        and open_ended >= MIN_OPEN_SHARE * len(full)
    )


def _continuations(wrap: _Wrap, texts: Sequence[str]) -> Iterator[int]:
    """The indexes of texts that continue the one before."""
    last: dict[str, int] = {}
    for at, text in enumerate(texts):
        before = texts[at - 1] if at else ""
        number = number_of(text)
        due = (
            number is not None and number[1] > 1 and 0 < number[1] - last.get(number[0], 0) <= MAX_NUMBER_GAP
        )
        if at and wrap.is_full(before, text) and _goes_on(wrap, before, text, due):
            yield at
        elif number is not None:
            last[number[0]] = number[1]


def _goes_on(wrap: _Wrap, before: str, text: str, due: bool) -> bool:
    """Whether `text` continues `before`, a full line; `due` says that its number is the next."""
    ended = _SENTENCE_END.search(before) is not None
    if text.startswith("——"):
        # A title goes on below itself: ——在…会议上的讲话.
        return False
    if _OCCASION.search(before):
        # Below an occasion stands who speaks.
        return False
    if NUMBERED.match(text):
        # 大小不 / 一、品质不稳: what looks like a number stands inside a clause.
        return not ended and (before[-1] in _COMMA_ENDS or not due) and _PROSE.search(before) is not None
    if not ended:
        return True
    address = len(text) <= MAX_ADDRESS and text[-1] in "：:"
    whole = not address and (_SENTENCE_END.search(text) is not None or wrap.is_full(text))
    return whole and wrap.is_brimful(before) and _STOP.search(before) is not None
