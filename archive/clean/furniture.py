"""Lines of a site that no rule knows, told by what they are made of and where they stand.

Every site has wordings of its own, so that lists of them never end; yet they are made of the same pairs of
characters, begin and end alike, and stand above the title, below the text or alone in the middle. A small
model (logistic regression, `archive/data/furniture.toml`) has learned from some thousand made-up lines of
sites, and as many of reports that look like them, how much each of these signs speaks for the site. What has
a number, or could be a title, a signature or a date, is not judged here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from ..alternation import any_of
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText
from ._edit import HAN, once, without
from .numbers import NUMBERED
from .own import Own, is_own, own_rules

TABLE = "furniture"
REASON = "site-line"
HEAD, MIDDLE, TAIL, END, INSERTED = "H", "M", "T", "E", "I"
PLACES = (HEAD, MIDDLE, TAIL, END, INSERTED)
# Above this a line is the site's, in tenths of the logarithm of odds: chosen on frames of an author apart,
# and so that no line of the pages of dev is lost. Whole numbers add up to the same in every order.
CERTAIN = {HEAD: 25, MIDDLE: 20, TAIL: 25, END: 40, INSERTED: 25}
# A paragraph that is lost is worse than one of the site's that stays.
MORE_CERTAIN = 15
# So much less than even odds make a line among those of a site the report's own.
DOUBT = 15
# A text has this length and a stop; what is shorter may stand in a margin.
MIN_PROSE = 40
# A sentence of a report has this length; what is shorter must read as its own.
MIN_SENTENCE = 20
# Reports have no menus: a margin of more lines is a list, a form or a poem.
MAX_MARGIN = 60
# What a site says in the middle of a text is short.
MAX_MIDDLE = 60
# Of a long line the beginning and the end are looked at.
_BEGINNING, _END = 44, 24
_LENGTHS = (4, 8, 14, 22, 36, 60, 100)
_FIGURE = Pattern(r"[\d×]+")
_STOP, _COMMA, _LATIN = Pattern("[。；]"), Pattern("[，,]"), Pattern("[A-Za-z]")
# In the middle of a text this is a heading: 6 文旅发展.
_SPACED_NUMBER = Pattern(rf"\d{{1,2}} [{HAN}“]")
_PLAIN = frozenset({None, "bold", "centered"})
_PROSE = Pattern("[。；，,]")
_STOPS = frozenset("。；;：:，,")
_HAN_NUMBER = Pattern(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,5}[章节条]"
)
# Headings may be numbered with a blank alone (2 值得关注的问题); so are counts of a site (12 人收藏).
_SPACED = Pattern(rf"\d{{1,2}} (?![人次条天分页楼篇个小时秒位万元年月日号张份名])[{HAN}]{{2}}")


class Titles(NamedTuple):
    """By which words a line may be a report's title or its label, and when it is no title for all of them."""

    kind: Pattern
    label: Pattern
    no_title: Pattern


class Model(NamedTuple):
    """By how many tenths each sign of a line speaks for the site, what is not judged, and a report's own."""

    weights: Mapping[str, int]
    titles: Titles
    own: Own


def remove_furniture(text: CleanText, settings: Settings) -> CleanText:
    """Take out the lines that are likely to be the site's, for what they say and where they stand."""
    model = model_of(settings)
    while found := set(_found(model, text.blocks)):
        text = without(text, found, REASON)
    return text


def signs(text: str, place: str) -> set[str]:
    """What a line is made of: pairs and single characters, how it begins and ends, its shape in its place."""
    cut = _FIGURE.sub("0", text.lower())
    if len(cut) > _BEGINNING + _END:
        cut = f"{cut[:_BEGINNING]}…{cut[-_END:]}"
    found = set(map(add, cut, cut[1:]))
    found.update(cut)
    found.update((f"^{cut[0]}", f"^{cut[:2]}", f"{cut[-1]}$", f"{cut[-2:]}$"))
    found.update((f"^{place}{cut[0]}", f"{cut[-1]}{place}$", "=", f"={place}"))
    found.update(_shape(text, place))
    return found


def _shape(text: str, place: str) -> tuple[str, ...]:
    length = len(text)
    stops = len(_STOP.findall(text, 0, length - 1))
    return (
        f"={place} length {bisect_left(_LENGTHS, length)}",
        f"={place} stops {min(stops, 2)}",
        f"={place} blanks {min(text.count(' '), 4)}",
        f"= commas {min(len(_COMMA.findall(text)), 3)}",
        # Han characters alone have neither.
        f"= figures {0 if text.isalpha() else 4 * sum(map(str.isdigit, text)) // length}",
        f"= latin {4 * len(_LATIN.findall(text)) // length}",
    )


def weight(text: str, place: str, weights: Mapping[str, int]) -> int:
    """The logarithm of the odds that a line in this place is the site's, in tenths."""
    return sum(filter(None, map(weights.get, signs(text, place))))


def _found(model: Model, blocks: Sequence[Block]) -> Iterator[int]:
    head = _head_end(model, blocks)
    tail = _tail_start(model, blocks, head)
    yield from (at for at in range(head) if _is_sites(model, blocks, at, HEAD))
    yield from (at for at in range(tail, len(blocks)) if _is_sites(model, blocks, at, TAIL))
    for at in range(head, tail):
        text = blocks[at].text
        # What ends with a stop is a sentence of the report, or an item of a list.
        if len(text) <= MAX_MIDDLE and text[-1] not in _STOPS and _is_sites(model, blocks, at, MIDDLE):
            yield at


def _head_end(model: Model, blocks: Sequence[Block]) -> int:
    """The index of the first text of a report; 0 where none begins after so many lines."""
    for at, block in enumerate(blocks[:MAX_MARGIN]):
        if _HAN_NUMBER.match(block.text) or _is_text(model, blocks, at, HEAD):
            return at
    return 0


def _tail_start(model: Model, blocks: Sequence[Block], head: int) -> int:
    """The index behind the last text of a report; the end where none is found among so many lines."""
    for at in range(len(blocks) - 1, max(head, len(blocks) - MAX_MARGIN) - 1, -1):
        if _HAN_NUMBER.match(blocks[at].text):
            # Short lines below a heading may be the list that it announces.
            break
        if _is_text(model, blocks, at, TAIL):
            return at + 1
    return len(blocks)


def _is_text(model: Model, blocks: Sequence[Block], at: int, place: str) -> bool:
    """Whether a block is a paragraph of the report, or an item of a list."""
    text = blocks[at].text
    if _is_prose(text) or (len(text) >= MIN_SENTENCE and text[-1] in _STOPS):
        return not _is_sites(model, blocks, at, place)
    return text[-1] in _STOPS and (NUMBERED.match(text) is not None or reads_as_own(model, text, place))


def _is_prose(text: str) -> bool:
    """Whether a line is long enough for a paragraph, and has clauses."""
    return len(text) >= MIN_PROSE and _PROSE.search(text) is not None


def _is_sites(model: Model, blocks: Sequence[Block], at: int, place: str) -> bool:
    text = blocks[at].text
    if blocks[at].style not in _PLAIN or not could_be(text, place, model.titles):
        return False
    if is_own(blocks, at, model.own):
        return False
    # A report's opening may be as general as an editor's, but speaks of its office and its year.
    if _PROSE.search(text) and model.own.voice.search(text):
        return False
    return is_likely(model, text, place)


def is_likely(model: Model, text: str, place: str) -> bool:
    """Whether a line, or a piece of one, is the site's for what it is made of."""
    least = CERTAIN[place] + (MORE_CERTAIN if _is_prose(text) else 0)
    return weight(text, place, model.weights) > least


def reads_as_own(model: Model, text: str, place: str) -> bool:
    """Whether a line that stands among those of a site is more likely the report's own."""
    return could_be(text, place, model.titles) and weight(text, place, model.weights) < -DOUBT


def could_be(text: str, place: str, titles: Titles) -> bool:
    """Whether a line is judged at all: it has no number, and could not be a title or a report's label."""
    if NUMBERED.match(text) or (place == MIDDLE and _SPACED_NUMBER.match(text)):
        return False
    if place == INSERTED:
        return not titles.label.search(text)
    if place != TAIL and _SPACED.match(text):
        return False
    # Below the text stand titles of other reports.
    return place == TAIL or not titles.kind.search(text) or titles.no_title.search(text) is not None


@once
def model_of(settings: Settings) -> Model:
    """The model of furniture.toml."""
    return Model(_weights(load_rules(TABLE, settings)["weights"]), titles_of(settings), own_rules(settings))


@once
def titles_of(settings: Settings) -> Titles:
    """The words of `[site_line]` of boilerplate.toml."""
    table = load_rules("boilerplate", settings)["site_line"]
    kinds = any_of([*table["titles"], *table["labels"]])
    return Titles(
        kind=RulePattern(kinds, "boilerplate"),
        label=RulePattern(any_of(table["labels"]), "boilerplate"),
        no_title=RulePattern(rf"[。！？，,](?!.*{kinds}$)", "boilerplate"),
    )


@lru_cache(maxsize=8)
def _weights(table: str) -> Mapping[str, int]:
    """The signs are written line by line, each behind its weight."""
    rows = (line.partition(" ") for line in table.splitlines())
    return {sign: int(tenths) for tenths, _, sign in rows}
