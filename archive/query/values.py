"""The values of fields: checked, and brought into the form in which the archive keeps them."""

from __future__ import annotations

import re
import unicodedata

from ..errors import QueryError
from ..lazy_pattern import Pattern
from .ast import CHOICES, Field, YearRange, Years
from .lexer import Lexeme, field_parts

# Enough of the Traditional script to name every section and document type.
_SIMPLIFIED = str.maketrans(
    "導語況問題經驗體會勢見議總結報匯彙計劃職講話調", "导语况问题经验体会势见议总结报汇汇计划职讲话调"
)

# Below this share of common characters a suggestion would be a guess: one of four must agree.
_SIMILAR = 0.3
_MAX_SUGGESTIONS = 3
# A mistaken value is shown up to here; none of the right ones is half as long.
_MAX_SHOWN = 30

# Few queries have years.
_YEAR_RANGE = Pattern(r"(?P<low>[0-9]{4})?年?\s*(?P<to>\.{2,}|[-~—–]+|至|到)?\s*(?P<high>[0-9]{4})?年?")


def field_node(lexeme: Lexeme, query: str) -> Field | Years:
    """The node of a FIELD. Raises QueryError at a value that cannot be."""
    name, values = field_parts(lexeme)
    if name == "year":
        return Years(tuple(_years(text, query, position) for text, position in values))
    check = _choice if name in CHOICES else _text
    return Field(name, tuple(check(name, text, query, position) for text, position in values))


def _text(name: str, text: str, query: str, position: int) -> str:
    if not text.strip():
        raise QueryError(f"nothing stands between the quotes: write a {name} there", query, position)
    return text


def _choice(name: str, text: str, query: str, position: int) -> str:
    known = CHOICES[name]
    value = unicodedata.normalize("NFKC", text).strip().translate(_SIMPLIFIED)
    if value in known:
        return value
    # Imported here: only a mistake needs it, and every search would pay for it.
    from difflib import get_close_matches

    near = get_close_matches(value, known, _MAX_SUGGESTIONS, _SIMILAR)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known)}"
    raise QueryError(f"there is no {name} {_short(value)!r}: {hint}", query, position)


def _years(text: str, query: str, position: int) -> YearRange:
    match = _YEAR_RANGE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or not _is_range(match):
        message = f"{_short(text)!r} is not a year: write year:2020, year:2019..2021 or year:2019.."
        raise QueryError(message, query, position)
    low, high = (int(year) if year else None for year in match.group("low", "high"))
    if not match["to"]:
        high = low
    if low is not None and high is not None and low > high:
        raise QueryError(f"the years run backwards: write year:{high}..{low}", query, position)
    return YearRange(low, high)


def _is_range(match: re.Match[str]) -> bool:
    low, to, high = match.group("low", "to", "high")
    if low and high:
        return bool(to)
    # Only dots leave an end open: year:-2019 could as well mean "not 2019".
    return bool(low and not to) or bool((low or high) and to and to[0] == ".")


def _short(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"
