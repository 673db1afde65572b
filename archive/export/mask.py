"""Phone numbers, identity numbers and addresses of persons replaced in what is exported.

All of a number goes, not its middle digits alone: what is left of 138****5678 still tells people
of one office apart. The sign put there is that of every other mask in the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..errors import SettingsError
from ..model import Hit, Passage, ReportHead, SectionHead, Span

MASK = "××"
# The kind whose last character is a check digit.
CHECKED = "identity_18"
# ISO 7064 MOD 11-2, as GB 11643-1999 uses it: the check digit by the remainder of the weighted sum.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# Full-width ASCII, character by character, so that places stay the same.
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Mask:
    """Replaces what its rules find by MASK. Masking twice is masking once, and nothing else changes."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        """Take the table `mask` of the rules; raises SettingsError for what is no regular expression."""
        self._rules = [(kind, _compiled(kind, entry)) for kind, entries in rules.items() for entry in entries]

    def text(self, text: str) -> str:
        """`text` masked."""
        return self.marked(text, ())[0]

    def marked(self, text: str, marks: Iterable[Span]) -> tuple[str, tuple[Span, ...]]:
        """`text` masked, and the marks moved with it; a mark that touches a mask has all of it."""
        moved = tuple(marks)
        # A number may have kept its neighbour from being one: 1381…(0571)8….
        while found := _joined(self._found(text)):
            within = ((_moved(start, found, 0), _moved(end, found, 1)) for start, end in moved)
            moved = tuple(_joined(within, touching=False))
            text = _replaced(text, found)
        return text, moved

    def hit(self, hit: Hit) -> Hit:
        """The hit with every text in it masked, the name of its file too."""
        heading, marks = self.marked(hit.section.heading or "", hit.heading_highlights)
        return replace(
            hit,
            path=self.text(hit.path),
            report=self._report(hit.report),
            section=self._section(hit.section, heading),
            heading_highlights=marks,
            passages=tuple(map(self._passage, hit.passages)),
        )

    def _report(self, report: ReportHead) -> ReportHead:
        return replace(report, title=self._known(report.title), unit=self._known(report.unit))

    def _section(self, section: SectionHead, heading: str) -> SectionHead:
        path = tuple(map(self.text, section.path))
        return replace(section, heading=None if section.heading is None else heading, path=path)

    def _passage(self, passage: Passage) -> Passage:
        text, marks = self.marked(passage.text, passage.highlights)
        return replace(passage, text=text, highlights=marks)

    def _known(self, text: str | None) -> str | None:
        return None if text is None else self.text(text)

    def _found(self, text: str) -> Iterator[Span]:
        ascii_text = text.translate(_TO_ASCII)
        for kind, pattern in self._rules:
            for match in pattern.finditer(ascii_text):
                start, end = match.span(match.lastindex or 0)
                # A rule of the user's may find a mask; it has nothing left to hide.
                if text[start:end].strip("×") and (kind != CHECKED or _is_valid(match[0])):
                    yield start, end


def _compiled(kind: str, entry: str) -> re.Pattern[str]:
    try:
        return re.compile(entry)
    except (re.error, TypeError) as error:
        raise SettingsError(f"rules.mask.{kind}: {entry!r} is no regular expression: {error}") from error


def _is_valid(number: str) -> bool:
    signs = number.replace(" ", "").upper()
    total = sum(int(digit) * weight for digit, weight in zip(signs, _WEIGHTS, strict=False))
    return signs[-1] == _CHECK_DIGITS[total % 11]


def _joined(spans: Iterable[Span], *, touching: bool = True) -> list[Span]:
    """The spans in order, those that overlap (or only touch) as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1] + touching:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _replaced(text: str, found: Iterable[Span]) -> str:
    at, parts = 0, []
    for start, end in found:
        parts += [text[at:start], MASK]
        at = end
    return "".join([*parts, text[at:]])


def _moved(place: int, found: Iterable[Span], side: int) -> int:
    """Where `place` is after the replacement; inside of a span, at its start (side 0) or end (1)."""
    shift = 0
    for start, end in found:
        if place <= start:
            break
        if place < end:
            return start + shift + side * len(MASK)
        shift += len(MASK) - (end - start)
    return place + shift
