"""From the tree of a query to what an engine is asked, what to rank by, and what it was taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..errors import UsageError
from ..fold import fold, is_latin
from ..index.expr import EVERYTHING, All, Any, Atom, Expr, Where
from ..index.expr import Not as NoneOf
from ..index.ranking import Ranking
from ..query import ast
from ..segment import Segmenter
from .language import Language, StopWords, Synonyms

# More words are a pasted document; each is looked for in the archive, and the rare ones in every text.
MAX_WORDS = 1_000
# Labels that are compared by their folded text; the others are compared as they stand.
_FOLDED_FIELDS = frozenset({"unit", "title", "file"})


class Plan(NamedTuple):
    """A query made ready. `expr` asks for all words, `relaxed` for any of those that count."""

    expr: Expr
    relaxed: Expr
    ranking: Ranking
    relaxed_ranking: Ranking
    understood: str


def make_plan(node: ast.Node, language: Language) -> Plan:
    """Plan a query; unquoted words are cut by the segmenter and joined by their synonyms.

    Raises UsageError for a query of more than MAX_WORDS different words.
    """
    cut = cut_words(node, language)
    count = len(set(_leaves(cut)))
    if count > MAX_WORDS:
        raise UsageError(f"the query has {count:,} different words, more than {MAX_WORDS:,}: shorten it")
    words = tuple(dict.fromkeys(_ranking_words(cut, language.segmenter)))
    telling = tuple(word for word in words if len(words) == 1 or word not in language.stop_words) or words
    return Plan(
        expr=_expr(cut),
        relaxed=_relaxed(cut, language.stop_words),
        ranking=Ranking(words, tuple(_neighbours(words))),
        relaxed_ranking=Ranking(telling, tuple(_neighbours(telling))),
        understood=str(cut) if cut is not None else "",
    )


def cut_words(node: ast.Node, language: Language) -> ast.Node | None:
    """The tree with each unquoted word cut, folded and joined by its synonyms.

    None where only punctuation was left.
    """
    match node:
        case ast.Term(text):
            words = _words(language.segmenter.words(fold(text)), language.synonyms)
            return _joined(ast.And, list(dict.fromkeys(words)))
        case ast.And(items) | ast.Or(items):
            parts = [cut_words(item, language) for item in items]
            return _joined(type(node), [part for part in parts if part is not None])
        case ast.Not(item):
            inner = cut_words(item, language)
            return None if inner is None else ast.Not(inner)
        case _:
            return node


def _words(words: list[str], synonyms: Synonyms) -> Iterator[ast.Node]:
    """The nodes of a text that was cut into `words`; members of a group become alternatives."""
    for run in synonyms.runs(words):
        nodes = tuple(map(word_node, run))
        own = nodes[0] if len(nodes) == 1 else ast.And(nodes)
        others = tuple(map(ast.Phrase, synonyms.of("".join(run))))
        yield ast.Or((own, *others)) if others else own


def _joined(kind: type[ast.And] | type[ast.Or], parts: list[ast.Node]) -> ast.Node | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None


def word_node(word: str) -> ast.Term | ast.Phrase:
    """A word as a node of its own."""
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
            return All(_distinct(items))
        case ast.Or(items):
            return Any(_distinct(items))


def _distinct(nodes: Iterable[ast.Node]) -> tuple[Expr, ...]:
    return tuple(dict.fromkeys(map(_expr, nodes)))


def _leaves(node: ast.Node | None) -> Iterator[ast.Node]:
    match node:
        case None:
            return
        case ast.And(items) | ast.Or(items):
            for item in items:
                yield from _leaves(item)
        case ast.Not(item):
            yield from _leaves(item)
        case _:
            yield node


def _atom(text: str, *, prefix: bool = False) -> Expr:
    folded = fold(text).strip()
    return Atom(folded, prefix) if folded else EVERYTHING


def _relaxed(node: ast.Node | None, stop_words: StopWords) -> Expr:
    """Any of the words instead of all; conditions and exclusions hold as before."""
    if not isinstance(node, ast.And):
        return _expr(node)
    strict = [item for item in node.items if isinstance(item, (ast.Field, ast.Years, ast.Not))]
    words = [item for item in node.items if item not in strict]
    telling = [item for item in words if not _is_one_of(stop_words, item)] or words
    return All((Any(_distinct(telling)), *_distinct(strict))) if words else _expr(node)


def _is_one_of(words: StopWords, node: ast.Node) -> bool:
    return isinstance(node, (ast.Term, ast.Phrase)) and node.text in words


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
