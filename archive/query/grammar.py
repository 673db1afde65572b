"""How operators bind, as an LALR(1) grammar for lark: NOT before AND before OR.

Lark gets the lexemes one by one, so that an error is known by its lexeme and can be told in the
user's terms. Importing lark and building the parser takes about 45 ms; `archive.query.parser`
imports this module only for queries that have an operator or a bracket.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from ..errors import QueryError
from .ast import And, Node, Not, Or
from .lexer import Lexeme

GRAMMAR = """
?start: alternatives
?alternatives: conditions (_OR conditions)*
?conditions: condition (_AND? condition)*
?condition: _NOT condition -> negated
          | LEAF -> leaf
          | _LPAR alternatives _RPAR
%declare LEAF _AND _OR _NOT _LPAR _RPAR
"""

_OPERATORS = ("AND", "OR", "NOT")


class _Leaf(Token):
    """The token of a word, phrase or field; it carries the node."""

    __slots__ = ("node",)
    node: Node


class _NoLexer(Lexer):
    """Lark asks for one; the lexemes are fed by hand."""

    def __init__(self, conf: object) -> None: ...

    def lex(self, *_: object) -> Iterator[Token]:
        return iter(())


class _Build(Transformer[Token, Node]):
    """From reductions to nodes, while parsing: no tree in between, no recursion."""

    def leaf(self, items: list[_Leaf]) -> Node:
        return items[0].node

    def alternatives(self, items: list[Node]) -> Node:
        return Or(tuple(items))

    def conditions(self, items: list[Node]) -> Node:
        return And(tuple(items))

    def negated(self, items: list[Node]) -> Node:
        return Not(items[0])


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_NoLexer, transformer=_Build())


def build(lexemes: Sequence[Lexeme], leaves: dict[int, Node], query: str) -> Node:
    """The tree of a query; `leaves` has the nodes of words, phrases and fields by their offset.

    Raises QueryError where a bracket has no partner or an operator misses a side.
    """
    parser = _parser().parse_interactive("")
    tokens = [*(_token(lexeme, leaves) for lexeme in lexemes), Token("$END", "")]
    result = None
    for i, token in enumerate(tokens):
        try:
            result = parser.feed_token(token)
        except UnexpectedToken:
            raise _fault(lexemes, i, query) from None
    return cast(Node, result)


def _token(lexeme: Lexeme, leaves: dict[int, Node]) -> Token:
    node = leaves.get(lexeme.start)
    if node is None:
        return Token(f"_{lexeme.kind}", lexeme.text)
    leaf = _Leaf("LEAF", lexeme.text)
    leaf.node = node
    return leaf


def _fault(lexemes: Sequence[Lexeme], i: int, query: str) -> QueryError:
    """What is wrong where lexeme `i` (one behind the last: the end) cannot follow the others."""
    before = lexemes[i - 1] if i else None
    here = lexemes[i] if i < len(lexemes) else None
    if here is not None and here.kind in _OPERATORS:
        return _error(f"{here.text} has nothing before it to join", here, query)
    if before is not None and before.kind in _OPERATORS:
        return _error(f"{before.text} has nothing behind it to work on", before, query)
    if here is None:
        return QueryError("this bracket is not closed: add )", query, _open_bracket(lexemes))
    if before is not None and before.kind == "LPAR":
        return QueryError("nothing stands between the brackets: write words there", query, before.start)
    return QueryError(
        "this closing bracket has no opening one: add it, or remove this one", query, here.start
    )


def _error(message: str, lexeme: Lexeme, query: str) -> QueryError:
    hint = f'write a word there, or "{lexeme.text}" in quotes to search for it'
    return QueryError(f"{message}: {hint}", query, lexeme.start)


def _open_bracket(lexemes: Sequence[Lexeme]) -> int:
    """The offset of the innermost bracket that is still open at the end."""
    opened: list[int] = []
    for lexeme in lexemes:
        if lexeme.kind == "LPAR":
            opened.append(lexeme.start)
        elif lexeme.kind == "RPAR":
            opened.pop()
    return opened[-1]
