"""Numbers as automatic lists write them: 一、 (二) ③ iv. — Word and OpenDocument keep only the counter."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS, _LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Lists have fewer items; numbers beyond are written in digits.
_MAX_COUNTED = 9999


def _counted(number: int, digits: str = _HAN, units: tuple[str, ...] = _UNITS) -> str:
    """十二, 一百零三: as one counts."""
    if not 0 < number <= _MAX_COUNTED:
        return str(number)
    result, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            result += ("零" if gap else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = bool(result)
    return result.removeprefix("一") if 10 <= number < 20 else result


def _spelled(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _lettered(number: int) -> str:
    # After z comes aa, then bb, as Word does it.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _MAX_COUNTED:
        return str(number)
    result = ""
    for value, letters in _ROMAN:
        result += letters * (number // value)
        number %= value
    return result


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _listed(characters: str) -> Callable[[int], str]:
    """Numbers that are single characters, as far as these go."""
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _range(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_KINDS: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "zero": lambda number: f"{number:02d}",
    "full": _full_width,
    "roman": _roman,
    "ROMAN": lambda number: _roman(number).upper(),
    "letter": _lettered,
    "LETTER": lambda number: _lettered(number).upper(),
    "han": _counted,
    "digits": _spelled,
    "legal": lambda number: _counted(number, _LEGAL, _LEGAL_UNITS),
    "stems": _listed(_STEMS),
    "branches": _listed(_BRANCHES),
    "circle": _listed(_range("①", 20)),
    "stop": _listed(_range("⒈", 20)),
    "bracket": _listed(_range("⑴", 20)),
    "han-circle": _listed(_range("㊀", 10)),
    "none": lambda number: "",
}
# ST_NumberFormat of ECMA-376 part 1, 17.18.59, as far as Chinese and Latin lists use it.
_WORD = {
    "decimal": "arabic", "decimalHalfWidth": "arabic", "decimalZero": "zero", "decimalFullWidth": "full",
    "decimalFullWidth2": "full", "lowerRoman": "roman", "upperRoman": "ROMAN", "lowerLetter": "letter",
    "upperLetter": "LETTER", "chineseCounting": "han", "chineseCountingThousand": "han",
    "japaneseCounting": "han", "taiwaneseCounting": "han", "taiwaneseCountingThousand": "han",
    "ideographDigital": "digits", "japaneseDigitalTenThousand": "digits", "taiwaneseDigital": "digits",
    "chineseLegalSimplified": "legal", "ideographLegalTraditional": "legal", "japaneseLegal": "legal",
    "ideographTraditional": "stems", "ideographZodiac": "branches", "decimalEnclosedCircle": "circle",
    "decimalEnclosedCircleChinese": "circle", "decimalEnclosedFullstop": "stop",
    "decimalEnclosedParen": "bracket", "ideographEnclosedCircle": "han-circle", "bullet": "none",
    "none": "none",
}  # fmt: skip
# ODF names a format by its first numbers (style:num-format="一, 二, 三, ..."); the first tells them apart.
_OPEN = {
    "1": "arabic", "a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN", "一": "han", "壹": "legal",
    "甲": "stems", "子": "branches", "①": "circle", "１": "full", "": "none",
}  # fmt: skip


def word_number(number: int, form: str) -> str:
    """`number` in a format of Word; in digits where the format is not known."""
    return _KINDS[_WORD.get(form, "arabic")](number)


def open_number(number: int, form: str) -> str:
    """`number` in a format of OpenDocument (or of HTML's `ol type`)."""
    return _KINDS[_OPEN.get(form[:1], "arabic")](number)


def with_label(label: str, text: str) -> str:
    """A paragraph behind its number: 一、情况, but 第一章 情况."""
    label = label.strip()
    gap = " " if label and label[-1].isalnum() else ""
    return f"{label}{gap}{text}"
