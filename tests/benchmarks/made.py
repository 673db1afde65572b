"""Made-up archives of any size for the benchmarks, and what they are asked.

Sentences of a folder of texts, drawn with a fixed seed, make sections of some 370 characters, the mean
of the reports that this project was made for. A section is its number, which tells its year and type.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from archive.parsed import ParsedFile

SEED = 7
# Set where other work on the machine would disturb the clock.
PROCESSOR = "BENCHMARK_PROCESSOR"
SECTION_LENGTH = 370
SECTIONS_A_FILE = 20
HEADING = "情况"
FIRST_YEAR, YEARS = 2010, 15
_DIGITS = "一二三四五六七八九"
_ORDINALS = (*_DIGITS, "十", *("十" + digit for digit in _DIGITS), "二十")


@dataclass(frozen=True, slots=True)
class Ask:
    """A query without the syntax of any system: all of `every`, one of `some`, none of `none`.

    `years` are the first and the last that a section may be of; then the years of what is found are to
    be counted too.
    """

    kind: str
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    phrase: bool = False
    prefix: bool = False
    years: tuple[int, int] | None = None

    def holds(self, text: str, year: int) -> bool:
        """The answer of a plain scan."""
        return (
            all(word in text for word in self.every)
            and (not self.some or any(word in text for word in self.some))
            and not any(word in text for word in self.none)
            and (self.years is None or self.years[0] <= year <= self.years[1])
        )


class Searcher(Protocol):
    """An opened index."""

    def page(self, ask: Ask) -> object:
        """What a user sees: how many there are, the ten best with an excerpt, facets where asked for."""

    def found(self, ask: Ask) -> set[int]:
        """The numbers of all sections that are found."""


class System(Protocol):
    """A way to index the sections of a folder; `lacks` are the kinds that it has no query for."""

    name: str
    lacks: frozenset[str]

    def build(self, home: Path) -> None:
        """Index HOME/sections.jsonl in HOME/NAME."""

    def open(self, home: Path) -> Searcher: ...

    def command(self, home: Path, word: str) -> list[str]:
        """One search as a whole process."""


def _of(kind: str, *words: str) -> list[Ask]:
    return [Ask(kind, (word,), phrase=kind == "phrase", prefix=kind == "prefix") for word in words]


# Words of laws and of reports. Those of `rare` and `miss` stand in few sections or in none.
ASKS: tuple[Ask, ...] = (
    *_of("rare", "义工", "珊瑚礁", "改革开放", "博物馆"),
    *_of("common", "工作", "规定", "管理", "国家"),
    *_of("phrase", "有关部门", "依照本法", "国务院规定", "会主义市场"),
    Ask("and", ("国务院", "规定", "处罚")),
    Ask("and", ("企业", "登记", "机关")),
    Ask("and", ("教育", "学生", "经费")),
    Ask("and", ("环境", "保护", "责任")),
    Ask("or", some=("海关", "税务")),
    Ask("or", some=("森林", "草原")),
    Ask("or", some=("规定", "工作")),
    Ask("or", some=("法院", "检察院")),
    Ask("not", ("登记",), none=("机关",)),
    Ask("not", ("土地",), none=("农村",)),
    Ask("not", ("教育",), none=("学校",)),
    Ask("not", ("企业",), none=("国有",)),
    *_of("prefix", "信息", "民事", "食品", "电子"),
    Ask("filter", ("工作",), years=(2015, 2018)),
    Ask("filter", ("安全",), years=(2012, 2020)),
    Ask("filter", ("监督",), years=(2019, 2022)),
    Ask("filter", ("服务",), years=(2010, 2014)),
    *_of("miss", "火星车", "量子纠缠", "元宇宙", "贫攻坚"),
)


def sections(data: Path, number: int) -> Iterator[list[str]]:
    """Paragraphs of random sentences, enough of them for one section each."""
    draw = random.Random(SEED)
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(data.rglob("*.txt")))
    sentences = [s for s in re.findall("[^。\\n]+。", text) if len(s) > 8]
    for _ in range(number):
        chosen: list[str] = []
        while sum(map(len, chosen)) < SECTION_LENGTH:
            chosen.append(draw.choice(sentences))
        half = len(chosen) // 2
        yield ["".join(part) for part in (chosen[:half], chosen[half:]) if part]


def texts(home: Path) -> Iterator[str]:
    """The sections that a folder keeps: the heading and the paragraphs, one a line."""
    with (home / "sections.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def clock() -> float:
    """Seconds by the clock, or of the processor, where the environment asks for that.

    The processor's are those of this process and of all that it has waited for.
    """
    if not os.environ.get(PROCESSOR):
        return time.perf_counter()
    parts = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def year_of(number: int) -> int:
    """The year of a section: that of its file."""
    return FIRST_YEAR + number // SECTIONS_A_FILE % YEARS


def report(file: int, texts: list[list[str]]) -> ParsedFile:
    """A file of one report with these sections, and labels that vary."""
    from archive.model import SECTION_TYPES, Paragraph, Section
    from archive.parsed import ParsedFile, Report

    parts = []
    for ordinal, paragraphs in enumerate(texts, 1):
        types = (SECTION_TYPES[ordinal % len(SECTION_TYPES)],)
        body = tuple(Paragraph(text, types, (ordinal, ordinal)) for text in paragraphs)
        ident, lines = f"{file:012x}.{ordinal:03d}", (ordinal, ordinal)
        parts.append(Section(ident, HEADING, "一", 1, 1, (HEADING,), types, lines, body))
    year, title = year_of(file * SECTIONS_A_FILE), f"第{file}号总结"
    whole = Report(f"{file:012x}", title, "总结", year, None, None, None, (1, 99), tuple(parts))
    return ParsedFile(f"corpus/{file:06}.txt", "utf-8", "text/plain", None, (), (), (whole,), whole.id)


def number_of(section_id: str) -> int:
    """The number of a section of `report`."""
    file, ordinal = section_id.split(".")
    return int(file, 16) * SECTIONS_A_FILE + int(ordinal) - 1


def report_text(file: int, texts: list[list[str]]) -> str:
    """The same sections as a report that someone wrote, to be read and understood."""
    lines = [f"某市第{file}局{year_of(file * SECTIONS_A_FILE)}年工作总结"]
    for ordinal, paragraphs in zip(_ORDINALS, texts, strict=False):
        lines += [f"{ordinal}、第{ordinal}项工作{HEADING}", *paragraphs]
    return "\n".join(lines) + "\n"
