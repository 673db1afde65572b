"""What is understood does not depend on how a page shows it: gold reports in other shapes."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from quality_align import folded
from quality_labels import HERE, Heading, load_split
from quality_measures import Score, score_page
from quality_rows import BORDERS, CHANGES, FINISHES, in_order
from quality_shapes import DRAWN_FROM, Item, Told, told_reports
from score_shapes import pages

from archive.config import Settings, load_settings
from archive.pipeline import parse_file

# Reports are drawn for so many pages; more of them find the same, and take longer.
PAGES = 6
# The pages as they are drawn have every border and heading found. In another shape one border of the
# eighteen may be lost (0.97), and of the headings as many.
LEAST = 0.95
# Shapes that write other characters than the labels have, or put some between them.
REWRITTEN = frozenset(("masked", "taiwan", "hongkong", "jammed", "linked", "inner-blanks", "running-titles"))
# So many characters of a text tell it from the others.
SHOWN = 12
SHAPES = (
    ("marked-titles", "run-in", "taiwan"),
    ("repeated-nth", "numbers-1-(1)", "noisy"),
    ("glued-before", "wide-brackets"),
    ("doubled", "numbers-part", "linked"),
    ("untitled", "hard-wraps"),
    ("unusual-titles", "behind-texts"),
    ("addressed-again", "signed"),
    ("listed-line", "misnumbered"),
)


@cache
def settings() -> Settings:
    return load_settings(HERE, environ={})


@cache
def reports() -> tuple[Told, ...]:
    return tuple(told_reports((page for page in load_split("dev") if page.name in DRAWN_FROM), settings()))


@pytest.mark.parametrize("names", SHAPES, ids="+".join)
def test_borders_and_headings_are_found_in_every_shape(names: tuple[str, ...], tmp_path: Path) -> None:
    total = Score()
    for page in pages(names, reports(), 1, tmp_path, PAGES):
        total.add(score_page(page, parse_file(page.source, settings(), page.name)))
    measured = total.measures()
    assert total.split["hit"] + total.split["miss"] == 3 * PAGES
    assert measured["split"] >= LEAST
    assert measured["headings"] >= LEAST


def test_the_same_seed_makes_the_same_pages(tmp_path: Path) -> None:
    names = ("marks-alone", "masked", "jammed")
    made = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        made.append([p.source.read_text() for p in pages(names, reports(), 7, tmp_path / folder, 2)])
    assert made[0] == made[1]


@pytest.mark.parametrize("name", sorted({*CHANGES, *BORDERS, *FINISHES} - REWRITTEN))
def test_every_label_stands_on_the_lines_of_its_text(name: str, tmp_path: Path) -> None:
    (page,) = pages((name,), reports(), 3, tmp_path, 1)
    lines = page.source.read_text(encoding="utf-8").splitlines()
    for piece in page.pieces:
        for element in piece.elements:
            first, last = element.lines
            assert folded(element.text[:SHOWN]) in folded("".join(lines[first - 1 : last]))


def test_a_shape_that_does_not_exist_is_named() -> None:
    with pytest.raises(SystemExit, match="no such shape: square"):
        in_order(["square"])


@pytest.mark.parametrize(
    ("shape", "number", "written"),
    [
        ("numbers-1-(1)", "十二", "12、"),
        ("numbers-1-(1)", "(三)", "(3)"),
        ("numbers-part", "二", "第二部分"),
        ("numbers-encl", "(四)", "㈣"),
        ("numbers-paren", "一", "(一)"),
        ("unnumbered", "三", ""),
    ],
)
def test_a_heading_is_numbered_in_the_form_of_the_shape(shape: str, number: str, written: str) -> None:
    level = 2 if "(" in number else 1
    # On the second level a report has a heading of the first, too.
    heads = [
        Heading((1, 1), frozenset({at}), "一" if at < level else number, "任务") for at in range(1, level + 1)
    ]
    told = Told("", {}, tuple(Item(head, head.text) for head in heads))
    changed = CHANGES[shape](told, random.Random(1)).items[-1].label
    assert isinstance(changed, Heading)
    assert changed.number == written
