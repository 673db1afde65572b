"""Learn what lines of sites are made of: write archive/data/furniture.toml.

    python tests/quality/train_furniture.py            learn and write
    python tests/quality/train_furniture.py --check    how well it does on the frames of each author left out

Learned from are `frames/*.txt`, made-up pages of made-up sites without their reports, a file from each
author, and the pages of dev and corpus with what the rules take out of them. A frame begins with `== `; each
of its lines has a label, with `+` where it is the report's own: A above the title, U under it, L an editor's
lead-in, M in the middle, B between two reports, T below the text, P behind a paragraph, E its last sentence,
I inside a sentence.
"""

from __future__ import annotations

import math
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from quality_labels import HERE, Page, load_split
from quality_training import asked_to_check

from archive.clean import CLEANERS
from archive.clean.furniture import (
    CERTAIN,
    END,
    HEAD,
    INSERTED,
    MIDDLE,
    PLACES,
    TAIL,
    could_be,
    remove_furniture,
    signs,
    titles_of,
    weight,
)
from archive.clean.insertions import endings, insertions, remove_endings, remove_insertions
from archive.clean.placeholders import mark_placeholders
from archive.clean.traditional import to_simplified
from archive.clean.whitespace import clean_whitespace
from archive.config import Settings, load_settings
from archive.parsed import Block, CleanText
from archive.read import read_file

FRAMES = HERE / "frames"
TARGET = Path(__file__).parents[2] / "archive" / "data" / "furniture.toml"
# What uses the model is not learned from.
LEARNED = (remove_furniture, remove_insertions, remove_endings)
PIECES = {END: endings, INSERTED: insertions}
LINE = re.compile(r"(?P<label>TITLE|[AULMBTPEI]?\+?) (?P<text>.*\S)")
# Where lines with a label may stand; a collection has heads and tails in its middle.
WHERE = {
    "A": (HEAD,),
    "U": (HEAD,),
    "L": (HEAD, MIDDLE),
    "M": (MIDDLE,),
    "B": (MIDDLE,),
    "T": (TAIL,),
    "P": (END,),
    "E": (END,),
    "I": (INSERTED,),
    "": (MIDDLE,),
    "TITLE": (HEAD, MIDDLE),
    "U+": (HEAD, MIDDLE),
    "T+": (TAIL, MIDDLE),
}
# In these places stand whole lines; the others are written into paragraphs such as this.
WHOLE, BEFORE = (HEAD, MIDDLE, TAIL), "已完成整改。"
# These are pieces of lines, or come again with others.
PARTIAL = frozenset(("page-number", "pinyin", "site-name", "repeated-title", "watermark", "site-slogan"))
# A shorter text may be a line of a margin.
MIN_TEXT = 30
# A sign in fewer frames and pages is left out.
LEAST = 3
# The steps of learning shrink with each round; weights are drawn to 0, so that most are.
ROUNDS, RATE, DRAWN, BETWEEN = 12, 0.1, 1e-5, 2000
# A smaller error teaches nothing; a weight below this is 0.
CERTAIN_ERROR, FAINT = 0.02, 0.15
HEAD_OF_FILE = """# What lines of sites are made of. Read by archive/clean/furniture.py.
#
# Made by `python tests/quality/train_furniture.py` from made-up lines; not edited by hand. Each line has
# tenths of the weight of a sign (see archive/clean/furniture.py), as a logistic regression found it.
"""


class Line(NamedTuple):
    """A line in a place of a page or frame, and whether it is the site's."""

    text: str
    place: str
    is_sites: bool
    page: str


def framed(path: Path, settings: Settings) -> Iterator[Line]:
    """The lines of the frames of a file, in each place where they may stand."""
    number = 0
    for row in path.read_text(encoding="utf-8").splitlines():
        number += row.startswith("== ")
        found = LINE.fullmatch(row)
        if found is None:
            continue
        label = found["label"]
        is_sites = not label.endswith("+") and label != "TITLE"
        for place in WHERE.get(label, WHERE.get(label.rstrip("+"), ())):
            text = _plain(found["text"].rstrip("‖"), settings)
            if not (text and could_be(text, place, titles_of(settings))):
                continue
            if place in WHOLE or _is_piece(text, place):
                yield Line(text, place, is_sites, f"{path.stem} {number}")


def _is_piece(text: str, place: str) -> bool:
    """Whether what is written into a paragraph would be looked at there."""
    whole = f"{BEFORE}{text}" if place == END else f"{BEFORE}{text}{BEFORE}"
    return any(whole[start:end] == text for start, end in PIECES[place](whole))


def _plain(text: str, settings: Settings) -> str:
    """A line as it is when it is judged."""
    made = CleanText((Block(text, (1, 1)),))
    for cleaner in (clean_whitespace, to_simplified, mark_placeholders):
        made = cleaner(made, settings)
    return made.blocks[0].text if made.blocks else ""


def paged(page: Page, settings: Settings) -> Iterator[Line]:
    """The lines of a page that the rules keep, and those that they take out."""
    source = read_file(page.source, settings)
    text = CleanText(source.blocks, source.removed, source.warnings)
    for cleaner in CLEANERS:
        text = text if cleaner in LEARNED else cleaner(text, settings)
    prose = [
        [label.lines for label in piece.texts if label.cut or len(label.text) >= MIN_TEXT]
        for piece in page.pieces
    ]
    opens, ends = ({lines[at] for lines in prose if lines} for at in (0, -1))
    if not opens:
        return
    first, last = min(opens)[0], max(ends)[1]
    # Where a margin ends, a report's opening and its end are judged as well.
    borders = {HEAD: {lines[0] for lines in opens}, TAIL: {lines[0] for lines in ends}}
    # What the rules keep and no label knows is the site's; a report begins on the line of its title.
    known = {
        number
        for piece in page.pieces
        for first, last in [(piece.line, piece.line), *(label.lines for label in piece.elements)]
        for number in range(first, last + 1)
    }
    kept = [(block.text, block.lines[0], False) for block in text.blocks if block.lines[0] in known]
    gone = [
        (_plain(item.text, settings), item.line, True)
        for item in text.removed
        if item.reason not in PARTIAL and len(item.text) > 1
    ]
    for line, number, is_sites in [*kept, *gone]:
        place = HEAD if number < first else TAIL if number > last else MIDDLE
        if line and could_be(line, place, titles_of(settings)):
            yield Line(line, place, is_sites, page.name)
        if not is_sites:
            yield from (Line(line, place, False, page.name) for place, at in borders.items() if number in at)
            for within, pieces in PIECES.items():
                found = [line[start:end] for start, end in pieces(line)]
                yield from (
                    Line(piece, within, False, page.name)
                    for piece in found
                    if could_be(piece, within, titles_of(settings))
                )


def learn(lines: Sequence[Line]) -> dict[str, int]:
    """The weights, in tenths, that make the labels likeliest: gradient ascent in a fixed order."""
    found = [signs(line.text, line.place) for line in lines]
    pages: dict[str, set[str]] = defaultdict(set)
    for line, names in zip(lines, found, strict=True):
        for name in names:
            pages[name].add(line.page)
    weights = {name: 0.0 for name in sorted(pages) if len(pages[name]) >= LEAST}
    data = [
        (sorted(name for name in names if name in weights), line.is_sites)
        for line, names in zip(lines, found, strict=True)
    ]
    order, seen = random.Random(1), 0
    for step in range(ROUNDS):
        order.shuffle(data)
        rate = RATE / (1 + step / 3)
        for names, is_sites in data:
            _step(weights, names, is_sites, rate)
            seen += 1
            if seen % BETWEEN == 0:
                _draw(weights, rate * DRAWN * BETWEEN)
    return {name: round(10 * value) for name, value in weights.items() if abs(value) >= FAINT}


def _step(weights: dict[str, float], names: Sequence[str], is_sites: bool, rate: float) -> None:
    odds = math.exp(min(30.0, -sum(map(weights.__getitem__, names))))
    error = is_sites - 1 / (1 + odds)
    if abs(error) > CERTAIN_ERROR:
        for name in names:
            weights[name] += rate * error


def _draw(weights: dict[str, float], by: float) -> None:
    """Draw the weights to 0, which only those leave that are needed again and again."""
    for name, value in weights.items():
        weights[name] = max(0.0, value - by) if value > 0 else min(0.0, value + by)


def check(own: Sequence[Line], frames: Mapping[str, Sequence[Line]]) -> None:
    """Print how many lines of the site are found, and of the report's lost, at some certainties."""
    for apart, lines in frames.items():
        others = [line for name, frame in frames.items() if name != apart for line in frame]
        print(apart)
        _print_shares(learn([*own, *others]), lines)


def _print_shares(weights: Mapping[str, int], lines: Sequence[Line]) -> None:
    for place in PLACES:
        sites, reports = (
            [
                weight(line.text, place, weights)
                for line in lines
                if line.place == place and line.is_sites == wanted
            ]
            for wanted in (True, False)
        )
        cells = [
            f"{least}: {_share(sites, least):4.0%} {_share(reports, least):5.1%}"
            for least in (CERTAIN[place] - 10, CERTAIN[place], CERTAIN[place] + 10)
        ]
        print(f"  {place} {len(sites):5} {len(reports):5}   ", "   ".join(cells))


def _share(values: Sequence[int], least: int) -> float:
    return sum(value > least for value in values) / max(1, len(values))


def write(weights: Mapping[str, int]) -> None:
    """Write furniture.toml."""
    rows = [f"{value} {name}" for name, value in weights.items() if "'" not in name]
    TARGET.write_text("\n".join([f"{HEAD_OF_FILE}weights = '''", *rows, "'''", ""]), encoding="utf-8")


def main() -> None:
    """Do what the module's docstring says."""
    is_check = asked_to_check(__doc__)
    settings = load_settings(HERE, environ={})
    pages = [*load_split("dev"), *load_split("corpus")]
    own = [line for page in pages for line in paged(page, settings)]
    frames = {path.stem: list(framed(path, settings)) for path in sorted(FRAMES.glob("*.txt"))}
    if is_check:
        check(own, frames)
        return
    write(learn([*own, *(line for frame in frames.values() for line in frame)]))


if __name__ == "__main__":
    main()
