"""Repair of pinyin annotations that were written into the middle of characters.

Some sites annotate pages in GBK by replacing bytes: wherever the two bytes of a Traditional
character occur, `(pinyin)` is put after them, even where the first byte ends one character and the
second begins the next. Decoded, the byte before the bracket finds no partner and becomes, with the
bracket, one `?`; what follows is read one byte off until a byte below 0x80 brings it back:

    釘釘等平臺   E1 94 | E1 94 | B5 C8 | C6 BD | C5 5F     94 B5 is 數, shù
    釘釘?shù)绕脚_(tái)     E1 94 | E1 94 | B5 ( → ?  shù) C8 C6 → 绕  BD C5 → 脚  5F → _

So the lost byte is known from the syllable: with the byte before it, it must be a Traditional
character of that reading. The bytes up to the point where both readings meet again then give
the original. The second kind of damage loses the first byte of a full stop or quotation mark,
0xA1: `?？偨Y(jié)` is `。總結(jié)`.

A repair is made only if exactly one original is possible and reads as ordinary Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..config import Settings
from ..lazy_pattern import Pattern
from ..parsed import Block, CleanText, Notice
from ._edit import HAN, occurs_in
from .readings import LETTER, SYLLABLE, is_reading
from .traditional import converter

# Most decoders lose the bracket with the byte; those that keep it show `?(`.
_LOST = Pattern(rf"[?？\ufffd][(（]?({SYLLABLE})[)）]")
_ANNOTATION = Pattern(rf"[(（]({SYLLABLE})[)）]")
# A Latin letter or sign (a second byte of GBK below 0x80) that carries a reading.
_ON_TRAIL = Pattern(rf"[@-~][(（]{SYLLABLE}[)）]")
_DAMAGE = Pattern(rf"[?？\ufffd@-~][(（]?{SYLLABLE}[)）]", needs=LETTER)
_BEFORE = Pattern(rf"([{HAN}，。、；：！“”‘’《》])(?:[(（]{SYLLABLE}[)）])*$")
# An annotation of the character before a damaged one is at most this long.
_LOOK_BACK = 24
# Characters within which a damaged run must come back into step. In Traditional text a second byte
# below 0x80 comes every four characters or so; longer runs leave room for more than one original.
MAX_RUN = 24
# Punctuation that pages put into half width after the damage was done.
_WIDE = dict(zip(",:;!()", "，：；！（）", strict=True))
_LOST_LEAD = b"\xa1"
_LOST_MARKS = frozenset("。、”“》《’‘…—·")
_ORDINARY_MARKS = _LOST_MARKS | frozenset("，；：！？（）％【】〔〕")
# The first bytes of GB2312's first level, the 3,755 characters of everyday use.
_LEVEL_ONE = range(0xB0, 0xD8)

_CODE = "damaged-annotation"

_Original = tuple[int, bytes]


def repair_damage(text: CleanText, settings: Settings) -> CleanText:
    """Put back what was there before the annotation where that is certain, and warn where it is not."""
    if not occurs_in(_DAMAGE, text.blocks):
        return text
    blocks: list[Block] = []
    warnings = list(text.warnings)
    for block in text.blocks:
        repaired = _repaired(block.text) if _DAMAGE.search(block.text) else block.text
        blocks.append(block if repaired == block.text else replace(block, text=repaired))
        if damage := _LOST.search(repaired):
            first, last = block.lines
            if not any(notice.code == _CODE and first <= notice.line <= last for notice in warnings):
                warnings.append(_notice(first, repaired, damage))
    return replace(text, blocks=tuple(blocks), warnings=tuple(warnings))


def _notice(line: int, text: str, damage: re.Match[str]) -> Notice:
    around = text[max(0, damage.start() - 6) : damage.end() + 6]
    return Notice(_CODE, line, f"a character is lost at “{around}”; compare the original page")


def _repaired(text: str) -> str:
    done: list[str] = []
    position = 0
    for match in _DAMAGE.finditer(text):
        if match.start() < position:
            continue
        if match[0][0] in "?？\ufffd":
            run = _annotation_inside(text, match)
        else:
            run = _lead_lost(text, match) or _lead_gone(text, match) or _annotation_across(text, match)
        if run is not None and run[0] >= position:
            start, end, original = run
            done += [text[position:start], original]
            position = end
    return "".join([*done, text[position:]])


def _annotation_inside(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """The run that begins with the lost byte at `match`, as (start, end, original)."""
    lost = _LOST.match(text, match.start())
    prefix = _character_before(text, match.start())
    if lost is None or not prefix:
        return None
    found = {
        original
        for byte in _partners(prefix[-1:], lost[1])
        for original in _originals(text, lost.end(), prefix, bytes([byte]))
    }
    return _certain(match.start(), found)


def _character_before(text: str, position: int) -> bytes:
    """The bytes of the character before `position`, annotations passed over; none if it has not two."""
    before = _BEFORE.search(text[max(0, position - _LOOK_BACK) : position])
    return _bytes_of(before[1]) if before else b""


def _lead_lost(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """The run from a lost 0xA1 up to the reading at `match`, as (start, end, original)."""
    if not _ON_TRAIL.match(text, match.start()):
        return None
    for start in range(match.start() - 1, max(-1, match.start() - MAX_RUN), -1):
        if text[start] not in "?\ufffd？":
            continue
        found = {
            original
            for original in _originals(text, *_after_lead(text, start))
            if original[0] == match.start() + 1 and original[1].decode("gbk")[0] in _LOST_MARKS
            if _reads(original[1][-2:], match[0][2:-1])
        }
        if found:
            return _certain(start, found)
    return None


def _lead_gone(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """A lost 0xA1 without a sign that it is lost: `稳，F(xiàn)将` is `稳。现将`, A1 A3 AC 46."""
    before, trail = text[match.start() - 1 : match.start()], match[0][0]
    code = _bytes_of(before) if before else b""
    syllable = _ANNOTATION.match(text, match.start() + 1)
    # A Latin letter follows a Chinese comma by no other way.
    if syllable is None or len(code) != len("。".encode("gbk")) or not trail.isalpha():
        return None
    pair = code[1:] + trail.encode("gbk")
    mark = (_LOST_LEAD + code[:1]).decode("gbk", "ignore")
    if mark not in _LOST_MARKS or not _reads(pair, syllable[1]):
        return None
    start = match.start() - 1
    return start - text.startswith(("?", "？"), start - 1), match.end(), mark + pair.decode("gbk")


def _annotation_across(text: str, match: re.Match[str]) -> tuple[int, int, str] | None:
    """A sign with the reading of the character that its byte makes with the byte before it: `“_(xuǎn)`."""
    before = _character_before(text, match.start())
    syllable = _ANNOTATION.match(text, match.start() + 1)
    if syllable is None or not _reads(before[-1:] + match[0][0].encode("gbk"), syllable[1]):
        return None
    return match.start(), match.end(), match[0][0]


def _after_lead(text: str, start: int) -> tuple[int, bytes, bytes]:
    """Where to go on after the lost 0xA1 at `start`, the prefix (none), and the bytes so far."""
    if text.startswith(("?", "？"), start + 1):
        # A full stop, A1 A3, shifts into a question mark, A3 BF, that a page may have made half width.
        return start + 2, b"", _LOST_LEAD + "？".encode("gbk")
    return start + 1, b"", _LOST_LEAD


def _certain(start: int, found: set[_Original]) -> tuple[int, int, str] | None:
    ordinary = [run for run in found if all(map(_is_ordinary, run[1].decode("gbk")))]
    if len(ordinary) != 1:
        return None
    end, raw = ordinary[0]
    return start, end, raw.decode("gbk")


def _originals(text: str, position: int, prefix: bytes, raw: bytes) -> Iterator[_Original]:
    """Each (end, bytes) that the damaged run going on at `position` may have been.

    `raw` are the original bytes of the run so far, `prefix` those of the character before it.
    """
    limit = min(len(text), position + MAX_RUN)
    while True:
        whole = _is_whole(raw)
        if whole is None:
            return
        if whole:
            yield position, raw
            return
        if position >= limit:
            return
        if lost := _LOST.match(text, position):
            for byte in _partners((prefix + raw)[-1:], lost[1]):
                yield from _originals(text, lost.end(), prefix, raw + bytes([byte]))
            return
        if annotation := _ANNOTATION.match(text, position):
            if not _reads((prefix + raw)[-2:], annotation[1]):
                return
            position = annotation.end()
            continue
        raw += _bytes_of(text[position])
        position += 1


def _bytes_of(char: str) -> bytes:
    # GB18030 is GBK with bytes for the private use area, where some decoders put what GBK leaves free.
    code = _WIDE.get(char, char).encode("gb18030")
    return code if len(code) <= 2 else b""


def _is_whole(raw: bytes) -> bool | None:
    """Whether `raw` ends with a character; None if it cannot be GBK."""
    try:
        raw.decode("gbk")
    except UnicodeDecodeError as error:
        return False if error.reason == "incomplete multibyte sequence" else None
    return True


@lru_cache(maxsize=4096)
def _partners(lead: bytes, syllable: str) -> tuple[int, ...]:
    """The bytes that after `lead` make a Traditional character read `syllable` and can be lost."""
    return tuple(byte for byte in range(0x81, 0xFF) if _reads(lead + bytes([byte]), syllable))


def _reads(pair: bytes, syllable: str) -> bool:
    try:
        char = pair.decode("gbk")
    except UnicodeDecodeError:
        return False
    # Sites annotate what a conversion from Simplified has changed, nothing else.
    return len(char) == 1 and converter().convert(char) != char and is_reading(syllable, char)


def _is_ordinary(char: str) -> bool:
    if char in _ORDINARY_MARKS:
        return True
    code = converter().convert(char).encode("gb2312", "ignore")
    return len(code) == 2 and code[0] in _LEVEL_ONE
