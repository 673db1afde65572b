"""Plain text (and Markdown, read as the text it is): one block per line that is not blank."""

from __future__ import annotations

import re

from ..config import Settings
from ..errors import ReadError
from ..parsed import Block
from .base import Content
from .decoding import decode

# What an editor counts as the end of a line.
_LINE_END = re.compile(r"\r\n|\r|\n")
# What ends a paragraph without being counted as a line: vertical tab, form feed, the Unicode separators.
_SOFT_END = re.compile("[\v\f\x85\u2028\u2029]")
# C0 controls that no text holds; tab, the line ends and the ends above are text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Terminal logs and old word processors leave a few controls in real text; of binary junk that
# happens to decode, about one character in ten is one (27 of 128 in ASCII).
MAX_CONTROL_SHARE = 0.02


def read(data: bytes, settings: Settings, declared: str | None = None) -> Content:
    """Decode `data` and cut it into blocks. Raises ReadError (reason only)."""
    found = decode(data, settings.encoding, declared)
    if len(_CONTROL.findall(found.text)) > MAX_CONTROL_SHARE * len(found.text):
        raise ReadError("is not text (it is full of control characters); export it as text first")
    return Content(tuple(_blocks(found.text)), found.encoding, found.confidence)


def _blocks(text: str) -> list[Block]:
    lines = _LINE_END.split(text)
    if _SOFT_END.search(text) is None:
        return [
            Block(line, (number, number))
            for number, line in enumerate(lines, 1)
            if line and not line.isspace()
        ]
    return [
        Block(part, (number, number))
        for number, line in enumerate(lines, 1)
        for part in _SOFT_END.split(line)
        if part and not part.isspace()
    ]
