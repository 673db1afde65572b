"""What an editor says before the first report of a collection: of the kind of paper, of the subject.

Its words may be anybody's, but a page that counts its reports (`…总结 篇一`, `【第一篇】`) has no report
before the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ..config import Settings, load_rules
from ..model import Block, CleanText
from ._edit import Pattern, compiled, once, taken

REASON = "lead-in"
# The first report follows after so many lines; its label is as short as a title.
REACH, MAX_LABEL = 12, 70
# Prefaces have one to three paragraphs; where more is said, the label may be that of a report's first part.
MAX_PREFACE = 900

_NUMBER = r"(?:篇 ?[一1](?![\d十])|第 ?[一1] ?篇)"
_COUNT = r"(?:[（(][^（()）]{0,8}篇[)）])?"
_FIRST = Pattern(
    rf"[【\[（(《“]?{_NUMBER}"
    rf"|.{{4,50}}[结告划报职会得案要料稿点言][）)】”》]? ?{_COUNT} ?[（(【]?{_NUMBER}[)）】]?$"
)
_PROSE = Pattern("[。！？]")
_SPOKEN = Pattern("尊敬的|各位|同志们|大家好")


def remove_preface(text: CleanText, settings: Settings) -> CleanText:
    """Take out the paragraphs above the label of the first report of several."""
    first = next((at for at, block in enumerate(text.blocks[:REACH]) if _is_first(block)), 0)
    preface = [block for block in text.blocks[:first] if _PROSE.search(block.text)]
    if not preface or not _is_editors(preface, _own_voice(settings)):
        return text
    removed = [entry for block in preface for entry in taken(block, REASON)]
    kept = tuple(block for block in text.blocks[:first] if block not in preface)
    return replace(text, blocks=(*kept, *text.blocks[first:]), removed=(*text.removed, *removed))


def _is_first(block: Block) -> bool:
    return len(block.text) <= MAX_LABEL and _FIRST.match(block.text) is not None


def _is_editors(preface: Sequence[Block], own_voice: re.Pattern[str]) -> bool:
    """Whether nobody reports in these paragraphs."""
    said = "".join(block.text for block in preface)
    return len(said) <= MAX_PREFACE and not own_voice.search(said) and not _SPOKEN.search(said)


@once
def _own_voice(settings: Settings) -> re.Pattern[str]:
    return _any_of(tuple(load_rules("boilerplate", settings)["speech"]["own_voice"]))


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled("|".join(words), "boilerplate")
