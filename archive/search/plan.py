"""From the tree of a query to what an engine is asked, what to rank by, and what it was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..config import load_rules
from ..fold import fold, is_latin
from ..index.expr import EVERYTHING, All, Any, Atom, Expr, Where
from ..index.expr import Not as NoneOf
from ..index.ranking import Ranking
from ..query import ast
from ..segment import Segmenter

# Labels that are compared by their folded text; the others are compared as they stand.
_FOLDED_FIELDS = frozenset({"unit", "title", "file"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A query made ready. `expr` asks for all words, `relaxed` for any of them."""

    expr: Expr
    relaxed: Expr
    ranking: Ranking
    understood: str


@cache
def stop_words() -> frozenset[str]:
    """Words that do not count where any of a query's words will do."""
    return frozenset(word for words in load_rules("stopwords").values() for word in words)


def make_plan(node: ast.Node, segmenter: Segmenter) -> Plan:
    """Plan a query; unquoted words are cut by the segmenter."""
    cut = cut_words(node, segmenter)
    words = tuple(dict.fromkeys(_ranking_words(cut, segmenter)))
    return Plan(
        expr=_expr(cut),
        relaxed=_relaxed(cut),
        ranking=Ranking(words, tuple(_neighbours(words))),
        understood=str(cut) if cut is not None else "",
    )


def cut_words(node: ast.Node, segmenter: Segmenter) -> ast.Node | None:
    """The tree with each unquoted word cut and folded; None where only punctuation was left."""
    match node:
        case ast.Term(text):
            return _joined(ast.And, [_word(word) for word in segmenter.words(fold(text))])
        case ast.And(items) | ast.Or(items):
            parts = [cut_words(item, segmenter) for item in items]
            return _joined(type(node), [part for part in parts if part is not None])
        case ast.Not(item):
            inner = cut_words(item, segmenter)
            return None if inner is None else ast.Not(inner)
        case _:
            return node


def _joined(kind: type[ast.And] | type[ast.Or], parts: list[ast.Node]) -> ast.Node | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None


def _word(word: str) -> ast.Node:
    try:
        return ast.Term(word)
    except ValueError:
        # A word that would be read as an operator when written without quotes, such as 或.
        return ast.Phrase(word)


def _expr(node: ast.Node | None) -> Expr:
    match node:
        case None:
            return EVERYTHING
        case ast.Term(text) | ast.Phrase(text):
            return _atom(text)
        case ast.Prefix(text):
            return _atom(text, prefix=True)
        case ast.Field(name, values):
            return Where(name, tuple(map(fold, values)) if name in _FOLDED_FIELDS else values)
        case ast.Years(ranges):
            return Where("year", tuple(map(str, ranges)))
        case ast.Not(item):
            return NoneOf(_expr(item))
        case ast.And(items):
            return All(tuple(map(_expr, items)))
        case ast.Or(items):
            return Any(tuple(map(_expr, items)))


def _atom(text: str, *, prefix: bool = False) -> Expr:
    folded = fold(text).strip()
    return Atom(folded, prefix) if folded else EVERYTHING


def _relaxed(node: ast.Node | None) -> Expr:
    """Any of the words instead of all; conditions and exclusions hold as before."""
    if not isinstance(node, ast.And):
        return _expr(node)
    strict = [item for item in node.items if isinstance(item, (ast.Field, ast.Years, ast.Not))]
    words = [item for item in node.items if item not in strict]
    telling = [item for item in words if not _says_nothing(item)] or words
    return All((Any(tuple(map(_expr, telling))), *map(_expr, strict))) if words else _expr(node)


def _says_nothing(node: ast.Node) -> bool:
    return isinstance(node, (ast.Term, ast.Phrase)) and node.text in stop_words()


def _ranking_words(node: ast.Node | None, segmenter: Segmenter) -> Iterator[str]:
    match node:
        case ast.Term(text) | ast.Phrase(text) | ast.Prefix(text):
            yield from segmenter.words(fold(text))
        case ast.And(items) | ast.Or(items):
            for item in items:
                yield from _ranking_words(item, segmenter)


def _neighbours(words: tuple[str, ...]) -> Iterator[str]:
    """Each two words that follow each other in the query, as they would stand together in a text."""
    for left, right in pairwise(words):
        yield left + (" " if is_latin(left[-1]) and is_latin(right[0]) else "") + right
