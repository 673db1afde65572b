"""Masks: whatever a page put for a name or number that it hides becomes exactly one `××`.

`*县`, `__局`, `xx同志`, `○○镇` and mixtures of these signs are masks; digits beside them stay. A year
keeps its four places (`20__年` → `20××年`, `202x年` → `202×年`). What only looks like a mask is kept by the
patterns of `archive/data/placeholders.toml`: products, file names, X光.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from ..alternation import any_of
from ..config import Settings, load_rules
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import CleanText
from ._edit import HAN, begun_with, once, rewrite

MASK = "××"

_SIGNS = "*＊_＿×╳✕○◯□#＃"
# Bullets as well as masks: only two or more of them mask.
_BULLETS = "●△"
# Twins of x in other alphabets and in full width; ⅹ is the Roman numeral.
_X = "xXｘＸχΧхХⅹⅩ"
# An ellipsis alone in square brackets: 〔…〕镇, 投资[...]万元.
_HOLLOW = r"(?:〔|\[|【|［)(?:…{1,2}|\.{3,6})(?:〕|\]|】|］)"
_TRIGGER = Pattern(
    begun_with(
        rf"{_SIGNS}{_BULLETS}{_X}12一二三四五六七八九〔\[【［",
        f"[{_SIGNS}{_BULLETS}{_X}]|(?:19|20)[0-9]?[-－—–]|[一二三四五六七八九][OoＯ]|{_HOLLOW}",
    ),
    needs=rf"[{_SIGNS}{_BULLETS}{_X}OoＯ〔\[【［－—–-]",
)
# A line of three or more is a rule drawn across the page; the boilerplate stage takes it out.
_RULE_LINE = Pattern(r"[*＊_＿\s]{3,}")
_YEAR_AHEAD = (
    rf"(?= ?(?:学?年|[〕\]】]|[—–\-~～至到]+[12][\d{_SIGNS}{_X}\-－]{{1,5}} ?学?年"
    rf"|[./][\d{_SIGNS}{_X}]{{1,2}}[./]))"
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
_ZEROS = "○◯OoＯ"
# Bounded, so that a long line of numerals costs no more than its length; no number is longer.
_ZERO = rf"(?P<zero>[{_NUMERALS}][{_ZEROS}{_NUMERALS}]{{1,11}})"
_EMPHASIS = Pattern(
    r"(?:^|(?<=[\s，。；：、（！？,;:]))(?P<marks>\*\*|__)(?P<stressed>[^\s*_][^*_\n]{0,78}[^\s*_])(?P=marks)"
    r"(?=$|[\s，。；：、）！？,;:])"
)
_SENTENCE = Pattern("[^。；！？]+")
_SPACED = rf"(?<![{_SIGNS}])(?P<spaced>[{_SIGNS}](?: [{_SIGNS}])+)(?![{_SIGNS}])(?: (?=[{HAN}]))?"
_RUN = rf"(?P<run>[{_SIGNS}]+|[{_BULLETS}]{{2,}})"
_EMPTY = rf"(?P<hollow>{_HOLLOW})"
_LATIN = rf"(?P<latin>[A-Za-z0-9{_X}]+)"
# What a mask, a number with round zeros or a Latin word begins with.
_MAY_MASK = f"〔【［\\[A-Za-z0-9{_NUMERALS}{_SIGNS}{_BULLETS}{_X}"
# Letters that belong to a run of signs: `学xx_台`, `**x网`, but not those of `_xlsx`.
_X_BESIDE_SIGN = Pattern(
    rf"(?<![A-Za-z{_X}])[{_X}]+(?=[{_SIGNS}](?![A-Za-z0-9]))"
    rf"|(?<=[{_SIGNS}])(?<![0-9][×✕*])(?<![A-Za-z0-9]_)[{_X}]+(?=(?P<word>[A-Za-z]*))"
)
# What begins a line, or an item of a list, and ends before a colon: 1. **分级护理**:每月评估一次.
_LABEL = Pattern(
    rf"^(?P<number>(?:\d{{1,2}}[.、] ?|[-+] )?)(?P<sign>\*\*|__)"
    rf"(?P<stressed>[{HAN}]{{2,16}})(?P=sign)(?=[:：])"
)
_UNSETTLED = Pattern(f"×××|×[{_X}{_SIGNS.replace('×', '')} ]|[{_X}{_SIGNS.replace('×', '')} ]×")
_X_RUN = Pattern(f"[{_X}]+")
_MASKED = Pattern(f"[{_SIGNS}{_X}]")
_FORMULA = Pattern("[=＝÷]")
# How far from a × an equals sign still makes it a product: a quantity's name has up to 20 characters.
FORMULA_REACH = 40
_RUN_OF_CROSSES = Pattern("×+")
_DIGITS_AND_X = Pattern(f"[0-9{_X}]+")
# No word begins with xx; sizes (XXL) and Roman numerals (XXIV) do. Road and file numbers end with it: G××.
_MASKED_WORD = Pattern("(?:xx+|XX+(?=[a-z]|[A-Z]{3}))(?P<word>[A-Za-wy-z][A-Za-z]*)|(?P<series>[A-Z]+)xx+")
_CHINESE = Pattern(f"[{HAN}，。、；：！？（）《》“”‘’【】〔〕「」%％]")
# What is counted in reports; a model or a class (X3型, X1线) is not.
_COUNTED = Pattern("[元万亿人户亩吨%％]")
_ROUND_ZEROS = str.maketrans(dict.fromkeys("○◯OoＯ", "〇"))
# What follows a number that ends in zero: 二○二○年, 一○○号, 三○天.
_AFTER_NUMBER = frozenset("年月日届十号周岁后条名人个多余")
YEAR_PLACES = 4


class _Rules(NamedTuple):
    scanner: Pattern
    latin_x_words: frozenset[str]
    after_mask: frozenset[str]
    before_mask: frozenset[str]


def mark_placeholders(text: CleanText, settings: Settings) -> CleanText:
    """Write every mask as `××`, and the round zeros of `二○二三年` as 〇."""
    return rewrite(text, _TRIGGER, partial(_marked, _rules_of(settings)))


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("placeholders", settings)
    return _rules(
        tuple(table["keep"]), tuple(table["latin_x_words"]), table["after_mask"], table["before_mask"]
    )


@lru_cache(maxsize=8)
def _rules(keep: tuple[str, ...], words: tuple[str, ...], after: str, before: str) -> _Rules:
    kept = any_of(RulePattern(pattern, "placeholders").pattern for pattern in keep)
    years = _where("12", _YEAR, _BRACKETED_YEAR)
    masks = _where(_MAY_MASK, _DASHED, _ZERO, _SPACED, _RUN, _EMPTY, _LATIN)
    scanner = Pattern(rf"{years}|(?P<keep>{kept})|{masks}")
    return _Rules(scanner, frozenset(words), frozenset(after), frozenset(before))


def _where(first: str, *patterns: str) -> str:
    """The patterns as one, tried only where one of the characters `first` stands: few positions of a text."""
    return rf"(?=[{first}])(?:{'|'.join(patterns)})"


def _marked(rules: _Rules, text: str) -> str:
    if _RULE_LINE.fullmatch(text):
        return text
    if "**" in text or "__" in text:
        text = _LABEL.sub(r"\g<number>\g<stressed>", text)
        text = _EMPHASIS.sub(partial(_emphasis, rules), text)
    # Most sentences even of a masked page have no mask, and the scanner is slow.
    return _SENTENCE.sub(partial(_marked_sentence, rules), text)


def _marked_sentence(rules: _Rules, match: re.Match[str]) -> str:
    sentence = match[0]
    if not _TRIGGER.search(sentence):
        return sentence
    marked = _scanned(rules, sentence)
    # A mask may show that what stands beside it belongs to it.
    while _UNSETTLED.search(marked) and (again := _scanned(rules, marked)) != marked:
        marked = again
    return marked


def _scanned(rules: _Rules, sentence: str) -> str:
    sentence = _X_BESIDE_SIGN.sub(partial(_as_sign, rules), sentence)
    return rules.scanner.sub(_replacement, sentence)


def _as_sign(rules: _Rules, match: re.Match[str]) -> str:
    word = match["word"]
    if word and (match[0][-1] + word).lower() in rules.latin_x_words:
        return match[0]
    return "×" * len(match[0])


def _replacement(match: re.Match[str]) -> str:
    edit = _EDITS.get(match.lastgroup or "")
    return edit(match) if edit else match[0]


def _run(match: re.Match[str]) -> str:
    return match[0] if _multiplies(match) else MASK


def _multiplies(match: re.Match[str]) -> bool:
    """A single × or * in a formula, 税额＝销售额×税率."""
    if match[0] not in ("×", "*", "✕"):
        return False
    return bool(
        _FORMULA.search(match.string, max(0, match.start() - FORMULA_REACH), match.end() + FORMULA_REACH)
    )


def _year(match: re.Match[str]) -> str:
    """Four places of digits and ×; where there are four digits already, the mask is another thing's."""
    shape = _MASKED.sub("×", match[0])
    if len(shape) == YEAR_PLACES:
        return shape
    before, *rest = _RUN_OF_CROSSES.split(shape)
    missing = YEAR_PLACES - len(before) - len("".join(rest))
    whole_century = len(before) >= len("20")
    if len(rest) == 1 and whole_century and missing > 0:
        return before + "×" * missing + rest[0]
    return _RUN_OF_CROSSES.sub(MASK, shape)


def _dashed_year(match: re.Match[str]) -> str:
    return match["dashed"].ljust(YEAR_PLACES, "×")


def _zero(match: re.Match[str]) -> str:
    number, after = match[0], match.string[match.end() : match.end() + 1]
    # A letter O is a zero in a year only; a round sign is one inside any number.
    letters = set(number) & set("OoＯ")
    if letters and not (len(number) == YEAR_PLACES and after == "年"):
        return number
    if number[-1] in _ZEROS and after not in _AFTER_NUMBER:
        return number
    return number.translate(_ROUND_ZEROS)


def _latin(match: re.Match[str]) -> str:
    word = match[0]
    if not _X_RUN.search(word):
        return word
    if _X_RUN.fullmatch(word):
        return MASK if len(word) > 1 or (word not in "ⅹⅩ" and _stands_in_chinese(match)) else word
    if _DIGITS_AND_X.fullmatch(word):
        return _X_RUN.sub(partial(_beside_digits, match), word)
    if affixed := _MASKED_WORD.fullmatch(word):
        return (affixed["series"] or "") + MASK + (affixed["word"] or "")
    return word


def _stands_in_chinese(match: re.Match[str]) -> bool:
    """Whether a single x has a Han character, Chinese punctuation or a per cent sign beside it."""
    around = (
        match.string[max(0, match.start() - 1) : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return any(_CHINESE.match(char) for char in around)


def _beside_digits(word: re.Match[str], run: re.Match[str]) -> str:
    """The x of `2xx局`, `收入X12元` and `138xxxx1234` mask, those of `3x5` and `x86` do not."""
    if len(run[0]) > 1:
        return MASK
    ends = run.end() == len(word[0])
    after = word.string[word.end() : word.end() + 1]
    if not run.start():
        return MASK if not ends and _COUNTED.match(after) and _stands_in_chinese(word) else run[0]
    return MASK if ends and run.start() and _CHINESE.match(after) else run[0]


def _emphasis(rules: _Rules, match: re.Match[str]) -> str:
    inner = match["stressed"]
    if inner[0] in rules.after_mask or inner[-1] in rules.before_mask or not _CHINESE.search(inner):
        return match[0]
    return inner


_EDITS: dict[str, Callable[[re.Match[str]], str]] = {
    "run": _run,
    "spaced": lambda match: MASK,
    "hollow": lambda match: MASK,
    "year": _year,
    "bracketed": _year,
    "dashed": _dashed_year,
    "cut": lambda match: match["cut"] + MASK,
    "zero": _zero,
    "latin": _latin,
}
