"""What a site wrote into the paragraphs of a text: behind the last sentence, or in brackets anywhere.

`…阅览室改造。喜欢就分享给朋友吧`, `…整改〔材料铺子整理〕完毕`. Told by the model of `furniture`; a
sentence that ends with a full stop, as those of reports do, is not judged. A slogan that comes again and
again is known without it (`slogans`, `watermarks`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText, Removed
from ._edit import lines_of
from .boilerplate import MAX_LOOKS
from .furniture import END, INSERTED, REASON, Model, could_be, is_likely, model_of

# Where pieces of a paragraph begin and end.
Cuts = Iterator[tuple[int, int]]
# What a site says behind a paragraph is a sentence or two words.
MAX_END = 60
# What is quoted, or cited, is the text's own.
_STOPS = "。；：;:，,”’」』》"
_OPENERS = "（(【[［〔〖"
_STOP = Pattern("[。！？!?]")
_SENTENCE = Pattern(
    r"(?:(?<=[。！？!?])|(?<=[。！？!?][”’」』）)]))(?![”’」』）)])[^。！？!?]{2,60}[。！？!?~～]*[”’」』）)】]*$"
)
# A number in brackets begins an item.
_INSERTED = Pattern(
    r"[（(](?![一二三四五六七八九十\d])[^（()）]{2,40}[)）]|【[^【】]{2,40}】|\[[^\[\]]{2,40}\]|［[^［］]{2,40}］"
    r"|〔[^〔〕]{2,40}〕|〖[^〖〗]{2,40}〗"
)


def remove_insertions(text: CleanText, settings: Settings) -> CleanText:
    """Cut out what a site wrote in brackets into a sentence."""
    model = model_of(settings)
    # Most files have no brackets but round ones.
    openers = [sign for sign in _OPENERS if sign in lines_of(text.blocks)]
    sentences = [at for at, block in enumerate(text.blocks) if block.text[-1] in "。；"] if openers else []
    found = {at for sign in openers for at in sentences if sign in text.blocks[at].text}
    return _edited(text, found, lambda block: _cuts(model, block.text, insertions(block.text), INSERTED))


def remove_endings(text: CleanText, settings: Settings) -> CleanText:
    """Cut off what a site wrote behind the last stop of a paragraph."""
    model = model_of(settings)
    found = {at for at, block in enumerate(text.blocks) if block.text[-1] not in _STOPS}
    return _edited(text, found, lambda block: _cuts(model, block.text, endings(block.text), END))


def insertions(text: str) -> Cuts:
    """Where the pieces of a paragraph begin and end that a site may have inserted."""
    return (found.span() for found in _INSERTED.finditer(text) if len(found[0]) < len(text))


def endings(text: str) -> Cuts:
    """Where the last sentence of a paragraph begins and ends, if it may be a site's."""
    start = max(0, len(text) - MAX_END - 2)
    # Headings have no sentence before the end.
    if text[-1] in _STOPS or not _STOP.search(text, max(0, start - 2)):
        return
    last = _SENTENCE.search(text, start)
    if last and last.start():
        yield last.span()


def _edited(text: CleanText, found: Collection[int], cuts: Callable[[Block], Cuts]) -> CleanText:
    """The text without the cuts of the blocks at these indexes."""
    removed = list(text.removed)
    blocks = list(text.blocks)
    for at in sorted(found):
        blocks[at] = _without(cuts, blocks[at], removed)
    if len(removed) == len(text.removed):
        return text
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))


def _without(cuts: Callable[[Block], Cuts], block: Block, removed: list[Removed]) -> Block:
    # What is cut out may have parted the halves of another.
    for _ in range(MAX_LOOKS):
        found = list(cuts(block))
        if not found:
            break
        text = block.text
        removed += [Removed(block.lines[1], text[start:end], REASON) for start, end in found]
        edges = [0, *(edge for cut in found for edge in cut), len(text)]
        kept = (text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        block = replace(block, text="".join(kept))
    return block


def _cuts(model: Model, text: str, pieces: Cuts, place: str) -> Cuts:
    for start, end in pieces:
        if could_be(text[start:end], place, model.titles) and is_likely(model, text[start:end], place):
            yield start, end
