"""From an expression to a query of the cluster. Each is exact: nothing is left to be verified.

All are filters, which have no scores and may be kept by the server for the next time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any as Json

from ....fold import is_latin
from ...expr import All, Any, Atom, Expr, Not, Where
from ..tokens import MAX_WORD, atom_phrase
from .mapping import MAX_LABEL, is_sendable, label_terms, sendable, spelled

Query = dict[str, Json]

EVERY: Query = {"match_all": {}}
NONE: Query = {"match_none": {}}
# Fields whose values are compared whole; the name in an expression and that of the mapping.
_WHOLE = {"type": "type", "doc": "doc_type", "period": "period"}
# More characters than there are follow none.
_FOLLOWERS = 200_000
_PIECES = {"unit": "unit_text", "title": "title", "file": "file"}
# The years that the field can hold.
_FIRST, _LAST = -(2**31), 2**31 - 1


def translated(expr: Expr) -> Query:
    """The query that finds exactly the sections that satisfy `expr`."""
    match expr:
        case Atom():
            return _atom(expr)
        case Where(field, values):
            return _where(field, values)
        case Not(item):
            return {"bool": {"must_not": [translated(item)]}}
        case All(items):
            return all_of(list(map(translated, items)))
        case Any(items):
            return any_of(list(map(translated, items)))


def all_of(queries: Sequence[Query]) -> Query:
    """What all of them find; everything for none."""
    return {"bool": {"filter": list(queries)}} if queries else EVERY


def any_of(queries: Sequence[Query]) -> Query:
    """What one of them finds; nothing for none."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}} if queries else NONE


def _atom(atom: Atom) -> Query:
    if not is_sendable((atom.text,)):
        return NONE
    phrase = atom_phrase(atom)
    if phrase.exact and phrase.last is None:
        return _phrase("text", phrase.tokens)
    if phrase.exact and not phrase.tokens and len(atom.text) < MAX_WORD:
        # One character, or the beginning of a word: all tokens that begin so.
        return {"prefix": {"text": atom.text}}
    if phrase.exact and not is_latin(phrase.start[0]):
        # A last character whose follower is not known: `+` of `“+` is a token, or begins one.
        words = " ".join((*phrase.tokens, phrase.start))
        return {"match_phrase_prefix": {"text": {"query": words, "max_expansions": _FOLLOWERS}}}
    return _phrase("letters", spelled(atom.text, open_end=atom.prefix))


def piece_query(piece: str) -> Query:
    """What has a piece of folded text, be it part of a Latin word, in its text or its title."""
    if not is_sendable((piece,)):
        return NONE
    open_start, open_end = is_latin(piece[0]), is_latin(piece[-1])
    if open_start or open_end:
        text = _phrase("letters", spelled(piece, open_start=open_start, open_end=open_end))
    else:
        text = _atom(Atom(piece))
    return any_of([text, _phrase("title", label_terms(piece).split())])


def _phrase(field: str, terms: Sequence[str]) -> Query:
    if len(terms) == 1:
        return {"term": {field: terms[0]}}
    return {"match_phrase": {field: " ".join(terms)}}


def _where(field: str, values: tuple[str, ...]) -> Query:
    if field in _WHOLE:
        return {"terms": {_WHOLE[field]: list(map(sendable, values))}}
    if field == "year":
        return any_of([{"range": {"year": _years(value)}} for value in values])
    if field == "id":
        return any_of([{"terms": {name: list(map(sendable, values))}} for name in ("section", "report")])
    return any_of([_piece(_PIECES[field], value) for value in values])


def _piece(field: str, value: str) -> Query:
    """What has a label with this piece; one of which nothing is left is in every label that there is."""
    terms = label_terms(value).split()
    if not terms:
        return {"exists": {"field": "unit"}} if field == "unit_text" else EVERY
    return _phrase(field, terms) if len(value) <= MAX_LABEL else NONE


def _years(value: str) -> dict[str, int]:
    low, dots, high = value.partition("..")
    first, last = (int(low or 0), int(high or 9999)) if dots else (int(low), int(low))
    return {"gte": max(first, _FIRST), "lte": min(last, _LAST)}
