"""The query language: a string in, a tree out, errors with their position.

    舆情 处置                  both words            "意识形态"  “…” 「…」 『…』    exactly this text
    舆情 OR 疫情   舆情 | 疫情   one of them           舆情 -疫情   舆情 NOT 疫情       not the second
    (舆情 OR 疫情) 处置         brackets              信息*                         words that begin so
    type:存在问题,下一步打算 year:2019..2021 unit: title: doc: period: file: id:      fields

See `lexer` for what the signs mean inside words, `grammar` for how operators bind.
"""

from .ast import And, Field, Node, Not, Or, Phrase, Prefix, Term, YearRange, Years
from .caret import caret
from .parser import parse

__all__ = [
    "And",
    "Field",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Term",
    "YearRange",
    "Years",
    "caret",
    "parse",
]
