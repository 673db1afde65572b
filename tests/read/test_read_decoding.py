"""The encodings that files come in, and what is refused."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from archive.errors import ReadError
from archive.read.decoding import decode

SIMPLIFIED = "今年以来，我局认真贯彻落实上级部署，扎实推进河道整治工作，取得了明显成效。"
TAIWAN = OpenCC("s2tw").convert(SIMPLIFIED)
HONG_KONG = OpenCC("s2hk").convert(SIMPLIFIED)


def found(data: bytes) -> tuple[str, str]:
    decoded = decode(data)
    return decoded.text, decoded.encoding


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (TAIWAN, "gb18030", "gb18030"),
        (HONG_KONG, "gb18030", "gb18030"),
        (TAIWAN, "big5", "big5"),
        (HONG_KONG, "big5hkscs", "big5"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TAIWAN + "\n2023年ABC\n", "utf-16-le", "utf-16-le"),
        ("plain ASCII notes\n", "ascii", "utf-8"),
    ],
)
def test_each_encoding_is_recognised_by_its_bytes(text: str, codec: str, name: str) -> None:
    assert found(text.encode(codec)) == (text, name)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_taken_off(mark: bytes, codec: str) -> None:
    assert found(mark + SIMPLIFIED.encode(codec)) == (SIMPLIFIED, codec)


@pytest.mark.parametrize("length", [10, 20, 38])
@pytest.mark.parametrize(("codec", "name"), [("big5", "big5"), ("gb18030", "gb18030")])
def test_a_single_short_traditional_line_is_not_mistaken(length: int, codec: str, name: str) -> None:
    text = TAIWAN[:length]
    assert found(text.encode(codec)) == (text, name)


def test_a_big_file_is_judged_by_a_sample_but_decoded_whole() -> None:
    text = TAIWAN * 20_000
    assert found(text.encode("big5")) == (text, "big5")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SIMPLIFIED.encode() + "工".encode()[:2], f"at byte {len(SIMPLIFIED.encode())}"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "NUL bytes"),
        (random.Random(7).randbytes(400).replace(b"\0", b"\1"), "cannot be decoded"),
        (SIMPLIFIED.encode()[:60] + b"\xff\xfe" + SIMPLIFIED.encode()[60:], "cannot be decoded"),
        (codecs.BOM_UTF8 + b"\xff", "at byte 3"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "is marked as utf-16-le"),
        ("Größe über alle Maße für die Straße".encode("latin-1"), "cannot be decoded"),
        ("日本語のテキストです。".encode("shift_jis"), "cannot be decoded"),
    ],
)
def test_what_is_not_chinese_text_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("text", "codec", "least"),
    [
        (SIMPLIFIED, "utf-8", 1.0),
        (SIMPLIFIED, "gb18030", 0.7),
        (TAIWAN, "big5", 0.7),
        (TAIWAN[:10], "big5", 0.5),
    ],
)
def test_it_is_said_how_sure_an_encoding_is(text: str, codec: str, least: float) -> None:
    confidence = decode(text.encode(codec)).confidence
    assert confidence is not None and least <= confidence <= 1


def test_what_reads_less_like_prose_is_less_sure() -> None:
    names = decode("琼脂、琉璃、麒麟、貔貅、饕餮，今年的工作".encode("gb18030")).confidence
    prose = decode(SIMPLIFIED.encode("gb18030")).confidence
    assert names is not None and prose is not None and names < prose


def test_an_encoding_that_the_user_names_is_used_without_a_look_at_the_text() -> None:
    name = "某某村"
    assert decode(name.encode("big5", "ignore") or b"a", "big5").confidence is None
    assert decode("Größe".encode("latin-1"), "latin-1").text == "Größe"
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8").text == SIMPLIFIED
    with pytest.raises(ReadError, match="is not big5 at byte 0"):
        decode(b"\xff" + SIMPLIFIED.encode(), "big5")


@pytest.mark.parametrize(
    ("codec", "declared", "name"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "GBK", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "x-unknown", "utf-8"),
    ],
)
def test_a_declared_encoding_counts_only_if_the_text_then_reads_as_chinese(
    codec: str, declared: str, name: str
) -> None:
    decoded = decode(SIMPLIFIED.encode(codec), declared=declared)
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, name)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_every_utf8_text_comes_out_as_it_went_in(text: str) -> None:
    assert found(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=200))
def test_no_bytes_ever_become_replacement_characters(data: bytes) -> None:
    try:
        text, encoding = found(data)
    except ReadError as error:
        assert str(error)
    else:
        codec = {"big5": ("cp950", "big5hkscs")}.get(encoding, (encoding,))
        assert "\ufffd" not in text or any(_encodes_back(text, name, data) for name in codec)


def _encodes_back(text: str, codec: str, data: bytes) -> bool:
    try:
        return data.endswith(text.encode(codec))
    except UnicodeEncodeError:
        return False
