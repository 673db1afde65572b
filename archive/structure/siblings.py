"""The numbered lines of a page as runs of siblings: the items of one list, the headings of one level."""

from __future__ import annotations

from collections.abc import Sequence

from .elements import Line
from .numbering import Mark, Scheme


def runs_of(lines: Sequence[Line]) -> list[list[int]]:
    """The numbered lines as runs of siblings: same scheme, rising numbers, no outer number between.

    A scheme stands above 一、 where its first number is followed by 一、 at once: ㈠ 一、二、 ㈡ 一、….
    """
    runs: list[list[int]] = []
    open_runs: dict[Scheme, list[int]] = {}
    above: Scheme | None = None
    before: Mark | None = None
    for index, line in enumerate(lines):
        if line.title:
            open_runs.clear()
            above = None
        mark = line.mark
        if mark is None or line.title or mark.scheme is Scheme.ARTICLE:
            continue
        begins = mark.scheme is Scheme.HAN and mark.value == 1 and Scheme.HAN not in open_runs
        if begins and before and before.value == 1 and before.scheme > Scheme.HAN:
            above = before.scheme
        for scheme in [scheme for scheme in open_runs if _stands_above(mark.scheme, scheme, above)]:
            del open_runs[scheme]
        run = open_runs.get(mark.scheme)
        last = lines[run[-1]].mark if run else None
        if run is None or last is None or mark.value <= last.value:
            run = open_runs[mark.scheme] = []
            runs.append(run)
        run.append(index)
        before = mark
    return runs


def _stands_above(outer: Scheme, inner: Scheme, above: Scheme | None) -> bool:
    """Whether the scheme `outer` contains `inner`; `above` is the one that stands above 一、 here."""
    if above is not None and above in (outer, inner):
        return outer is above and inner is not above and inner >= Scheme.HAN
    return inner > outer


def has_text(index: int, lines: Sequence[Line]) -> bool:
    """Whether what follows a numbered line is its text or an inner numbering."""
    mark = lines[index].mark
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or following.title or mark is None:
        return False
    return following.mark is None or following.mark.scheme > mark.scheme
