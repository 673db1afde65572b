"""Headings cut from the texts that they run into, line by line, with the help of the whole page.

A page on which one heading surely runs into its text has lost the line ends of others too, and
headings of one level are alike: of one length, or ending in one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..lazy_pattern import Pattern
from .cuts import Alike
from .elements import Line
from .glue import LIKELY, POSSIBLE, SURE, Cut, cut_firm, cut_glued, cut_sure, is_outer, known_headings
from .judge import Judgement, Verdict
from .numbering import Scheme
from .reasons import Rule
from .rules import Rules
from .siblings import has_text

# What a known heading leaves of a longer one must be enough for the beginning of a sentence.
_MIN_REST = 8
# So many headings that likely run into their texts are no chance.
_MIN_LIKELY = 3
# What follows a heading on a line of one sentence in all is a text only if it is not shorter.
_MIN_SENTENCE = 16
# The word that headings share ends within their first characters, and does not begin them.
_SHARED_FROM, _SHARED_TO = 4, 16
_STOPPED = Pattern(r"[。！？!?；;：:，,、][”’」』）)]*$")
_COMMA = Pattern(r"[,，]")
_CLAUSES = Pattern(r"[,，。；;：:！!？?]")
_HAN_PAIR = Pattern(r"[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class _Page:
    """What all lines of a page are read with: the headings known so far, and the outermost numbers."""

    lines: Sequence[Line]
    known: Mapping[str, tuple[str, ...]]
    outermost: Scheme | None
    rules: Rules


def unglued(
    lines: Sequence[Line],
    judged: Sequence[Judgement | None],
    runs: Sequence[Sequence[int]],
    rules: Rules,
) -> list[Judgement | None]:
    """The judgements on the lines, with the headings cut off that run into their texts.

    `runs` are the runs of siblings among the lines.
    """
    known = known_headings(
        line.text[line.mark.end : found.end]
        for line, found in zip(lines, judged, strict=True)
        if found and line.mark and found.verdict is not Verdict.ITEM
    )
    outermost = min((line.mark.scheme for line in lines if line.mark and not line.title), default=None)
    page = _Page(lines, known, outermost, rules)
    cuts = [_find_cut(index, found, page) for index, found in enumerate(judged)]
    settled = list(judged)
    standing = sum(_stands(index, found, lines) for index, found in enumerate(judged))
    if not _is_glued([cut.weight for cut in cuts if cut], standing):
        for index, cut in enumerate(cuts):
            if cut and cut.weight >= SURE:
                settled[index] = _cut_off(lines[index], cut)
        return settled
    for run in runs:
        for index, cut in _cuts_of(run, cuts, judged, page).items():
            settled[index] = _cut_off(lines[index], cut)
    return settled


def _cuts_of(
    run: Sequence[int], cuts: Sequence[Cut | None], judged: Sequence[Judgement | None], page: _Page
) -> dict[int, Cut]:
    """The cuts that are made in a run of siblings, on a page whose lines run together."""
    found = {index: cut for index in run if (cut := cuts[index])}
    if len(run) > 1:
        shared = _shared_ends([_behind_mark(page.lines[index]) for index in run])
        again = {
            index: _find_cut(index, judged[index], page, _alike(index, found, shared, page)) for index in run
        }
        found = {index: cut for index, cut in again.items() if cut}
    found = _without_lone(found)
    together = 2 * sum(cut.among_glued >= LIKELY for cut in found.values()) >= len(run)
    return {
        index: cut
        for index, cut in found.items()
        if (cut.among_glued >= POSSIBLE if together else cut.weight >= LIKELY)
    }


def _without_lone(found: Mapping[int, Cut]) -> dict[int, Cut]:
    """The cuts but for tiny headings, if there are no two: 办文, 办会."""
    tiny = sum(cut.tiny for cut in found.values())
    return {index: cut for index, cut in found.items() if tiny > 1 or not cut.tiny}


def _alike(index: int, found: Mapping[int, Cut], shared: frozenset[str], page: _Page) -> Alike:
    """What the other headings of a run have in common with each other, or with this one."""
    heads = [
        page.lines[at].text[_start(page.lines[at]) : cut.position]
        for at, cut in found.items()
        if at != index and cut.among_glued >= LIKELY
    ]
    lasts = [_COMMA.split(head)[-1] for head in heads if _COMMA.search(head)]
    return Alike(frozenset(map(len, heads)), frozenset(map(len, lasts)), shared)


def _shared_ends(texts: Sequence[str]) -> frozenset[str]:
    """The pairs of characters with which the headings of most of the texts could end."""
    pairs = Counter(pair for text in texts for pair in _pairs(text))
    return frozenset(pair for pair, count in pairs.items() if count > 1 and 2 * count >= len(texts))


def _pairs(text: str) -> set[str]:
    """The pairs of characters with which a heading at the beginning of `text` could end."""
    places = range(_SHARED_FROM, min(_SHARED_TO, len(text)) + 1)
    return {text[at - 2 : at] for at in places if _HAN_PAIR.fullmatch(text, at - 2, at)}


def _start(line: Line) -> int:
    return line.mark.end if line.mark else 0


def _behind_mark(line: Line) -> str:
    return line.text[_start(line) :]


def _cut_off(line: Line, cut: Cut) -> Judgement:
    """The heading before a cut: known by itself, or by the words with which its text begins."""
    start = _start(line)
    cue = line.text[cut.position :] if cut.rule is Rule.HEADING_GLUED else line.text[start : cut.position]
    return Judgement(Verdict.HEADING, cut.position, cut.position, rule=cut.rule, cue=cue)


def _stands(index: int, found: Judgement | None, lines: Sequence[Line]) -> bool:
    """Whether a line is a heading as a whole, above its text."""
    if found is None or found.verdict is not Verdict.HEADING or found.body < len(lines[index].text):
        return False
    return has_text(index, lines)


def _is_glued(weights: Sequence[float], standing: int) -> bool:
    """Whether the lines of a page surely run together, by the weights of its likely cuts.

    Where more headings stand above their texts, as many sentences may look like headings by chance.
    """
    likely = sum(weight >= LIKELY for weight in weights)
    return max(weights, default=0.0) >= SURE or likely >= max(_MIN_LIKELY, standing)


def _find_cut(index: int, found: Judgement | None, page: _Page, alike: Alike | None = None) -> Cut | None:
    """Where the text begins in a line whose heading runs into it."""
    line = page.lines[index]
    if found is None or line.mark is None or line.mark.scheme is Scheme.ARTICLE:
        return None
    start, rules = line.mark.end, page.rules
    if found.verdict is Verdict.HEADING and found.plain:
        return _cut_inside(line, found, page, alike)
    outer = is_outer(line.mark, page.outermost)
    cut = cut_glued(line.text, start, outer, page.known, rules, alike)
    if cut is None or not found.closed or (cut.weight >= SURE and _has_clauses(line.text, cut.position)):
        return cut
    # One sentence is rather a long heading where a text stands below it or its stop is missing.
    whole = has_text(index, page.lines) or not _STOPPED.search(line.text)
    return None if whole or len(line.text) - cut.position < _MIN_SENTENCE else cut


def _has_clauses(text: str, position: int) -> bool:
    """Whether what stands behind `position` is more than the end of one clause."""
    return _CLAUSES.search(text, position, len(text) - 1) is not None


def _cut_inside(line: Line, found: Judgement, page: _Page, alike: Alike | None) -> Cut | None:
    """Where the text begins in what could be a heading as a whole: only a sure beginning counts.

    So does the likely end of a heading in the word in which its siblings end.
    """
    start, rules = _start(line), page.rules
    cut = cut_sure(line.text, start, page.known, rules.headings, rules.types)
    if cut is None and alike and alike.ends:
        likely = cut_glued(line.text, start, is_outer(line.mark, page.outermost), page.known, rules, alike)
        shared = likely is not None and line.text[likely.position - 2 : likely.position] in alike.ends
        cut = likely if likely and shared and likely.weight >= LIKELY else None
    if cut is None:
        end = cut_firm(line.text, start, found.end, rules.headings)
        cut = Cut(end, 1.0, 1.0) if end else None
    return cut if cut and found.end - cut.position >= _MIN_REST else None
