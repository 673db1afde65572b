"""How two texts differ: sentence by sentence, and within a changed sentence piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from ..index.near import PARAGRAPH_SIMILARITY
from ..model import Entry, ReportHead
from .sentences import SentenceIndex, key, sentences

# A mask, a number and a Latin word are one piece each; so is every other character.
_PIECE = re.compile("×+|[0-9]+|[A-Za-z]+|.", re.DOTALL)
_MASK = "××"
_DIGIT = re.compile("[0-9]")
_FIELDS = ("title", "unit", "year", "period", "doc_type", "date")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading of a report, and which paragraph it stands in (a heading is one)."""

    text: str
    paragraph: int
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the one text beside its counterpart in the other; None where it has none."""

    one: Sentence | None
    other: Sentence | None

    @property
    def same(self) -> bool:
        """Whether both say the same, but for punctuation and masks."""
        return self.one is not None and self.other is not None and key(self.one.text) == key(self.other.text)


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in the one text, and in its place in the other (None or empty: nothing)."""

    name: str
    one: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Differences:
    """How a second text differs from a first.

    `fields` are the metadata, `masks` what is hidden in one of them only, `numbers` the years and
    figures; `only_one` and `only_other` hold the headings and the stretches of paragraphs without a
    counterpart, `changed` counts the sentences that have one in other words.
    """

    fields: tuple[Change, ...]
    masks: tuple[Change, ...]
    numbers: tuple[Change, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    changed: int


def sentences_of(entries: Iterable[Entry]) -> list[Sentence]:
    """The headings and sentences of sections, in their order."""
    found: list[Sentence] = []
    number = 0
    for entry in entries:
        if entry.section.heading is not None and entry.section.part == 1:
            found.append(Sentence(entry.section.heading, number, is_heading=True))
            number += 1
        for paragraph in entry.section.paragraphs:
            found += [Sentence(text, number) for text in sentences(paragraph.text)]
            number += 1
    return found


def align(one: Sequence[Sentence], other: Sequence[Sentence]) -> list[Pair]:
    """The sentences of two texts side by side, in the order of both.

    Equal ones are matched first (difflib); between them, each is put beside the most similar one
    that comes after its predecessor's counterpart.
    """
    left, right = [key(item.text) for item in one], [key(item.text) for item in other]
    pairs: list[Pair] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += map(Pair, one[a1:a2], other[b1:b2])
        else:
            pairs += _aligned(one[a1:a2], other[b1:b2])
    return pairs


def _aligned(one: Sequence[Sentence], other: Sequence[Sentence]) -> Iterator[Pair]:
    """What lies between two equal sentences."""
    index = SentenceIndex()
    for item in other:
        index.add(key(item.text))
    done = 0
    for item in one:
        likeness, found = index.nearest(key(item.text), start=done)
        if likeness < PARAGRAPH_SIMILARITY:
            yield Pair(item, None)
            continue
        yield from (Pair(None, skipped) for skipped in other[done:found])
        yield Pair(item, other[found])
        done = found + 1
    yield from (Pair(None, rest) for rest in other[done:])


def pieces(one: str, other: str) -> list[tuple[str, str]]:
    """Two wordings of a sentence cut where they agree and differ; equal pieces are pairs of twins."""
    left, right = _PIECE.findall(one), _PIECE.findall(other)
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [("".join(left[a1:a2]), "".join(right[b1:b2])) for _, a1, a2, b1, b2 in codes]


def differences(one: Sequence[Entry], other: Sequence[Entry]) -> Differences:
    """How one report, given as its sections, differs from another."""
    pairs = align(sentences_of(one), sentences_of(other))
    both = [(p.one.text, p.other.text) for p in pairs if p.one is not None and p.other is not None]
    changes = [change for texts in both if texts[0] != texts[1] for change in pieces(*texts)]
    changes = [(left, right) for left, right in changes if left != right]
    masks = [c for c in changes if _MASK in c[0] + c[1]]
    numbers = [c for c in changes if c not in masks and _DIGIT.search(c[0] + c[1])]
    return Differences(
        fields=tuple(_fields(one[0].report, other[0].report)),
        masks=_distinct("mask", masks),
        numbers=_distinct("number", numbers),
        only_one=tuple(_runs(pair.one for pair in pairs if pair.other is None)),
        only_other=tuple(_runs(pair.other for pair in pairs if pair.one is None)),
        changed=sum(key(left) != key(right) for left, right in both),
    )


def _fields(one: ReportHead, other: ReportHead) -> Iterator[Change]:
    for name in _FIELDS:
        left, right = getattr(one, name), getattr(other, name)
        if left != right:
            yield Change(name, _text(left), _text(right))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _distinct(name: str, changes: list[tuple[str, str]]) -> tuple[Change, ...]:
    return tuple(Change(name, left, right) for left, right in dict.fromkeys(changes))


def _runs(alone: Iterable[Sentence | None]) -> Iterator[str]:
    """Sentences without a counterpart, those of one paragraph joined."""
    items = [item for item in alone if item is not None]
    for _, run in groupby(items, key=lambda item: item.paragraph):
        yield "".join(item.text for item in run)
