"""What the cleaners share: the shape of a cleaner that rewrites one block at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from ..config import Settings
from ..lazy_pattern import Pattern, at_once
from ..parsed import Block, CleanText, Removed

# Inside a character class of a regular expression: Han characters of all planes, and 〇.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The lines in which a page says what it is: breadcrumb, title, time, blank lines between them.
HEAD_LINES = 12
# What nearly all of a text is made of. What else it has is a few dozen characters, by which most that the
# cleaners look for is known to be missing.
_COMMON = r"\u4e00-\u9fff0-9，。、；：（）《》(),.;% \u3000\n"


_Rules = TypeVar("_Rules")


def once(build: Callable[[Settings], _Rules]) -> Callable[[Settings], _Rules]:
    """Let `build` make its rules once for all files that are cleaned with the same settings.

    Reading hundreds of rules from their tables takes as long as cleaning a page with them.
    """
    last: tuple[Any, _Rules] | None = None

    @wraps(build)
    def built(settings: Settings) -> _Rules:
        nonlocal last
        found = last
        if found is None or found[0] is not settings.rules:
            with at_once(settings.rules):
                last = found = (settings.rules, build(settings))
        return found[1]

    return built


def occurs_in(pattern: Pattern, blocks: tuple[Block, ...]) -> bool:
    """Whether a pattern is found in the text of any block. It must not be able to cross a line end.

    Most files lack most of what is looked for, so all blocks are searched at once: one pass in C over
    the file instead of one call for each block, and no pass where a needed character is missing.
    """
    if pattern.needs and not pattern.needed.search(uncommon_in(blocks)):
        return False
    return pattern.search(lines_of(blocks)) is not None


def begun_with(members: str, source: str) -> str:
    """What finds whether `source` occurs, each match of which begins with one of the `members` of a class.

    Python's engine runs to the next member of a class that an expression begins with, but tries the
    alternatives of one that begins with alternatives at every character. Only the first character is matched.
    """
    return rf"[{members}](?<=(?={source}).)"


def rewrite(text: CleanText, trigger: Pattern, edit: Callable[[str], str]) -> CleanText:
    """Pass each block in which `trigger` occurs through `edit`."""
    if not occurs_in(trigger, text.blocks):
        return text
    blocks = tuple([_edited(block, trigger, edit) for block in text.blocks])
    # Blocks that stay as they are keep their identity, by which `lines_of` knows them.
    return text if blocks == text.blocks else replace(text, blocks=blocks)


def _remembered(join: Callable[[tuple[Block, ...]], str]) -> Callable[[tuple[Block, ...]], str]:
    """Let `join` put together once what a dozen cleaners look at, most of which change nothing."""
    last: tuple[tuple[Block, ...], str] = ((), "")

    @wraps(join)
    def remembered(blocks: tuple[Block, ...]) -> str:
        nonlocal last
        known, text = last
        if known is not blocks:
            text = join(blocks)
            last = (blocks, text)
        return text

    return remembered


@_remembered
def lines_of(blocks: tuple[Block, ...]) -> str:
    """The texts of all blocks, each a line."""
    return "\n".join([block.text for block in blocks])


@_remembered
def uncommon_in(blocks: tuple[Block, ...]) -> str:
    """The uncommon characters of all blocks, each once."""
    return "".join(set(_UNCOMMON.findall(lines_of(blocks))))


_UNCOMMON = Pattern(f"[^{_COMMON}]")


def _edited(block: Block, trigger: Pattern, edit: Callable[[str], str]) -> Block:
    if not trigger.search(block.text):
        return block
    edited = edit(block.text)
    return block if edited == block.text else replace(block, text=edited)


def taken(block: Block, reason: str) -> Iterator[Removed]:
    """What `removed` says of a whole block: each of its lines is there, the text with the first."""
    first, last = block.lines
    yield Removed(first, block.text, reason)
    yield from (Removed(line, "…", reason) for line in range(first + 1, last + 1))


def without(text: CleanText, found: Collection[int], reason: str) -> CleanText:
    """The text without the blocks at these indexes, which go to `removed`."""
    if not found:
        return text
    removed = [entry for at in sorted(found) for entry in taken(text.blocks[at], reason)]
    kept = tuple([block for at, block in enumerate(text.blocks) if at not in found])
    return replace(text, blocks=kept, removed=(*text.removed, *removed))
