"""From an expression to a tantivy query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from ....fold import fold
from ...expr import All, Any, Atom, Expr, Not, Where
from ..tokens import Phrase, atom_phrase, escaped
from .pairs import Placing, ending_with, placings
from .schema import path_of, schema

# The years of a range that is open at an end.
_FIRST, _LAST = 0, 9999
# Few years, which a small part of all sections have, are found by their lists, in half the time in which the
# years of all sections are gone through; of half the sections that takes as long.
_FEW_YEARS = 10
_SMALL_PART = 1 / 3
# tantivy refuses a phrase whose patterns stand for more tokens in a segment.
_MOST_ENDS = 1 << 14
# A set of terms takes twice as long as the terms one by one and more, since the whole dictionary is gone
# through for it; but the lists of the terms are all open at the same time.
_MANY_VALUES = 1_000
# Fields whose values are compared whole; the name in an expression and that of the schema.
_WHOLE = {"type": "type", "doc": "doc_type", "period": "period"}


class Asked(NamedTuple):
    """A query, and what of the expression is left to be checked of each section that it finds."""

    query: Query
    residue: Expr | None = None


def translated(expr: Expr, searcher: tantivy.Searcher) -> Asked:
    """The query for `expr`; it finds all that satisfies it, and nothing else unless there is a residue."""
    match expr:
        case Atom():
            phrase = atom_phrase(expr)
            if has_too_many_ends(phrase, searcher):
                ways = [all_of([_placed(half, "text") for half in _halves(way)]) for way in placings(phrase)]
                return Asked(any_of(ways), expr)
            return Asked(any_of(phrase_queries(phrase, searcher)), None if phrase.exact else expr)
        case Where("id", values):
            # A section's id begins with its report's, and a report has few sections.
            reports = {report for value in values for report in (value, value.rpartition(".")[0]) if report}
            return Asked(_one_of("report", sorted(reports)), expr)
        case Where(field, values):
            return Asked(_where(field, values, searcher))
        case Not(item):
            inner = translated(item, searcher)
            return Asked(_all_but(inner.query)) if inner.residue is None else Asked(Query.all_query(), expr)
        case All(items):
            parts = [translated(item, searcher) for item in items]
            residues = tuple(part.residue for part in parts if part.residue is not None)
            return Asked(all_of([part.query for part in parts]), All(residues) if residues else None)
        case Any(items):
            parts = [translated(item, searcher) for item in items]
            exact = all(part.residue is None for part in parts)
            return Asked(any_of([part.query for part in parts]), None if exact else expr)


def has_too_many_ends(phrase: Phrase, searcher: tantivy.Searcher) -> bool:
    """Whether a phrase that ends with a pattern is refused, since too many tokens match it."""
    placing = next(placings(phrase))
    if placing.last is None or not placing.tokens:
        return False
    return len(searcher.terms_with_prefix("text", placing.start)) > _MOST_ENDS


def phrase_queries(phrase: Phrase, searcher: tantivy.Searcher, field: str = "text") -> list[Query]:
    """The queries of which one finds a text where it has the tokens of a phrase in a row."""
    found = [_placed(placing, field) for placing in placings(phrase) if _may_occur(placing, searcher, field)]
    if field == "text":
        found += _unplaced(phrase, searcher)
    return found


def _placed(placing: Placing, field: str) -> Query:
    row = _row(placing, field)
    if field != "text":
        return row
    return all_of([row, *(Query.term_query(schema(), "loose", pair) for pair in placing.loose)])


def _row(placing: Placing, field: str) -> Query:
    if placing.last is None:
        if len(placing.tokens) == 1:
            return Query.term_query(schema(), field, placing.tokens[0][1])
        return Query.phrase_query(schema(), field, [*placing.tokens])
    if not placing.tokens:
        return Query.regex_query(schema(), field, placing.last[1])
    patterns = [(at, escaped(token)) for at, token in placing.tokens]
    return Query.regex_phrase_query(schema(), field, [*patterns, placing.last])


def _halves(placing: Placing) -> tuple[Placing, Placing]:
    """The tokens of a placing, and the pattern behind them."""
    return replace(placing, last=None), replace(placing, tokens=(), loose=())


def _unplaced(phrase: Phrase, searcher: tantivy.Searcher) -> list[Query]:
    """The queries for a pair, or for a character, that has no place of its own."""
    if phrase.last is None and len(phrase.tokens) == 1:
        (token,) = phrase.tokens
        return [Query.term_query(schema(), "loose", token)] if searcher.doc_freq("loose", token) else []
    if phrase.tokens or phrase.last is None:
        return []
    ends = [Query.term_query(schema(), "text", pair) for pair in ending_with(phrase.start)]
    return [Query.regex_query(schema(), "loose", phrase.last), *ends]


def _may_occur(placing: Placing, searcher: tantivy.Searcher, field: str) -> bool:
    """Whether a field has all tokens of a phrase, somewhere: that takes a microsecond each to tell."""
    return all(searcher.doc_freq(field, token) for _, token in placing.tokens)


def all_of(queries: list[Query]) -> Query:
    """What all of them find; everything for none."""
    if not queries:
        return Query.all_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, q) for q in queries])


def any_of(queries: list[Query]) -> Query:
    """What one of them finds; nothing for none."""
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, q) for q in queries])


def _all_but(query: Query) -> Query:
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])


def _where(field: str, values: tuple[str, ...], searcher: tantivy.Searcher) -> Query:
    if field == "year":
        return any_of([_years(value, searcher) for value in values])
    if field in _WHOLE:
        return _one_of(_WHOLE[field], values)
    if field not in ("unit", "title", "file"):
        raise ValueError(f"no such field: {field}")
    labels = (label for label, _ in searcher.terms_with_prefix(field, ""))
    return _one_of(field, [label for label in labels if _holds(field, label, values)])


def _one_of(field: str, values: Sequence[str]) -> Query:
    if len(values) > _MANY_VALUES:
        return Query.term_set_query(schema(), field, values)
    return any_of([Query.term_query(schema(), field, value) for value in values])


def _holds(field: str, label: str, values: tuple[str, ...]) -> bool:
    folded = label if field == "title" else _folded(path_of(label) if field == "file" else label)
    return any(value in folded for value in values)


# Units and paths are kept as they are shown; to fold those of a large archive takes longer than a search.
_folded = lru_cache(maxsize=65536)(fold)


def _years(value: str, searcher: tantivy.Searcher) -> Query:
    low, dots, high = value.partition("..")
    first, last = (int(low or _FIRST), int(high or _LAST)) if dots else (int(low), int(low))
    by_list = last - first < _FEW_YEARS and _share(first, last, searcher) < _SMALL_PART
    number = tantivy.FieldType.Unsigned
    return Query.range_query(schema(), "year", number, first, last, use_inverted_index=by_list)


def _share(first: int, last: int, searcher: tantivy.Searcher) -> float:
    """The share of all sections that have one of these years; what was deleted counts too."""
    return sum(searcher.doc_freq("year", year) for year in range(first, last + 1)) / (searcher.num_docs or 1)
