"""From bytes to text, strictly: no replacement character ever enters the archive.

An encoding that the user names is tried alone; one that a page declares is tried first. Then comes the
ladder: a byte order mark decides; then valid UTF-8; then UTF-16 without a mark, known by its shape; then
GB18030 against Big5. The last two accept almost any bytes, and so a result must also read as Chinese,
measured by the share of frequent characters.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from ..config import load_rules
from ..errors import ReadError

_BOMS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    # UTF-32 before UTF-16, whose little-endian mark begins the same.
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# (name, codecs): Microsoft's Big5 first, then with Hong Kong's additions.
_LEGACY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("gb18030", ("gb18030",)),
    ("big5", ("cp950", "big5hkscs")),
)
# Scores are taken of this many characters (or bytes): enough for a share, and a 60 MB file costs no more.
SAMPLE = 20_000
# Share of frequent characters among those beyond ASCII. Prose has 0.75 or more and a list of names about
# 0.5; the same bytes read in a wrong encoding have below 0.25 (measured on statutes re-encoded).
MIN_CHINESE, PROSE = 0.3, 0.75
# Two readings whose scores are closer than this are left to charset-normalizer.
CLOSE = 0.1
# What pages declare, and the encodings by which their makers' programs really write.
_GB = frozenset({"gb2312", "gbk", "gb18030", "hz"})
_BIG5 = frozenset({"big5", "big5hkscs", "cp950"})
# UTF-16 text has almost only frequent characters, ASCII and CJK punctuation; random pairs have few.
MIN_UTF16 = 0.45


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and between 0 and 1 how sure that is (None: the user named it)."""

    text: str
    encoding: str
    confidence: float | None


def decode(data: bytes, told: str | None = None, declared: str | None = None) -> Decoded:
    """Decode `data` as `told` by the user, else as `declared` by the file if that fits, else as found out.

    Raises ReadError (reason only) where nothing fits.
    """
    if told is not None:
        return _as_told(data, told)
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], codec, len(mark)), name, 1.0)
    return (declared and _as_declared(data, declared)) or _found_out(data)


def _as_told(data: bytes, told: str) -> Decoded:
    mark = next((mark for mark, _, codec in _BOMS if data.startswith(mark) and _is(codec, told)), b"")
    try:
        return Decoded(data[len(mark) :].decode(told), told, None)
    except UnicodeError as error:
        at = getattr(error, "start", 0) + len(mark)
        raise ReadError(f"is not {told} at byte {at}; leave out --encoding, or name another") from error


def _is(codec: str, told: str) -> bool:
    return codecs.lookup(codec).name == codecs.lookup(told).name


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """The text by the encoding that a page or mail names, if it is one, decodes, and reads as Chinese."""
    try:
        name = codecs.lookup(declared).name
        names = ("gb18030",) if name in _GB else _LEGACY[1][1] if name in _BIG5 else (name,)
        text = next(text for codec in names if (text := _tried(data, codec)) is not None)
    except (LookupError, StopIteration):
        return None
    if not text.isascii() and _chinese_share(text) < MIN_CHINESE:
        return None
    return Decoded(text, "gb18030" if name in _GB else "big5" if name in _BIG5 else name, 1.0)


def _tried(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _found_out(data: bytes) -> Decoded:
    if b"\0" in data:
        return _utf16(data) or _refuse("is binary (it holds NUL bytes); export it as text first")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _strict(data: bytes, codec: str, offset: int) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"is marked as {codec} but is not at byte {offset + error.start}"
            f" ({error.reason}); save it as UTF-8"
        ) from error


def _refuse(reason: str) -> NoReturn:
    raise ReadError(reason)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    # A file cut in its last character is UTF-8 all the same; read as GB18030 it would be mojibake.
    cut = error.reason == "unexpected end of data"
    if cut and _chinese_share(data[: error.start].decode("utf-8")) >= MIN_CHINESE:
        _refuse(f"ends inside a UTF-8 character at byte {error.start}; it was cut off, fetch it again")
    readings = [*_legacy(data)]
    found = _utf16(data) if not readings else None
    if found is not None:
        return found
    if not readings:
        _refuse(
            "cannot be decoded as UTF-8, UTF-16, GB18030 or Big5"
            f" (as UTF-8 it fails at byte {error.start}); save it as UTF-8"
        )
    best, *others = sorted(readings, key=lambda reading: -reading.score)
    if others and best.score - others[0].score < CLOSE:
        best = _second_opinion(data, [best, *others])
    # How far it reads as prose, less what speaks for the other reading.
    share = best.score / sum(reading.score for reading in readings)
    return Decoded(best.text, best.encoding, round(share * min(best.score / PROSE, 1.0), 2))


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    text: str
    score: float


def _legacy(data: bytes) -> Iterable[_Reading]:
    for name, names in _LEGACY:
        for codec in names:
            text = _tried(data, codec)
            if text is None:
                continue
            score = _chinese_share(text)
            if score >= MIN_CHINESE:
                yield _Reading(name, text, score)
            break


def _second_opinion(data: bytes, readings: list[_Reading]) -> _Reading:
    # Imported here: it costs 30 ms, and few files need it.
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5", "cp950"]).best()
    named = "gb18030" if guess is None or guess.encoding == "gb18030" else "big5"
    return next((reading for reading in readings if reading.encoding == named), readings[0])


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: in the right order nearly all characters are common, in the other few."""
    if len(data) % 2:
        return None
    best: tuple[float, str, str] | None = None
    for codec in ("utf-16-le", "utf-16-be"):
        text = _tried(data, codec)
        if text is None:
            continue
        score = _common_share(text)
        if score >= MIN_UTF16 and (best is None or score > best[0]):
            best = (score, text, codec)
    return Decoded(best[1], best[2], round(min(best[0], 1.0), 2)) if best else None


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    rules = load_rules("characters")
    return frozenset(rules["frequent"] + rules["frequent_traditional"] + rules["punctuation"])


def _chinese_share(text: str) -> float:
    beyond = [char for char in text[:SAMPLE] if char > "\x7f"]
    frequent = _frequent()
    return sum(char in frequent for char in beyond) / len(beyond) if beyond else 0.0


def _common_share(text: str) -> float:
    sample = text[:SAMPLE]
    frequent = _frequent()
    common = sum(" " <= char <= "~" or char in "\t\r\n" or char in frequent for char in sample)
    return common / len(sample) if sample else 0.0
