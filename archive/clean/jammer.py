"""Anti-copy strings of the forum software Discuz: `E' ^( v# G8 k, m`, hidden on its pages, visible in a copy.

Its function `jammer` repeats, a random number of times, one character of chr(32) to chr(59), a
blank, and one of chr(63) to chr(126). So a string is known by its grammar, wherever it stands in a
line, and by being random: no list of options or formula has such a mixture of signs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText, Removed
from ._edit import HAN, occurs_in

REASON = "anti-copy"
# The first character of the string may have been a blank, and so may any other before a letter: one
# in 28 is. In the shortest string that Discuz makes there are five pairs; four remain where a page cut it.
_STRING = Pattern(
    r" ?(?:(?P<lead>[!-;]) |(?<![!-~]))(?P<rest>[?-~](?:[!-;]? [?-~]){3,})(?![A-Za-z])(?:[!-;]$)? ?"
)
# The beginning of a string whose other lines are gone, where a page has whole ones.
_SHORT = Pattern(r"(?<=[^!-~]) ?[!-;] (?=.*[!-/:;@\[-`{-~])[?-~](?:[!-;]? [?-~]){1,2}[!-;]?$")
# The cheapest sign that there may be one: two or more pairs in a row.
_HINT = Pattern(r"[?-~][!-;] [?-~][!-;]? [?-~]", needs="[?-~]")
# A page of a forum has a string in every other line.
MIN_WHOLE = 2
# Options (`A, B, C, D`) repeat one sign, numbered ones (`A1 B2`) have none.
MIN_SIGNS = 2
# `a b c d` is a row of letters; of random pairs 27 in 28 have a character before the blank.
MIN_PAIR_SHARE = 0.6
_ALONE = Pattern(r"(?<![!-;]) ")
# A mark that may as well belong to the sentence before the string is left to it, on pages that use
# half-width marks; even those have a Chinese full stop.
_OWN_MARKS = frozenset(",:;!")
_WIDE_MARKS = Pattern("[，；：！]")
_ENDS_IN_WORD = Pattern(rf"[{HAN}0-9A-Za-z”）)》]$")


def remove_jammer(text: CleanText, settings: Settings) -> CleanText:
    """Take the strings out, and the lines that consist of nothing else."""
    if not occurs_in(_HINT, text.blocks):
        return text
    removed = list(text.removed)
    blocks = [_without(block, removed) if _HINT.search(block.text) else block for block in text.blocks]
    if len(removed) >= len(text.removed) + MIN_WHOLE:
        blocks = [_without_short(block, removed) for block in blocks]
    kept = tuple(block for block in blocks if block.text)
    return text if len(removed) == len(text.removed) else replace(text, blocks=kept, removed=tuple(removed))


def _without_short(block: Block, removed: list[Removed]) -> Block:
    found = _SHORT.search(block.text) if block.text[-1:].isascii() else None
    if found is None:
        return block
    removed.append(Removed(block.lines[0], found[0].strip(" "), REASON))
    return replace(block, text=block.text[: found.start()])


def _without(block: Block, removed: list[Removed]) -> Block:
    def cut(match: re.Match[str]) -> str:
        string = match[0].strip(" ")
        if not _is_random(string):
            return match[0]
        kept = _own_lead(match)
        removed.append(Removed(block.lines[0], string.removeprefix(kept).strip(" "), REASON))
        return kept

    edited = _STRING.sub(cut, block.text)
    return block if edited == block.text else replace(block, text=edited.strip(" "))


def _is_random(string: str) -> bool:
    signs = {char for char in string if not char.isalnum() and char != " "}
    pairs = string.count(" ")
    return len(signs) >= MIN_SIGNS and pairs - len(_ALONE.findall(string)) >= MIN_PAIR_SHARE * pairs


def _own_lead(match: re.Match[str]) -> str:
    """The first character of the match where it rather belongs to the text before it, else nothing."""
    lead = match["lead"] or ""
    # No line ends with a comma but one that was broken.
    if lead == "," and match.end() == len(match.string):
        return ""
    before = match.string[max(0, match.start("lead") - 1) : match.start("lead")] if lead else ""
    if lead in _OWN_MARKS and _ENDS_IN_WORD.search(before):
        return "" if _WIDE_MARKS.search(match.string) else lead
    return lead if lead.isdigit() and before.isdigit() else ""
