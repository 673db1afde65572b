"""From a query's characters to its lexemes: one regular expression, and what a word alone can mean.

Every operator also works in full width. What the signs mean depends on where they stand:

    -x  +x          at the start of a word only: e-mail, 2020-01, C++ and 互联网+政务 are words
    a & b           wherever it stands, but between two Latin letters or digits (R&D, a?x=1&y=2)
    a | b           wherever it stands
    信息*            at the end of a word only: 5*8小时 and *名 are words
    AND OR NOT      in capitals, as a word of their own
    与 或 非          as a word of their own between spaces (非 also at the start); elsewhere plain text
    type:…          a known field's name at the start of a word: 10:30, 比例3:1 and http://… are words

A word starts after white space, a bracket or a quote. Words without any letter or digit (`——`, a
lone `-` or `*`) say nothing and are passed over, as the segmenter would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple, cast

from ..errors import QueryError
from ..lazy_pattern import Pattern

# The fields, and what else each may be called, in any width and case.
FIELD_ALIASES: dict[str, tuple[str, ...]] = {
    "type": ("类型", "類型"),
    "year": ("年份",),
    "unit": ("单位", "單位"),
    "title": ("标题", "標題"),
    "doc": ("doc-type", "doc_type", "文种", "文種"),
    "period": ("时期", "時期"),
    "file": ("文件",),
    "id": ("编号", "編號"),
}
FIELD_NAMES: dict[str, str] = {
    alias: name for name, aliases in FIELD_ALIASES.items() for alias in (name, *aliases)
}

_LONGEST_NAME = max(map(len, FIELD_NAMES))

_LATIN_OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT"}
_HAN_OPERATORS = {"与": "AND", "與": "AND", "或": "OR", "非": "NOT"}
_LONGEST_OPERATOR = 3

# Zero-width spaces and byte order marks come along when text is pasted from web pages.
_SPACE = r"\s\u200b\ufeff"
_OPENING = '"＂“「『'
_CLOSERS = {'"': '"', "＂": '"', "“": "”", "「": "」", "『": "』"}
_BREAK = _SPACE + _OPENING + "”」』()（）|｜"
_LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"

_TEXT = re.compile(r"[^\W_]")
_PHRASE = r'["＂](?:[^"＂\\]++|\\.)*+["＂]|“[^”]*+”|「[^」]*+」|『[^』]*+』'
_BARE = rf"(?:[^{_BREAK},，、&＆]|(?<=[{_LATIN}])[&＆](?=[{_LATIN}]))+"
_VALUE = rf"(?:{_PHRASE}|{_BARE})"


_LEXEME = re.compile(
    rf"""
      (?P<space>  [{_SPACE}]+ )
    | (?P<lpar>   [(（] )
    | (?P<rpar>   [)）] )
    | (?P<or>     [|｜]{{1,2}} )
    | (?P<and>    [&＆]{{1,2}} )
    | (?P<phrase> {_PHRASE} )
    | (?P<quote>  [{_OPENING}”」』] )
    | (?P<signs>  [-+－＋]++ ) (?= [(（{_OPENING}] | [^{_BREAK}&＆]*?[^\W_] )
    | (?P<word>   (?: [^{_BREAK}&＆] | (?<=[{_LATIN}])[&＆](?=[{_LATIN}]) )+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_COLON = re.compile("[:：]")
# Few queries have fields or signs within quotes.
_FIELD = Pattern(
    rf"[^:：]*+[:：](?P<values>[{_SPACE}]*{_VALUE}(?:[,，、]+[{_SPACE}]*{_VALUE})*[,，、]*)?", re.DOTALL
)
_FIELD_VALUE = Pattern(_VALUE, re.DOTALL)
_BARE_VALUE = Pattern(_BARE)
_ESCAPE = Pattern(r'\\(["＂\\])')
_ESCAPED = Pattern(r'["＂\\]')


class Lexeme(NamedTuple):
    """A piece of a query: `kind` is WORD, PREFIX, PHRASE, FIELD, AND, OR, NOT, LPAR or RPAR.

    `text` is as typed, but for a phrase what stands between its quotes; `start` is its offset.
    """

    kind: str
    text: str
    start: int


def lex(query: str) -> Iterator[Lexeme]:
    """The lexemes of `query` in their order.

    Raises QueryError, when it is reached, at a quote that has no partner or a field without value.
    """
    begin = position = len(query) - len(query.lstrip())
    stop = len(query.rstrip())
    while position < stop:
        match = _match(query, position, stop)
        kind, text = match.lastgroup, match[0]
        if kind == "word":
            yield from _word(query, match, begin, stop)
        elif kind == "signs":
            yield from (Lexeme("NOT", sign, position + i) for i, sign in enumerate(text) if sign in "-－")
        elif kind == "phrase":
            yield _phrase(query, match)
        elif kind == "quote":
            raise _lone_quote(query, position)
        elif kind == "values":
            yield Lexeme("FIELD", text, position)
        elif kind is None:
            raise _missing_value(query, match)
        elif kind != "space":
            yield Lexeme(kind.upper(), text, position)
        position = match.end()


def field_parts(lexeme: Lexeme) -> tuple[str, list[tuple[str, int]]]:
    """The canonical name of a FIELD, and its values with their offsets in the query."""
    name, values = _COLON.split(lexeme.text, maxsplit=1)
    offset = lexeme.start + len(lexeme.text) - len(values)
    return FIELD_NAMES[_folded(name)], [
        (_unquoted(m[0]), offset + m.start()) for m in _FIELD_VALUE.finditer(values)
    ]


def is_word(text: str) -> bool:
    """Whether `text`, wherever it stands in a query, is one unquoted word."""
    return is_stem(text) and _operator(text) is None


def is_stem(text: str) -> bool:
    """Whether `text` with an asterisk behind it is one unquoted prefix."""
    match = _LEXEME.match(text)
    return (
        match is not None
        and match.lastgroup == "word"
        and match.end() == len(text)
        and _TEXT.search(text) is not None
        and text[-1] not in "*＊"
        and _field_name(text) is None
    )


def quoted(text: str) -> str:
    """`text` as a phrase between straight quotes."""
    return '"' + _ESCAPED.sub(r"\\\g<0>", text) + '"'


def quoted_value(text: str) -> str:
    """`text` as the value of a field: quoted only where it would fall apart without."""
    return text if _BARE_VALUE.fullmatch(text) else quoted(text)


def _match(query: str, position: int, stop: int) -> re.Match[str]:
    """What stands at `position`; a word that begins with a field's name is matched as a field."""
    match = _LEXEME.match(query, position, stop)
    if match and match.lastgroup == "word" and _field_name(match[0]):
        match = _FIELD.match(query, position, stop)
    return cast("re.Match[str]", match)  # the expressions leave no character out


def _field_name(text: str) -> str | None:
    """The canonical name of the field with which `text` begins."""
    colon = _COLON.search(text, 0, _LONGEST_NAME + 1)
    return FIELD_NAMES.get(_folded(text[: colon.start()])) if colon else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).lower()


def _word(query: str, match: re.Match[str], begin: int, stop: int) -> Iterator[Lexeme]:
    text, start, end = match[0], match.start(), match.end()
    if not _TEXT.search(text):
        return
    operator = _operator(text)
    if operator is None:
        stem = text.rstrip("*＊")
        yield Lexeme("WORD", text, start) if stem == text else Lexeme("PREFIX", stem, start)
    elif text in _HAN_OPERATORS and not _is_spaced(query, start, end, begin, stop, operator):
        # A phrase, because as a bare word it would be an operator wherever it came to stand.
        yield Lexeme("PHRASE", text, start)
    else:
        yield Lexeme(operator, text, start)


def _operator(text: str) -> str | None:
    if len(text) > _LONGEST_OPERATOR:
        return None
    return _HAN_OPERATORS.get(text) or _LATIN_OPERATORS.get(unicodedata.normalize("NFKC", text))


def _is_spaced(query: str, start: int, end: int, begin: int, stop: int, operator: str) -> bool:
    if end == stop or not query[end].isspace():
        return False
    if operator == "NOT":
        return start == begin or query[start - 1].isspace() or query[start - 1] in "(（"
    return start > begin and query[start - 1].isspace()


def _phrase(query: str, match: re.Match[str]) -> Lexeme:
    text = _unquoted(match[0])
    if not text.strip():
        raise QueryError("nothing stands between the quotes: write the phrase there", query, match.start())
    return Lexeme("PHRASE", text, match.start())


def _unquoted(text: str) -> str:
    if text[0] in '"＂':
        return _ESCAPE.sub(r"\1", text[1:-1])
    return text[1:-1] if text[0] in _OPENING else text


def _missing_value(query: str, match: re.Match[str]) -> QueryError:
    end = match.end()
    if end < len(query) and query[end] in _OPENING:
        return _lone_quote(query, end)
    message = f"{match[0]} has no value: write it right behind the colon, several with commas between them"
    return QueryError(message, query, match.start())


def _lone_quote(query: str, position: int) -> QueryError:
    quote = query[position]
    if quote in _CLOSERS:
        return QueryError(f"this quote is not closed: add {_CLOSERS[quote]}", query, position)
    return QueryError("this closing quote has no opening one: add it, or remove this one", query, position)
