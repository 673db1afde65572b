"""Whatever stands in a file, cleaning and understanding it take time in proportion to its size."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archive.clean import clean
from archive.config import Settings
from archive.parsed import Block, SourceText
from archive.structure import understand

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
# Twice the text takes twice the time. Three times, and a little for the clock and other work on the
# machine, is still far from the four times of anything quadratic at the sizes of the slow runs.
FACTOR, SLACK = 3, 0.1
# Other work on the machine also costs time of the processor now and then; what is quadratic is so each time.
ATTEMPTS = 3
LINE = 29
PIECES = {
    "one character": "工",
    "one letter": "x",
    "one digit": "1",
    "brackets that open": "(",
    "nested brackets": "《“（【[",
    "masks in turn": "*县xx局",
    "letters and signs in turn": "_1x*",
    "digits and dots": "1.2.",
    "leaders and pages": "……1",
    "ordinals": "一、",
    "ordinals in brackets": "（一）加强",
    "enclosed ordinals": "①",
    "quotes that open": "“",
    "quotes the wrong way": "”“",
    "quotes lost": '"a?',
    "annotated": "網(wǎng)",
    "annotated without tones": "学(xue)",
    "damaged": "釘?shù)",
    "blanks": " ",
    "ideographic blanks": "\u3000",
    "spaced out": "我 们 ",
    "sentences": "加强领导，落实责任。",
    "items": "一是；",
    "titles": "2020年工作总结1",
    "cut years": "20-",
    "announcements": "现将情况如下",
    "intentions": "下一步，我们将。",
    "traditional": "臺灣",
    "tags": "<b ",
    "entities": "&amp;",
    "addresses": "http://",
    "labels": "作者:a ",
    "products": "3×",
    "commas": "，",
    "a heading run into its text": "一、存在问题(一)不足1.现将",
    "what a cue must have": "之",
    "organisations": "县局",
}


def seconds(lines: list[str]) -> float:
    """Of the processor, for a page of these lines under a title."""
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(["工作总结", *lines], 1))
    source = SourceText("a.txt", "d", "utf-8", "text/plain", blocks)
    started = time.process_time()
    understand(clean(source, SETTINGS), "d", SETTINGS)
    return time.process_time() - started


def takes_about_twice(half: list[str], whole: list[str]) -> bool:
    """Whether in one of the attempts the whole takes no more than what is linear may."""
    return any(seconds(whole) <= FACTOR * seconds(half) + SLACK for _ in range(ATTEMPTS))


def line_of(piece: str, size: int) -> list[str]:
    """One line of `size` bytes, with a line of prose behind it."""
    return ["正文" + piece * (size // len(piece.encode())), "一、工作情况", "我局加强领导，落实责任。"]


def lines_of(piece: str, size: int) -> list[str]:
    """Lines of some thirty characters, of `size` bytes together."""
    text = piece * (size // len(piece.encode()))
    lines = (text[at : at + LINE].strip() for at in range(0, len(text), LINE))
    return [line or "。" for line in lines]


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_line_of_twice_the_length_takes_about_twice_the_time(piece: str) -> None:
    assert takes_about_twice(line_of(piece, 60_000), line_of(piece, 120_000))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twice_as_many_lines_take_about_twice_the_time(piece: str) -> None:
    assert takes_about_twice(lines_of(piece, 30_000), lines_of(piece, 60_000))


@pytest.mark.slow
@pytest.mark.parametrize("shape", [line_of, lines_of])
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_megabytes_take_about_twice_the_time_of_half_of_them(piece: str, shape) -> None:
    assert takes_about_twice(shape(piece, 500_000), shape(piece, 1_000_000))
