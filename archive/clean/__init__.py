"""Cleaning: a `SourceText` becomes a `CleanText`, by a visible, ordered tuple of cleaners.

A cleaner takes and gives a CleanText, is idempotent, and drops nothing silently: what it takes
out is in `removed`, what it could not do is in `warnings`. The order matters: blanks that stand for line
ends must be seen before blanks are closed; pinyin is only recognised once tone marks are composed; OpenCC
must see words that no annotation interrupts; what is full of `_`, `*` and x without masking anything
(anti-copy strings, names of sites) goes before masks are marked; boilerplate and line ends are judged on
text with its masks in their final form; what a print has at the edges of its pages goes before the
sentences on both sides of it are joined; whole lines only show where the margins of a page end; and only
when all is gone that stood between them do two titles stand right behind one another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from ..config import Settings
from ..parsed import Block, CleanText, SourceText
from .between import remove_between
from .boilerplate import remove_boilerplate
from .damage import repair_damage
from .furniture import remove_furniture
from .headline import cut_repeats, name_title
from .insertions import remove_endings, remove_insertions
from .jammer import remove_jammer
from .lines import join_lines
from .margins import remove_margins
from .page_title import remove_site_names
from .pinyin import remove_pinyin
from .placeholders import mark_placeholders
from .preface import remove_preface
from .quotes import repair_quotes
from .running_heads import remove_running_heads
from .slogans import remove_slogans
from .traditional import to_simplified
from .viewer import restore_lines
from .watermarks import remove_watermarks
from .whitespace import clean_whitespace

__all__ = ["CLEANERS", "Cleaner", "clean"]

# A second round finds little, a third hardly anything; more are for hostile pages.
MAX_ROUNDS = 8

Cleaner = Callable[[CleanText, Settings], CleanText]

CLEANERS: tuple[Cleaner, ...] = (
    restore_lines,
    clean_whitespace,
    repair_damage,
    remove_pinyin,
    to_simplified,
    repair_quotes,
    remove_jammer,
    remove_slogans,
    remove_watermarks,
    remove_site_names,
    mark_placeholders,
    remove_insertions,
    remove_boilerplate,
    name_title,
    remove_running_heads,
    join_lines,
    remove_preface,
    remove_between,
    remove_furniture,
    remove_margins,
    remove_endings,
    cut_repeats,
)

# These look at each block by itself: one that has stayed as it was since a round began needs no second look.
BLOCKWISE: frozenset[Cleaner] = frozenset(
    {
        clean_whitespace,
        repair_damage,
        repair_quotes,
        mark_placeholders,
        remove_insertions,
        remove_boilerplate,
        remove_endings,
    }
)


def clean(source: SourceText, settings: Settings) -> CleanText:
    """Run all cleaners over `source`; cleaning the result again changes nothing.

    The text of a block is what is to be shown and indexed; its `lines` are those of the source that
    it was made from.
    """
    text = CleanText(source.blocks, source.removed, source.warnings)
    seen: tuple[Block, ...] = ()
    for _ in range(MAX_ROUNDS):
        removed = len(text.removed)
        text, seen, made, early = _round(text, settings, seen)
        # Without the lines of a margin, others may be pieces of one line, or stand beside a title.
        is_settled = len(text.removed) == removed + early
        # Joined lines make new words and sentences; seldom so that a cleaner before would act on them.
        if is_settled and (not made or _round(CleanText(made), settings).text.blocks == made):
            break
    return replace(text, removed=tuple(sorted(text.removed, key=lambda removed: removed.line)))


class _Round(NamedTuple):
    """What one round has made of a text.

    `seen` are the blocks that its cleaners were given, `made` those made by joining lines or after that, and
    `early` tells how much was removed before.
    """

    text: CleanText
    seen: tuple[Block, ...]
    made: tuple[Block, ...]
    early: int


def _round(text: CleanText, settings: Settings, seen: tuple[Block, ...] = ()) -> _Round:
    """All cleaners once; `seen` are the blocks that those of the last round were given."""
    before, given, settled = text, len(text.removed), set(map(id, seen))
    for cleaner in CLEANERS:
        if cleaner is join_lines:
            before = text
        text = _anew(cleaner, text, settings, settled) if cleaner in BLOCKWISE else cleaner(text, settings)
        if cleaner is clean_whitespace:
            seen = text.blocks
    known = set(map(id, before.blocks))
    made = tuple(block for block in text.blocks if id(block) not in known)
    return _Round(text, seen, made, len(before.removed) - given)


def _anew(cleaner: Cleaner, text: CleanText, settings: Settings, settled: set[int]) -> CleanText:
    """What the cleaner makes of the text, when it has nothing to do in the blocks that are settled."""
    fresh = tuple(block for block in text.blocks if id(block) not in settled) if settled else text.blocks
    if len(fresh) < len(text.blocks):
        part = replace(text, blocks=fresh)
        if cleaner(part, settings) == part:
            return text
    return cleaner(text, settings)
