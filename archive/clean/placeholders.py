"""Masks: whatever a page put for a name or number that it hides becomes exactly one `××`.

`*县`, `__局`, `xx同志`, `○○镇` and mixtures of these signs are masks; digits beside them stay. A year
keeps its four places (`20__年` → `20××年`, `202x年` → `202×年`). What only looks like a mask is kept by the
patterns of `archive/data/placeholders.toml`: products, file names, X光.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from ..config import Settings, load_rules
from ..model import CleanText
from ._edit import HAN, rewrite

MASK = "××"

_SIGNS = "*＊_＿×╳✕○◯□"
# Bullets as well as masks: only two or more of them mask.
_BULLETS = "●△"
_X = "xXχΧхХ"
_TRIGGER = re.compile(f"[{_SIGNS}{_BULLETS}{_X}]|(?:19|20)[0-9]?[-－—–]|[一二三四五六七八九][OoＯ]")
# A line of three or more is a rule drawn across the page; the boilerplate stage takes it out.
_RULE_LINE = re.compile(r"\s*[*＊_＿\s]{3,}\s*")
_YEAR_AHEAD = (
    rf"(?= ?(?:学?年|[〕\]】]|[—–\-~～至到]+[12][\d{_SIGNS}{_X}\-－]{{1,5}} ?学?年|[./][\d{_SIGNS}{_X}]{{1,2}}[./]))"
)
_YEAR = rf"(?<![\dA-Za-z.])(?P<year>[12](?=\d*[{_SIGNS}{_X}])[\d{_SIGNS}{_X}]{{1,7}}){_YEAR_AHEAD}"
_BRACKETED_YEAR = rf"(?<=[（(])(?P<bracketed>[12]\d{{2}}[{_SIGNS}{_X}])(?=[）)])"
# A dash masks only what must be a year: 20-年, 20-—20-年, and 20-全国 but not 20-三十.
_DASHED = (
    r"(?<![\d.第])(?<!\d[-—])(?P<dashed>(?:19|20)\d?)[-－—–]{1,2}"
    r"(?=学?年|[—\-~～至到]+20\d?[-－—–]{1,2}学?年)"
    rf"|(?<![\d.第])(?<!\d[-—])(?P<cut>20)-(?=[{HAN}])(?![一二三四五六七八九十百千万])"
)
_NUMERALS = "一二三四五六七八九〇"
_ZERO = rf"(?P<zero>[{_NUMERALS}][○◯OoＯ{_NUMERALS}]*[○◯OoＯ][○◯OoＯ{_NUMERALS}]*)(?=[年月日届十]|(?<=[{_NUMERALS}]))"
_EMPHASIS = (
    r"(?:^|(?<=[\s，。；：、（！？,;:]))(?P<marks>\*\*|__)(?P<stressed>[^\s*_][^*_\n]{0,78}[^\s*_])(?P=marks)"
    r"(?=$|[\s，。；：、）！？,;:])"
)
_SPACED = rf"(?<![{_SIGNS}])(?P<spaced>[{_SIGNS}](?: [{_SIGNS}])+)(?![{_SIGNS}])"
_RUN = rf"(?P<run>[{_SIGNS}]+|[{_BULLETS}]{{2,}})"
_LATIN = rf"(?P<latin>[A-Za-z0-9χΧхХ]+)"
# Letters that belong to a run of signs: `学xx_台`, `**x网`, but not those of `_xlsx`.
_X_BESIDE_SIGN = re.compile(
    rf"(?<![A-Za-z])[{_X}]+(?=[{_SIGNS}](?![A-Za-z0-9]))|(?<=[*＊_＿○□])[{_X}]+(?=(?P<word>[A-Za-z]*))"
)
_X_RUN = re.compile(f"[{_X}]+")


@dataclass(frozen=True, slots=True)
class _Rules:
    scanner: re.Pattern[str]
    latin_x_words: frozenset[str]
    after_mask: frozenset[str]
    before_mask: frozenset[str]


def mark_placeholders(text: CleanText, settings: Settings) -> CleanText:
    """Write every mask as `××`, and the round zeros of `二○二三年` as 〇."""
    table = load_rules("placeholders", settings)
    rules = _rules(
        tuple(table["keep"]), tuple(table["latin_x_words"]), table["after_mask"], table["before_mask"]
    )
    return rewrite(text, _TRIGGER, partial(_marked, rules))


@lru_cache(maxsize=8)
def _rules(keep: tuple[str, ...], words: tuple[str, ...], after: str, before: str) -> _Rules:
    kept = "|".join(keep)
    parts = (rf"(?P<keep>{kept})", _YEAR, _BRACKETED_YEAR, _DASHED, _ZERO, _EMPHASIS, _SPACED, _RUN, _LATIN)
    return _Rules(re.compile("|".join(parts)), frozenset(words), frozenset(after), frozenset(before))


def _marked(rules: _Rules, text: str) -> str:
    if _RULE_LINE.fullmatch(text):
        return text
    text = _X_BESIDE_SIGN.sub(partial(_as_sign, rules), text)
    return rules.scanner.sub(partial(_replacement, rules), text)


def _as_sign(rules: _Rules, match: re.Match[str]) -> str:
    word = match["word"]
    if word and (match[0][-1] + word).lower() in rules.latin_x_words:
        return match[0]
    return "×" * len(match[0])


def _replacement(rules: _Rules, match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in ("run", "spaced", "cut"):
        return (match["cut"] or "") + MASK
    if kind == "latin":
        return _latin(match)
    if kind in ("year", "bracketed"):
        return _year(match[0])
    if kind == "dashed":
        return _year(match["dashed"] + "×")
    if kind == "zero":
        return _zero(match[0])
    return _emphasis(rules, match) if kind in ("marks", "stressed") else match[0]
