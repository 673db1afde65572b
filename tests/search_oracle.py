"""A plain scan that answers queries, written from the words of the design alone.

It shares `fold` and the segmenter with the program, since both are part of what a query means, and
nothing else: trees, operators, labels and highlights are done again, slowly and plainly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

from archive.fold import fold
from archive.model import Entry
from archive.segment import segmenter

_T2S = OpenCC("t2s")


@dataclass(frozen=True)
class Leaf:
    """A piece of a query: `kind` is word, phrase, prefix, or the name of a field."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """`kind` is and, or, not."""

    kind: str
    items: tuple[Leaf | Joined, ...]


Query = Leaf | Joined
Atom = tuple[str, bool]  # folded text, and whether words that begin so are meant


def atoms_of(leaf: Leaf) -> list[Atom]:
    """What of a leaf is looked for in the text."""
    if leaf.kind == "word":
        return [(word, False) for word in segmenter().words(fold(leaf.values[0]))]
    if leaf.kind in ("phrase", "prefix"):
        return [(fold(leaf.values[0]).strip(), leaf.kind == "prefix")]
    return []


def satisfies(item: Entry, query: Query) -> bool:
    """Whether a section is found."""
    if isinstance(query, Joined):
        found = [satisfies(item, part) for part in query.items]
        return {"and": all(found), "or": any(found), "not": not found[0]}[query.kind]
    if query.kind in ("word", "phrase", "prefix"):
        texts = [item.section.heading or "", *(p.text for p in item.section.paragraphs)]
        return all(any(list(places(fold(text), atom)) for text in texts) for atom in atoms_of(query))
    return any(has_label(item, query.kind, value) for value in query.values)


def has_label(item: Entry, name: str, value: str) -> bool:
    """Whether a section has a label; `value` as the canonical query has it."""
    report, section = item.report, item.section
    if name == "year":
        low, _, high = value.partition("..") if ".." in value else (value, "", value)
        return report.year is not None and int(low or 0) <= report.year <= int(high or 9999)
    if name in ("unit", "title", "file"):
        label = {"unit": report.unit, "title": report.title, "file": item.path}[name]
        return label is not None and fold(value) in fold(label)
    exact = {
        "type": section.types,
        "doc": (report.doc_type,),
        "period": (report.period,),
        "id": (report.id, section.id),
    }
    return value in exact[name]


@lru_cache(maxsize=4096)
def is_latin(char: str) -> bool:
    """A Latin letter or a digit; phonetic signs, which stand in other blocks, are none."""
    in_block = ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00
    return char in "0123456789" or (in_block and unicodedata.name(char, "").startswith("LATIN"))


def places(folded: str, atom: Atom) -> Iterator[tuple[int, int]]:
    """The occurrences of an atom in a folded text."""
    text, prefix = atom
    for start in range(len(folded) - len(text) + 1):
        end = start + len(text)
        before, after = folded[start - 1 : start] if start else "", folded[end : end + 1]
        inside = bool(before) and is_latin(before) and is_latin(text[0])
        goes_on = bool(after) and is_latin(after) and is_latin(text[-1]) and not prefix
        if folded[start:end] == text and not inside and not goes_on:
            yield start, end


def looked_for(query: Query, *, positive: bool = True) -> set[Atom]:
    """The atoms that a section is found by."""
    if isinstance(query, Leaf):
        return set(atoms_of(query)) if positive else set()
    inner = positive != (query.kind == "not")
    return {atom for item in query.items for atom in looked_for(item, positive=inner)}


def highlights(text: str, atoms: set[Atom]) -> tuple[tuple[int, int], ...]:
    """The occurrences in the displayed text, overlapping ones joined.

    Where several characters are folded as one piece, the whole piece is marked.
    """
    borders = _borders(text)
    result: list[tuple[int, int]] = []
    for start, end in sorted(place for atom in atoms for place in places(fold(text), atom)):
        low = max(at for at, folded in borders if folded <= start)
        high = min(at for at, folded in borders if folded >= end)
        if result and low < result[-1][1]:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return tuple(result)


def _borders(text: str) -> list[tuple[int, int]]:
    """Where a text can be cut so that its halves fold to the halves of its fold, and where that is."""
    simplified = _T2S.convert(text)
    assert len(simplified) == len(text)
    found = []
    for at in range(len(text) + 1):
        left, right = (_folded(part) for part in (simplified[:at], simplified[at:]))
        if re.sub(" +", " ", left + right) == fold(text):
            found.append((at, len(left)))
    return found


def _folded(simplified: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", simplified).casefold())


def facets_of(items: list[Entry]) -> dict[str, dict[str, int]]:
    """The sections a label value; unknown ones are not counted."""
    return {
        "type": dict(Counter(name for item in items for name in item.section.types)),
        "year": dict(Counter(str(i.report.year) for i in items if i.report.year is not None)),
        "unit": dict(Counter(i.report.unit for i in items if i.report.unit is not None)),
        "doc_type": dict(Counter(i.report.doc_type for i in items)),
    }


def passages_of(item: Entry, query: Query) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    """The paragraphs that are shown, with their highlights.

    Those in which something occurs; where it is only in the heading, the first; for labels alone, all.
    """
    atoms = looked_for(query)
    marked = [(p.text, highlights(p.text, atoms)) for p in item.section.paragraphs]
    return [row for row in marked if row[1]] or marked[:1] if atoms else marked
