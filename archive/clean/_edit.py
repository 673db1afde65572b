"""What the cleaners share: the shape of a cleaner that rewrites one block at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from ..config import Settings
from ..errors import SettingsError
from ..model import Block, CleanText, Removed

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
            last = found = (settings.rules, build(settings))
        return found[1]

    return built


class Pattern:
    """A regular expression that is compiled at its first use.

    The cleaners have some sixty of them; compiled on import they would cost every command 40 ms.
    Once used, each method is that of the compiled expression itself. `needs` is a class of uncommon
    characters of which each match has one; "" if there is no such class.
    """

    def __init__(self, source: str, needs: str = "") -> None:
        self.source = source
        self.needs = needs

    def occurs_in(self, blocks: tuple[Block, ...]) -> bool:
        """Whether it is found in the text of any block. It must not be able to cross a line end.

        Most files lack most of what is looked for, so all blocks are searched at once: one pass in C over
        the file instead of one call for each block, and no pass where a needed character is missing.
        """
        if self.needs and not self._needed.search(uncommon_in(blocks)):
            return False
        return self.search(lines_of(blocks)) is not None

    @cached_property
    def _needed(self) -> re.Pattern[str]:
        return re.compile(self.needs)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self.source)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As of re.Pattern; so are the others."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Find it at the beginning."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Find it from beginning to end."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Find all."""
        return self.compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """Find the texts of all; only for expressions with at most one group."""
        return self.compiled.findall

    @cached_property
    def sub(self) -> Callable[..., str]:
        """Put something in place of all."""
        return self.compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """Cut at all."""
        return self.compiled.split


def begun_with(members: str, source: str) -> str:
    """What finds whether `source` occurs, each match of which begins with one of the `members` of a class.

    Python's engine runs to the next member of a class that an expression begins with, but tries the
    alternatives of one that begins with alternatives at every character. Only the first character is matched.
    """
    return rf"[{members}](?<=(?={source}).)"


def rewrite(text: CleanText, trigger: Pattern, edit: Callable[[str], str]) -> CleanText:
    """Pass each block in which `trigger` occurs through `edit`."""
    if not trigger.occurs_in(text.blocks):
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


def compiled(pattern: str, table: str) -> re.Pattern[str]:
    """Compile a rule of archive/data/<table>.toml, which a user's archive.toml may have added to.

    Raises SettingsError for what is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            f"{table} rule {pattern!r} is no regular expression ({error}); correct it in archive.toml"
        ) from error
