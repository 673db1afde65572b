"""How the explanation of a query, and what to ask instead, look as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Suggestion
from ..search.explain import Explanation
from .messages import _, ngettext
from .options import as_option
from .output import Piece, one_line

# Of a pasted query, what fills a few lines of a terminal.
_LINE = 400


def suggestion_lines(suggestions: Sequence[Suggestion], filters: Sequence[str]) -> Iterator[str]:
    """Other spellings in one line, then a line for each set of conditions that excludes everything.

    `filters` are those that were given as options, and are named as such.
    """
    spellings = [found for found in suggestions if found.kind == "spelling"]
    if spellings:
        yield _("Did you mean: {queries}").format(queries="; ".join(map(_counted, spellings)))
    for found in suggestions:
        if found.kind == "filter":
            names = " ".join(as_option(text) if text in filters else text for text in found.without)
            text = ngettext(
                "Without {names} there would be {n} section.",
                "Without {names} there would be {n} sections.",
                found.total,
            )
            yield text.format(names=one_line(names), n=found.total)


def _counted(suggestion: Suggestion) -> str:
    text = ngettext("{query} ({n} section)", "{query} ({n} sections)", suggestion.total)
    return text.format(query=one_line(suggestion.query), n=suggestion.total)


def explanation_lines(found: Explanation, filters: Sequence[str]) -> Iterator[list[Piece]]:
    """What a query was taken for, how its words were cut, and what each piece finds alone."""
    yield [(_("understood: {text}").format(text=one_line(found.understood, _LINE)), "bold")]
    for cut in found.words:
        if cut.words != (cut.text,):
            text = _("cut: {text} → {words}").format(text=one_line(cut.text), words=" ".join(cut.words))
            yield [(one_line(text, _LINE), None)]
        if cut.synonyms:
            yield [(_("synonyms: {words}").format(words=" = ".join((cut.text, *cut.synonyms))), None)]
    for piece in found.pieces:
        sign = "-" if piece.excluded else " "
        text = f"{sign} {one_line(piece.text)}\t{piece.sections}"
        yield [(text, None if piece.sections else "yellow")]
    if found.more:
        text = ngettext("… {n} more piece", "… {n} more pieces", found.more)
        yield [(text.format(n=found.more), "dim")]
    yield [(_("all together: {n}").format(n=found.all), None)]
    if found.any and not found.all:
        yield [(_("any of the words: {n}").format(n=found.any), None)]
    for line in suggestion_lines(found.suggestions, filters):
        yield [(line, "yellow")]
