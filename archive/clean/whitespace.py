"""Unicode and white space: characters that nobody sees, code points that only look right, stray blanks.

Letters, digits and Han characters get their ordinary code points; punctuation keeps its width.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import partial

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText, Removed
from ._edit import HAN, rewrite

# Controls, soft hyphens, zero-width and direction marks, byte order marks, object placeholders,
# variation selectors.
_INVISIBLE_CLASS = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e01ef]"
)
_INVISIBLE = Pattern(_INVISIBLE_CLASS, needs=_INVISIBLE_CLASS)
# Only entities that scraped pages are full of; `&amp;` hides others.
_ENTITY = Pattern(
    r"&(?:amp;)*(?:nbsp|ensp|emsp|thinsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|bull"
    r"|times|laquo|raquo|copy|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
# Their sign lost on the way; no word ends like this.
_LAME_ENTITY = Pattern(r"(?<![&A-Za-z])(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot);")
_LAME_END = Pattern(";(?<=[a-z];)")
# Radicals and compatibility forms, which PDF files put for the characters they look like, and
# full-width letters and digits.
_COMPATIBLE_CLASS = "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
_COMPATIBLE = Pattern(_COMPATIBLE_CLASS, needs=_COMPATIBLE_CLASS)
_AMPERSANDS = Pattern("&(?:amp;)+(?!$)")
_COMBINING = Pattern("[\u0300-\u036f]", needs="[\u0300-\u036f]")
# Radicals of the supplement that Unicode gives no equivalent: the Simplified forms that fonts mix up.
_RADICALS = (
    "⺁厂⺇几⺌小⺍小⺕彐⺗心⺙攵⺝月⺠民⺡氵⺢水⺣灬⺤爫⺦丬⺩王⺫目⺬示⺭礻⺮竹⺰纟⺲罒⺶羊⺷羊⺻聿⺼月⺾艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻎辶⻐钅⻓长"
    "⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
)
_RADICAL_TWINS = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
_BLANKS = " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACE = f"[{_BLANKS}]"
_HAS_SPACE = Pattern(_SPACE)
_SPACES = Pattern(rf"{_SPACE}+")
_NUMBERING = (
    r"(?:第[一二三四五六七八九十百零\d]{1,5}[章节条款编篇部分]{1,2}|[一二三四五六七八九十]{1,3}(?:[、.．]|是|要)|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.．](?!\d))"
)
# The indent that began a paragraph before its line end was lost: two ideographic blanks, or four others.
# Possessive and tried at its first blank only, so that a long run of blanks is read once.
_INDENT_SPACES = rf"(?<!{_SPACE})(?:\u3000{{2}}|{_SPACE}{{4}}){_SPACE}*+"
_INDENT = Pattern(rf"(?<=[。！？!?”）]){_INDENT_SPACES}|{_INDENT_SPACES}(?={_NUMBERING})")
_GAP = Pattern(rf"{_SPACE}{{2}}")
_UNEVEN = Pattern(rf"{_SPACE}(?:(?<! )|(?= ))")
# Shorter lines with wide gaps are rows of a table, signatures or lists of names.
MIN_GLUED = 60
# The patterns of single blanks begin with the blank itself, which the regex engine finds fastest.
_AFTER, _BEFORE = "，。；：、！？）》】〕」』", "（《【〔「『"
_TIGHT = Pattern(
    rf" (?:(?=[{_AFTER}])|(?<=[{_AFTER}{_BEFORE}] )|(?<=\d )(?=年|月(?!度)|日)|(?<=[年月] )(?=\d))"
)
_LETTER_SPACED = Pattern(rf"(?<![{HAN}])[{HAN}](?: [{HAN}])+(?![{HAN}])")
# The first blank of what is letter-spaced; searched for quickly, as it begins with the blank.
_LETTER_GAP = Pattern(rf" (?<=[{HAN}] )(?<![{HAN}]{{2}} )(?=[{HAN}](?![{HAN}]))")
_BESIDE_DIGITS = Pattern(rf" (?:(?<=[{HAN}] )(?=\d+(?![\d.．、)）]))|(?<=\d )(?=[{HAN}]))")
# 186. 3万元: a PDF's gap after a decimal point; not the gap after a number, 见附件1. 2023年.
_AFTER_POINT = Pattern(rf"(?<=[{HAN}])(\d+\.) (?=\d+(?![\d年.．、]))")
_LEADING_NUMBER = Pattern(rf"(?:{_NUMBERING}|\d+(?:\.\d+)*) ")
_BETWEEN_HAN = Pattern(rf" (?<=[{HAN}] )(?=[{HAN}])")
# Where a page lost its quotation marks a blank is left of each: 体现 学为主体 的原则.
_UNQUOTED = Pattern(rf" (?<=[{HAN}] )(?P<quoted>[{HAN}、]{{2,10}}) (?=的)")
_STARTS_NUMBERED = Pattern(_NUMBERING)
_PROSE_MARKS = Pattern("[，。；,;]")
_CLAUSE_END = Pattern("[，。；：！？,;:!?]")
# Letter-spaced titles have seven characters and more with their blanks: 工 作 总 结.
MIN_LETTER_SPACED = 6
# A sentence of a report has some thirty characters; shorter lines are titles, headings and lists.
MIN_PROSE = 30
# What may be a mask counts for nothing: masks get a length of their own afterwards.
_IS_LONG = Pattern(rf"(?:[×_＿xXｘＸ*＊○□—-]*+[^×_＿xXｘＸ*＊○□—-]){{{MIN_PROSE}}}")
# A numbered heading in two clauses, with a text behind the only blank of the line.
MAX_HEADING = 30
# Names and the cells of a row, which blanks separate rightly, have two to four characters.
MAX_NAME = 4


def clean_whitespace(text: CleanText, settings: Settings) -> CleanText:
    """Drop what cannot be seen, put ordinary code points, and reduce white space to single blanks.

    A block is divided where the indent of a lost paragraph shows; a block of which nothing is left
    to see is removed.
    """
    originals = text.blocks
    text = rewrite(text, _ENTITY, partial(_without_entities, _ENTITY))
    text = rewrite(text, _LAME_END, partial(_without_entities, _LAME_ENTITY))
    text = rewrite(text, _INVISIBLE, lambda line: _INVISIBLE.sub("", line))
    text = rewrite(text, _COMPATIBLE, lambda line: _COMPATIBLE.sub(_ordinary, line))
    text = rewrite(text, _COMBINING, partial(unicodedata.normalize, "NFC"))
    blocks: list[Block] = []
    removed = list(text.removed)
    has_space = _HAS_SPACE.search
    for original, block in zip(originals, text.blocks, strict=True):
        parts = _parts(block.text) if not block.text or has_space(block.text) else None
        if parts is None or parts == [block.text]:
            blocks.append(block)
            continue
        blocks += [replace(block, text=part) for part in parts]
        if not parts:
            removed.append(Removed(block.lines[0], original.text, "nothing to see"))
    cleaned = tuple(blocks)
    # Blocks that stay as they are keep their tuple, by which what was found out of it is remembered.
    return text if cleaned == text.blocks else replace(text, blocks=cleaned, removed=tuple(removed))


def _without_entities(pattern: Pattern, text: str) -> str:
    return pattern.sub(lambda match: _character(_AMPERSANDS.sub("&", match[0])), text)


def _character(entity: str) -> str:
    # Imported here: its table of entities takes 2 ms, and few files have any.
    import html

    char = html.unescape(f"&{entity.lstrip('&')}")
    # A line end or a control written as a number is no line end of the source.
    return char if char.isprintable() or char == "\xa0" else " "


def _ordinary(match: re.Match[str]) -> str:
    char = match[0]
    return _RADICAL_TWINS.get(char) or unicodedata.normalize("NFKC", char)


def _parts(text: str) -> list[str]:
    """The paragraphs in a line, each with its blanks in order; none if there is nothing but blanks."""
    bare = text.strip(_BLANKS)
    # Of most lines only the beginning has blanks.
    if not _HAS_SPACE.search(bare):
        return [bare] if bare else []
    # Nor do most lines have any blank but single ones.
    if not _UNEVEN.search(bare):
        return [_spaced(bare)]
    parts = _INDENT.split(bare) if len(text) >= MIN_GLUED and _GAP.search(bare) else [bare]
    spaced = (_spaced(_SPACES.sub(" ", part).strip(" ")) for part in parts)
    return [part for part in spaced if part]


def _spaced(text: str) -> str:
    """Take the blanks out that typesetting put there; those that separate things stay."""
    blanks = text.count(" ")
    if not blanks:
        return text
    if 2 * blanks == len(text) - 1 >= MIN_LETTER_SPACED and not text[1::2].strip(" "):
        return text[::2]
    text = _TIGHT.sub("", text)
    if blanks > 1 and text.count(" ") > 1:
        text = _UNQUOTED.sub(r"\g<quoted>", text)
    if _LETTER_GAP.search(text) and min(map(len, text.split(" "))) == 1:
        text = _LETTER_SPACED.sub(lambda match: match[0].replace(" ", ""), text)
    number = _LEADING_NUMBER.match(text)
    start = number.end() if number else 0
    if text.find(" ", start) < 0 or not (_IS_LONG.match(text) and _PROSE_MARKS.search(text)):
        return text
    rest = text[start:]
    # Asked first: that expression cannot begin with something rare, and is tried at every character.
    rest = _AFTER_POINT.sub(r"\1", rest) if ". " in rest else rest
    text = text[:start] + _BESIDE_DIGITS.sub("", rest)
    return _joined(text) if _BETWEEN_HAN.search(text, start) else text


def _joined(text: str) -> str:
    """Close the gaps inside sentences of prose: `加强组织 领导`, but not `一、总则 为了` or `张三 李四`."""
    parts = _BETWEEN_HAN.split(text)
    done = [parts[0]]
    for index, part in enumerate(parts[1:], 1):
        before = parts[index - 1]
        short = (index > 1 and len(before) <= MAX_NAME) or (index < len(parts) - 1 and len(part) <= MAX_NAME)
        end = _CLAUSE_END.search(before[::-1])
        clause = before[len(before) - end.start() :] if end else before
        heading = index == 1 and (clause == before or (len(parts) == 2 and _is_heading(before, clause)))
        keep = short or heading or _STARTS_NUMBERED.match(clause)
        done += [" " if keep else "", part]
    return "".join(done)


def _is_heading(text: str, clause: str) -> bool:
    """Whether a numbered beginning, of which `clause` is the last part, could be a heading in two parts."""
    return MAX_NAME <= len(clause) <= len(text) <= MAX_HEADING and _STARTS_NUMBERED.match(text) is not None
