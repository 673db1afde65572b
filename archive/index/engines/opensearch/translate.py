"""Expressions as queries of the cluster. Each is exact by itself: nothing is left to be verified."""

from __future__ import annotations

from typing import Any as Json

from ...candidates import needed_grams, proves
from ...expr import All, Any, Atom, Expr, Not, Where
from .mapping import terms

Query = dict[str, Json]

EVERY: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}
# Fields of labels that are compared whole, by the name of the condition.
_WHOLE = {"type": "type", "doc": "doc_type", "period": "period"}
_PIECES = {"unit": "unit_folded", "title": "title_folded", "file": "path_folded"}
# A query may have about a thousand clauses in all; a few grams leave few candidates to the phrase.
_GRAMS = 3
_WILD = str.maketrans({"*": "\\*", "?": "\\?", "\\": "\\\\"})


def translate(expr: Expr) -> Query:
    """The query that exactly the sections satisfy which satisfy `expr`; filters only, no scores."""
    match expr:
        case Atom():
            return _atom(expr)
        case Where(field, values):
            return _where(field, values)
        case Not(item):
            return {"bool": {"must_not": [translate(item)]}}
        case All(items):
            return both(*map(translate, items))
        case Any(items):
            return _either(list(map(translate, items)))


def both(*queries: Query) -> Query:
    """Every one of these queries."""
    return {"bool": {"filter": list(queries)}} if queries else EVERY


def _atom(atom: Atom) -> Query:
    """The grams find the candidates quickly, the positions of characters decide among them."""
    if not _is_sendable(atom.text):
        return NONE
    needed = needed_grams(atom)
    found = [{"term": {"grams": gram}} for gram in sorted(needed)[:_GRAMS]]
    if proves(needed, atom):
        return found[0]
    return both(*found, _phrase(terms(atom.text, open_end=atom.prefix)))


def _phrase(words: list[str]) -> Query:
    if len(words) == 1:
        return {"term": {"text": words[0]}}
    return {"match_phrase": {"text": "\n".join(words)}}


def _is_sendable(text: str) -> bool:
    """Whether the cluster can have such text: no lone surrogates (they come from a shell's arguments)."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _where(field: str, values: tuple[str, ...]) -> Query:
    values = tuple(filter(_is_sendable, values))
    if field in _WHOLE:
        return {"terms": {_WHOLE[field]: values}}
    if field == "year":
        return _either([{"range": {"year": _years(value)}} for value in values])
    if field == "id":
        return _either([{"terms": {name: values}} for name in ("section", "report")])
    name = _PIECES[field]
    return _either([{"wildcard": {name: {"value": f"*{value.translate(_WILD)}*"}}} for value in values])


def _either(queries: list[Query]) -> Query:
    return {"bool": {"should": queries, "minimum_should_match": 1}} if queries else NONE


def _years(value: str) -> dict[str, int]:
    low, dots, high = value.partition("..")
    if not dots:
        return {"gte": int(low), "lte": int(low)}
    return {"gte": int(low or 0), "lte": int(high or 9999)}
