"""What an editor says before the first report of a collection: of the kind of paper, of the subject.

Its words may be anybody's, but a page that counts its reports (`…总结 篇一`, `【第一篇】`) has no report
before the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText
from ._edit import without
from .own import own_rules

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
    preface = [at for at, block in enumerate(text.blocks[:first]) if _PROSE.search(block.text)]
    if not preface or not _is_editors([text.blocks[at] for at in preface], own_rules(settings).voice):
        return text
    return without(text, preface, REASON)


def _is_first(block: Block) -> bool:
    return len(block.text) <= MAX_LABEL and _FIRST.match(block.text) is not None


def _is_editors(preface: Sequence[Block], voice: Pattern) -> bool:
    """Whether nobody reports in these paragraphs."""
    said = "".join(block.text for block in preface)
    return len(said) <= MAX_PREFACE and not voice.search(said) and not _SPOKEN.search(said)
