"""Quotation marks that a conversion spoilt: a `?` in the place of one, or all turned one way.

So are the dashes before a subtitle, typed as hyphens or drawn as lines of a table: --在…会议上的报告.

A mark is put back only where the paragraph leaves no other reading: a quotation that is opened and
never closed, with a question mark in the middle of its sentence and no question asked.
"""

from __future__ import annotations

import re
from itertools import cycle

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import CleanText
from ._edit import HAN, begun_with, rewrite

# Quoted names and slogans of reports have up to 30 characters (measured on statutes and reports).
_QUOTED = rf"[{HAN}A-Za-z0-9、＋+×·-]{{1,30}}"
_LOST = r"[?？\ufffd]"
# The sentence goes on behind a mark that was a quotation mark; behind a question it seldom does.
_GOES_ON = rf"(?=[{HAN}，、,。；;）)])"
# One of the two marks is lost: “三公经费?管理, "三公经费?管理, 推进?一网通办”改革.
# A lost mark is looked for first: a search that began with the character before would be slow.
_TRIGGER = Pattern(
    begun_with(
        r"'q″?？\ufffd“”",
        rf"'[^'\n]*“|quo;|″[{HAN}]|{_LOST}(?<=[{HAN}，、。,（(]{_LOST})(?=[{HAN}，、,。；;）)])|“[^”\n]*“|”[^“\n]*”",
    ),
    needs=r"['q″?？\ufffd“”]",
)
_CLOSING_LOST = Pattern(rf"“({_QUOTED}){_LOST}{_GOES_ON}(?=[^“”]*(?:“|$))")
_OPENING_LOST = Pattern(rf"(^|”)([^“”?？\ufffd]*){_LOST}({_QUOTED})(?=”)")
_STRAIGHT_LOST = Pattern(rf'"({_QUOTED}){_LOST}{_GOES_ON}')
# A question is asked within this many characters before its mark.
QUESTION_REACH = 20
_QUESTION = Pattern("[吗呢谁哪何怎啥几多]|什么|是否|能否|可否|会不会|是不是|有没有|为啥")
_CURLY = Pattern("[“”]")
# Double primes, which some converters put for the marks.
_PRIMES = str.maketrans("〝〞", "“”")
# A single sign for two primes is the mark of seconds or inches too: ″八抓20条″, but 30″.
_DOUBLE_PRIME = Pattern(rf"″([{HAN}][^″“”。\n]{{1,40}})″")
# An apostrophe where a quotation opens, and every closing mark turned: '四个意识“.
_APOSTROPHE = Pattern(r"'([^'“”‘’。\n]{1,40}?) ?“")
# What is left of an entity of HTML that lost its beginning: squo;两山squo;.
_ENTITY = Pattern(r"(?<![A-Za-z&])&?[lr]?[sd]?quo;([^;&。\n]{1,40}?)&?[lr]?[sd]?quo;")
# Dashes before a subtitle: words follow; page numbers (-- 3 --) and ruled lines stay.
_DASHES = Pattern(
    r"[-－―─—](?<![^\n].)(?:(?<=-)-{1,3}|(?<=－)－{1,3}|(?<=[―─])[―─]{0,3}|(?<=—)(?: —)+)"
    rf" ?(?=[^\n]{{0,12}}[{HAN}]{{4}})",
    needs="[-－―─—]",
)


def repair_quotes(text: CleanText, settings: Settings) -> CleanText:
    """Put back a quotation mark that became `?`, and turn those round that all look one way."""
    text = rewrite(text, _DASHES, lambda line: _DASHES.sub("——", line))
    return rewrite(text, _TRIGGER, _repaired)


def _repaired(text: str) -> str:
    text = _DOUBLE_PRIME.sub(r"“\1”", text.translate(_PRIMES))
    if "”" not in text:
        text = _APOSTROPHE.sub(r"“\1”", text)
    text = _ENTITY.sub(r"“\1”", text)
    text = _CLOSING_LOST.sub(lambda match: _unless_asking(match, match[1], f"“{match[1]}”"), text)
    text = _OPENING_LOST.sub(
        lambda match: _unless_asking(
            match, match[2][-QUESTION_REACH:] + match[3], f"{match[1]}{match[2]}“{match[3]}"
        ),
        text,
    )
    if text.count('"') % 2:
        at = text.rindex('"')
        rest = _STRAIGHT_LOST.sub(lambda match: _unless_asking(match, match[1], f'"{match[1]}"'), text[at:])
        text = text[:at] + rest
    return _paired(text)


def _unless_asking(match: re.Match[str], quoted: str, repaired: str) -> str:
    return match[0] if _QUESTION.search(quoted) else repaired


def _paired(text: str) -> str:
    marks = _CURLY.findall(text)
    if len(set(marks)) != 1 or len(marks) % 2:
        return text
    turned = cycle("“”")
    return _CURLY.sub(lambda match: next(turned), text)
