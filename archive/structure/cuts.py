"""Where a heading ends that runs into its text, as a small model judges it.

The place between two characters is told by what clauses end and begin with in reports (counted, in
`cuts.toml`) and by what headings look like: signs whose weights were learned from labelled headings,
with `tests/quality/train_cuts.py`. It is a conditional logit: one of the places, or none, is the end.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from ..lazy_pattern import Pattern
from .judge import HeadingRules, is_plain
from .lexicon import TypeRules, heading_types

TABLE = "cuts"
# A heading that is cut off without a stop has two characters or more; 38 hold nine tenths of them.
MIN_HEAD, MAX_HEAD = 2, 38
# A text that runs on from its heading has at least one clause.
MIN_REST = 8
# Of a line so much is looked at.
_WINDOW = MAX_HEAD + 12
# Names of sections are no longer than this, nor are the words that end headings than that.
_MAX_NAME, _LONGEST_END, _LONGEST_CLOSING = 16, 4, 6
# Lengths of single headings by far more frequent than others: 夯实基层基础.
_USUAL_LENGTHS = frozenset((4, 6, 7, 8))
# Members of a heading that differ by more than this are no pair: 强化组织领导,落实工作责任.
_NEAR, _FAR = 2, 4
# A clause that ends sooner is none.
_MIN_CLAUSE = 4
# A verb with one of these behind it is a noun: 信息收集和研判.
_JOINED = frozenset("和与及、的,，")
# A heading that no known noun ends has at least a verb and two nouns.
_MIN_ACT = 6
# What it adds for a heading to be as long as a sibling, to end in a member as long as one's, and in one
# word with most. Set on the labelled pages with the line ends of headings taken away.
_SAME_LENGTH, _SAME_LAST, _SAME_END = 0.7, 0.7, 1.5
# Places that the counts speak least for are not looked at further: the right one is seldom among them.
_LOOKED_AT = 10
# Counts are mixed with those of shorter strings as if these had been seen so many times more.
_PRIOR = 3.0
_UNSEEN = 0.3
_NEVER = (0, 0, 0)
# Features of no cut at all: a constant, an outer number (一、), and whether the line begins as sentences do.
NONE = ("none", "none_outer", "none_sentence", "none_strong", "none_start")
PLACE = (
    "start", "end", "bond", "tail", "closing", "strong", "weak", "joined", "broken", "goes_on", "equal",
    "equal_begins", "near", "far", "quoted", "short", "verb", "named", "usual", "tiny", "length", "mark",
    "narrative", "known_end", "meets", "acts", "ahead", "digit", "facts", "predicate",
)  # fmt: skip
# With these words a predicate goes on that belongs to the heading: 安全根基|不断夯实.
_AHEAD = Pattern(
    r"不断|持续|有待|稳步|更加|更为|日益|初步|逐步|明显|显著|尚未|有所|越来越|不够|不|较为|普遍|依然|仍然|还需|常抓|亟待|全面(?:推进|提升|加强|落地)"
)
_DIGIT = Pattern(r"\d")
_STOP = Pattern(r"[。；;：:！!？?]")
_CLAUSE_END = Pattern(r"[,，。；;：:、]")
_COMMA = Pattern(r"[,，]")
_NEVER_BEFORE = frozenset(",，、“《（(")
_NEVER_AFTER = frozenset(",，、。”）)；;：:》")
_MARK = Pattern(
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|第[一二三四五六七八九十\d]+条|[一二三四五六七八九十\d]{1,2}[、.．是]"
)
# No text begins with a conjunction (收获|与感悟); 与 is one before what headings name, else it means with.
_AND = Pattern(
    r"[和及暨](?![时平谐睦])|与(?=感悟|方向|体会|打算|建议|启示|思考|改进|不足|问题|困难|措施|对策|展望|安排|计划|思路"
    r"|收获|反思|成效|做法|经验|原因|目标|重点|要求|任务|挑战|机遇)"
)
# Nothing is said yet with what these words introduce: 以责任|带动…, 让群众|满意, 根基不断|夯实.
_INTRODUCED = Pattern(
    r"(?:^|[,，])(?:以[^,，]{1,2}|[把让使将][^,，]{1,2}|用[^,，]{2})$"
    r"|(?:深入|积极|全面|全力|加快|不断|切实|着力|进一步|继续|持续|大力|着重|认真|通过|进行|关于|对于|根据|第[一二三四五六七八九十]?|[,，][办做抓建打讲当]好)$"
)
_LONGEST_INTRODUCTION = 4
_BY_MEANS = Pattern(r"(?:^|[,，])以(?![^,，]{1,7}[为抓促保护谋惠聚推筑塑兴换])[^,，]{3,8}$")
_WORD = Pattern(r"[^\u4e00-\u9fff“”《》×0-9A-Za-z]+")

Features = Mapping[str, float]


class Pair(NamedTuple):
    """What the counts tell of two characters: how they begin and end clauses, and hold together."""

    start: float
    end: float
    bond: float


@dataclass(frozen=True, slots=True, eq=False)
class Clauses:
    """How often single characters and pairs occur in reports, begin clauses, and end them."""

    counts: Mapping[str, tuple[int, int, int]]
    total: int
    starts: float
    ends: float
    pairs: Mapping[str, Pair]

    def told_of(self, pair: str) -> Pair:
        """What the counts tell of a pair, which may be in none of them."""
        return self.pairs.get(pair) or _told_of(pair, self.counts, self.total, self.starts, self.ends)


@dataclass(frozen=True, slots=True, eq=False)
class CutModel:
    """The counts, and the weights of the signs by their names."""

    clauses: Clauses
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Alike:
    """The headings beside one: their lengths, those of their last members, and the words they end in."""

    lengths: frozenset[int]
    lasts: frozenset[int]
    ends: frozenset[str]


def compile_cuts(table: Mapping[str, Any]) -> CutModel:
    """The model of cuts.toml, ready for use."""
    rows = (line.split("\t") for line in table["clauses"].splitlines() if line)
    counts = {text: (int(seen), int(starts), int(ends)) for text, seen, starts, ends in rows}
    return CutModel(clauses_of(counts), dict(table["weights"]))


def clauses_of(counts: Mapping[str, tuple[int, int, int]]) -> Clauses:
    """The counts with the shares of all single characters that begin and end clauses."""
    single = [row for text, row in counts.items() if len(text) == 1]
    total = sum(row[0] for row in single)
    starts, ends = (sum(row[side] for row in single) / total for side in (1, 2))
    pairs = {text: _told_of(text, counts, total, starts, ends) for text in counts if len(text) > 1}
    return Clauses(counts, total, starts, ends, pairs)


def _told_of(
    pair: str, counts: Mapping[str, tuple[int, int, int]], total: int, starts: float, ends: float
) -> Pair:
    """As logarithms: the shares of a pair that begin and end clauses, and how much it is more than chance."""
    first, last = counts.get(pair[0], _NEVER), counts.get(pair[-1], _NEVER)
    both = counts.get(pair, _NEVER)
    start = (first[1] + _PRIOR * starts) / (first[0] + _PRIOR)
    end = (last[2] + _PRIOR * ends) / (last[0] + _PRIOR)
    chance = first[0] * last[0] / total
    return Pair(
        math.log((both[1] + _PRIOR * start) / (both[0] + _PRIOR)),
        math.log((both[2] + _PRIOR * end) / (both[0] + _PRIOR)),
        math.log((both[0] + _UNSEEN) / (chance + _UNSEEN)),
    )


def count_clauses(texts: Sequence[str], least: int) -> dict[str, tuple[int, int, int]]:
    """Count characters and pairs in clauses of texts; what occurs less than `least` times is left out."""
    seen: dict[str, list[int]] = {}
    for text in texts:
        for clause in filter(lambda piece: len(piece) > 2, _WORD.split(text)):
            for size in (1, 2):
                last = len(clause) - size
                for at in range(last + 1):
                    row = seen.setdefault(clause[at : at + size], [0, 0, 0])
                    row[0] += 1
                    row[1] += at == 0
                    row[2] += at == last
    return {text: (row[0], row[1], row[2]) for text, row in sorted(seen.items()) if row[0] >= least}


def best_cut(
    text: str,
    outer: bool,
    model: CutModel,
    rules: HeadingRules,
    types: TypeRules,
    alike: Alike | None = None,
) -> tuple[int, float, float] | None:
    """The likeliest end of a heading that begins `text`; None if there is no place for one.

    Returns the place, its probability, and that of no heading at all.

    `outer` says that a number of a kind stands before it (一、, 第一部分) that seldom opens sentences, and
    `alike` what its siblings are like.
    """
    if len(text) < MIN_HEAD + MIN_REST:
        return None
    scores = _scores(text[:_WINDOW], outer, model, rules, types)
    if len(scores) < 2:
        return None
    if alike:
        scores = {place: score + _likeness(text[:place], alike) for place, score in scores.items()}
    highest = max(scores.values())
    total = sum(math.exp(score - highest) for score in scores.values())
    best = max((place for place in scores if place), key=lambda place: scores[place])
    return best, math.exp(scores[best] - highest) / total, math.exp(scores[0] - highest) / total


@lru_cache(maxsize=256)
def _scores(
    window: str, outer: bool, model: CutModel, rules: HeadingRules, types: TypeRules
) -> Mapping[int, float]:
    """The score of each place; remembered, for a line is looked at again beside its siblings."""
    weights = model.weights
    return {
        place: sum([weights[name] * value for name, value in signs.items()])
        for place, signs in features(window, outer, model.clauses, rules, types)
    }


def _likeness(head: str, alike: Alike) -> float:
    """What it adds for a heading to be like its siblings; nothing for no heading at all."""
    if not head:
        return 0.0
    members = _COMMA.split(head)
    return (
        _SAME_LENGTH * (len(head) in alike.lengths)
        + _SAME_LAST * (len(members) > 1 and len(members[-1]) in alike.lasts)
        + _SAME_END * (head[-2:] in alike.ends)
    )


def features(
    text: str, outer: bool, clauses: Clauses, rules: HeadingRules, types: TypeRules
) -> Iterator[tuple[int, Features]]:
    """The places at which a heading could end, with their signs; place 0 is no end at all."""
    window = text[:_WINDOW]
    yield 0, _signs_of_none(window, outer, clauses, rules)
    places = list(_places(window))
    pairs = [clauses.told_of(window[at : at + 2]) for at in range(places[-1] + 1)] if places else []
    counted = [(pairs[place].start, pairs[place - 2].end, pairs[place - 1].bond, place) for place in places]
    counted.sort(key=lambda found: found[0] + found[1] - found[2], reverse=True)
    whole = (found for found in counted if not _is_torn(window, found[3], rules))
    for start, end, bond, place in islice(whole, _LOOKED_AT):
        yield place, {"start": start, "end": end, "bond": bond, **_signs(window, place, rules, types)}


def _places(window: str) -> Iterator[int]:
    stop = _STOP.search(window)
    last = min(stop.start() if stop else len(window), MAX_HEAD, len(window) - MIN_REST)
    opened = 0
    for place in range(1, last + 1):
        before = window[place - 1]
        opened += (before in "“《（(") - (before in "”》）)")
        if place < MIN_HEAD or opened or before in _NEVER_BEFORE or window[place : place + 1] in _NEVER_AFTER:
            continue
        if _AND.match(window, place):
            continue
        if window[place : place + 1] in "(（" and not _MARK.match(window, place):
            continue
        yield place


def _is_torn(window: str, place: int, rules: HeadingRules) -> bool:
    """Whether a cut would tear a noun (困惑与思|考), or leave a preposition without its verb."""
    head = window[:place]
    if _INTRODUCED.search(head, max(0, place - _LONGEST_INTRODUCTION)):
        return True
    if rules.verb.match(window, place) and _BY_MEANS.search(head):
        return True
    noun = rules.tail_word.match(window, place - 1)
    if noun is None or noun.end() <= place:
        return False
    return rules.tail_noun.search(head, max(0, place - _LONGEST_END)) is None


def _signs_of_none(window: str, outer: bool, clauses: Clauses, rules: HeadingRules) -> Features:
    return {
        "none": 1.0,
        "none_outer": float(outer),
        "none_sentence": float(rules.openers.match(window) is not None),
        "none_strong": float(rules.strong_start.match(window) is not None),
        "none_start": clauses.told_of(window[:2]).start,
    }


def _signs(window: str, place: int, rules: HeadingRules, types: TypeRules) -> Features:
    """The signs that a place has, besides what the counts say of it."""
    head = window[:place]
    found = dict.fromkeys(_signs_before(head, rules), 1.0)
    found |= dict.fromkeys(_signs_of_form(head, types), 1.0)
    found |= dict.fromkeys(_signs_behind(window, place, rules), 1.0)
    found |= dict.fromkeys(_joint_signs(found, place), 1.0)
    return found | {"length": place / 10}


def _signs_before(head: str, rules: HeadingRules) -> Iterator[str]:
    """What the words before a place look like."""
    place = len(head)
    tail = max(0, place - _LONGEST_END)
    if rules.tail_noun.search(head, tail):
        yield "tail"
        # Predicates are among what ends headings.
        if rules.tail_predicate.search(head, tail):
            yield "predicate"
    if rules.closing.search(head, max(0, place - _LONGEST_CLOSING)):
        yield "closing"
    if rules.broken_end.search(head, tail):
        yield "broken"
    if head[-1] == "”":
        yield "quoted"
    if rules.verb.match(head):
        yield "verb"
    if place < _MIN_CLAUSE:
        yield "tiny"
    if not is_plain(head, rules):
        yield "narrative"


def _signs_of_form(head: str, types: TypeRules) -> Iterator[str]:
    """How long a heading would be, and of how many members."""
    if "，" in head or "," in head:
        *_, former, last = _COMMA.split(head)
        uneven = abs(len(last) - len(former))
        if not uneven:
            yield "equal"
        elif uneven <= _NEAR:
            yield "near"
        elif uneven > _FAR:
            yield "far"
        return
    if len(head) <= _MAX_NAME and heading_types(head, types):
        yield "named"
    if len(head) in _USUAL_LENGTHS:
        yield "usual"


def _signs_behind(window: str, place: int, rules: HeadingRules) -> Iterator[str]:
    """What about the words behind a place looks like the beginning of a text, or like more of the heading."""
    if rules.strong_start.match(window, place):
        yield "strong"
    elif weak := rules.weak_start.match(window, place):
        yield "weak"
        if window[weak.end() : weak.end() + 1] in _JOINED:
            yield "joined"
    if rules.tail_word.match(window, place):
        yield "goes_on"
    if _AHEAD.match(window, place):
        yield "ahead"
    if _MARK.match(window, place):
        yield "mark"
    if window[place].isdigit():
        yield "digit"
    end = _CLAUSE_END.search(window, place)
    if end and end.start() - place < _MIN_CLAUSE:
        yield "short"
    if _DIGIT.search(window, place, end.start() if end else len(window)):
        yield "facts"


def _joint_signs(found: Container[str], place: int) -> Iterator[str]:
    """What signs before and behind a place say together."""
    strong, verb, tail = "strong" in found, "verb" in found, "tail" in found
    weak = "weak" in found
    ends = tail or "quoted" in found or "closing" in found
    if verb and tail:
        yield "known_end"
    if "equal" in found and (strong or weak):
        yield "equal_begins"
    if ends and "broken" not in found and (strong or (weak and "joined" not in found)):
        yield "meets"
    if strong and verb and place >= _MIN_ACT:
        yield "acts"
