"""What a file says of its own lines (styles of Word, tags of a page, type of a print), as far as it can be.

Clerks choose styles for how they look: whole reports are set in “Heading 2”, or in bold. A hint counts
where the text could be what it says, and none counts in a file whose hints say it of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ..lazy_pattern import Pattern
from ..parsed import Block
from .numbering import read_mark
from .titles import TitleRules, has_title_form

# Headings have up to 40 characters, and titles with the names of two units up to 60.
_MAX_MARKED = 60
# The word 目录 and forms of address are set like titles.
_MIN_TITLE = 4
# Of the lines that are marked as headings, so many may be sentences before no mark is believed.
_MAX_SENTENCES = 0.25
# A line in bold is a heading only within these bounds, and above a text of some length in plain type.
_MIN_BOLD, _MAX_BOLD, _MIN_TEXT = 4, 24, 20
# What is set off by its type alone stands below all headings of a named level.
_LOWEST = "heading9"
_MARKED = Pattern(r"title|heading[1-9]")
_SENTENCE = Pattern(r"。.|[，,].*[。；;，,]$|[，,：:]$", re.DOTALL)
_STOP = Pattern(r"[。！？!?；;：:，,]")


def believable(blocks: Sequence[Block], titles: TitleRules) -> tuple[Block, ...]:
    """The blocks, each with its hint as far as its text and the other hints bear it out.

    "centered" becomes "title" and "bold" a heading where form and place say so too.
    """
    if all(block.style in (None, "cell") for block in blocks):
        return tuple(blocks)
    marked = [block for block in blocks if block.style and _MARKED.match(block.style)]
    wrong = sum(1 for block in marked if not _may_be(block))
    none = wrong > _MAX_SENTENCES * len(marked)
    return tuple(
        block if block.style in (None, "cell") else replace(block, style=_hint(block, after, none, titles))
        for block, after in zip_longest(blocks, blocks[1:])
    )


def _hint(block: Block, after: Block | None, none: bool, titles: TitleRules) -> str | None:
    if block.style and _MARKED.match(block.style):
        return None if none or not _may_be(block) else block.style
    if block.style == "centered" and _may_be(block) and has_title_form(block.text.strip(), titles):
        return "title"
    return _LOWEST if after and _stands_out(block, after) else None


def _may_be(block: Block) -> bool:
    """Whether a text is short and whole enough for a heading or title."""
    text = block.text.strip()
    if len(text) > _MAX_MARKED or _SENTENCE.search(text):
        return False
    return block.style != "title" or len("".join(text.split())) >= _MIN_TITLE


def _stands_out(block: Block, after: Block) -> bool:
    """Whether a line in bold, or in the middle, stands above a text that it can be the heading of."""
    text = block.text.strip()
    if not _MIN_BOLD <= len(text) <= _MAX_BOLD or _STOP.search(text) or read_mark(text) is not None:
        return False
    return after.style is None and len(after.text) >= _MIN_TEXT and "。" in after.text
