"""From a section to what is shown of it: the matching paragraphs, with the matches marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..fold import fold_lines_aligned, is_han, is_settled
from ..index.engines.base import Scored
from ..index.expr import Atom
from ..index.matching import occurrences
from ..model import Hit, Passage, Span

# Scores are shown, not computed with: four places tell any two apart that matter.
_SCORE_PLACES = 4


def hit(scored: Scored, atoms: Sequence[Atom]) -> Hit:
    """The hit for a section that was found by `atoms`.

    Its passages are the paragraphs in which an atom occurs; where none does, because the heading
    alone was found, the first one; and all of them where nothing was searched for.
    """
    entry = scored.entry
    section = entry.section
    texts = [section.heading or "", *(paragraph.text for paragraph in section.paragraphs)]
    heading, *marked = highlights(texts, atoms)
    passages = [
        Passage(paragraph.text, paragraph.types, paragraph.lines, found, paragraph.pages)
        for paragraph, found in zip(section.paragraphs, marked, strict=True)
    ]
    shown = [p for p in passages if p.highlights] if atoms else passages
    return Hit(
        score=round(scored.score, _SCORE_PLACES),
        path=entry.path,
        report=entry.report,
        section=section.head,
        heading_highlights=heading,
        passages=tuple(shown or passages[:1]),
        duplicates=scored.copies,
    )


def highlights(texts: Sequence[str], atoms: Sequence[Atom]) -> list[tuple[Span, ...]]:
    """Where the atoms occur in each text as displayed: ranges in characters, overlapping ones joined."""
    if not atoms:
        return [()] * len(texts)
    if all(is_han(atom.text) for atom in atoms) and is_settled("\n".join(texts)):
        # Most texts and queries are so, and to fold takes most of the time of a hit.
        return [tuple(_joined(_found(text, atoms))) for text in texts]
    return [
        tuple(_joined(aligned.source(start, end) for start, end in _found(aligned.folded, atoms)))
        for aligned in fold_lines_aligned(texts)
    ]


def _found(folded: str, atoms: Sequence[Atom]) -> list[Span]:
    return sorted(span for atom in atoms for span in occurrences(atom, folded))


def _joined(found: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in found:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
