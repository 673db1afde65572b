"""What the cleaners share: the shape of a cleaner that rewrites one block at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..errors import SettingsError
from ..model import Block, CleanText

# Inside a character class of a regular expression: Han characters of all planes, and 〇.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The ends of a full sentence, in both widths; a full stop of Latin script is not among them ("3.5").
SENTENCE_END = "。！？!?…"


def rewrite(text: CleanText, trigger: re.Pattern[str], edit: Callable[[str], str]) -> CleanText:
    """Pass each block in which `trigger` occurs through `edit`.

    Most files lack most triggers, so all blocks are searched at once first: one pass in C over
    the file instead of one call for each block. A trigger must not be able to cross a line end.
    """
    if not trigger.search("\n".join([block.text for block in text.blocks])):
        return text
    blocks = tuple(_edited(block, trigger, edit) for block in text.blocks)
    return replace(text, blocks=blocks)


def _edited(block: Block, trigger: re.Pattern[str], edit: Callable[[str], str]) -> Block:
    if not trigger.search(block.text):
        return block
    edited = edit(block.text)
    return block if edited == block.text else replace(block, text=edited)


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
