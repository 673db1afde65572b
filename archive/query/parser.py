"""From a query's text to its tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import QueryError
from .ast import And, Node, Phrase, Prefix, Term
from .lexer import Lexeme, lex
from .values import field_node

# The longest query that a person or a script sensibly writes; more is a pasted document.
MAX_LENGTH = 10_000
# Brackets and NOTs within each other. Far above any sensible query, and low enough that walkers of
# the tree may recurse.
MAX_DEPTH = 100

_SURROGATE = re.compile("[\ud800-\udfff]")

_LEAVES: dict[str, type[Term] | type[Prefix] | type[Phrase]] = {
    "WORD": Term,
    "PREFIX": Prefix,
    "PHRASE": Phrase,
}


def parse(text: str) -> Node:
    """Read a query.

    Words side by side must all match; AND binds tighter than OR. A query of exclusions alone is
    read as such. Raises QueryError, with the position, for a query that cannot be read, that has
    nothing to search for, that holds bytes which are no text (lone surrogates, as a shell's
    arguments may), or that is longer or deeper than MAX_LENGTH and MAX_DEPTH.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query has more than {MAX_LENGTH:,} characters: shorten it", text, MAX_LENGTH)
    if damaged := _SURROGATE.search(text):
        raise QueryError("here stands a byte that is no text: type this anew", text, damaged.start())
    lexemes = _within_depth(text)
    if not lexemes:
        position = len(text) - len(text.lstrip())
        message = "there is nothing to search for: write a word, or punctuation between quotes"
        raise QueryError(message, text, position)
    leaves = {lexeme.start: _leaf(lexeme, text) for lexeme in lexemes if _is_leaf(lexeme)}
    if len(leaves) == len(lexemes):
        return _joined(tuple(leaves.values()))
    return parse_with_grammar(lexemes, leaves, text)


def parse_with_grammar(lexemes: Sequence[Lexeme], leaves: dict[int, Node], text: str) -> Node:
    """The way of queries with operators. Others give the same result on both ways."""
    from . import grammar  # takes 45 ms, which the usual few words shall not wait for

    return grammar.build(lexemes, leaves, text)


def _is_leaf(lexeme: Lexeme) -> bool:
    return lexeme.kind in _LEAVES or lexeme.kind == "FIELD"


def _leaf(lexeme: Lexeme, query: str) -> Node:
    if lexeme.kind == "FIELD":
        return field_node(lexeme, query)
    return _LEAVES[lexeme.kind](lexeme.text)


def _joined(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _within_depth(query: str) -> list[Lexeme]:
    lexemes: list[Lexeme] = []
    brackets: list[int] = []  # the depth outside each open bracket
    outside = depth = 0
    for lexeme in lex(query):
        lexemes.append(lexeme)
        if lexeme.kind in ("NOT", "LPAR"):
            depth += 1
        if depth > MAX_DEPTH:
            raise QueryError(
                f"more than {MAX_DEPTH} brackets and NOTs within each other: write it flatter",
                query,
                lexeme.start,
            )
        if lexeme.kind == "LPAR":
            brackets.append(outside)
            outside = depth
        elif lexeme.kind == "RPAR":
            outside = depth = brackets.pop() if brackets else 0
        elif lexeme.kind != "NOT":
            depth = outside
    return lexemes
