"""How well pages are understood, measured against labels made by hand.

    python tests/quality/score.py                     the table, all splits
    python tests/quality/score.py --split dev         one of dev, test, corpus
    python tests/quality/score.py --show PAGE         what differs on a page of dev or corpus
    python tests/quality/score.py --pin               raise the floors to what is reached now
    python tests/quality/score.py --pin --lower WHY   also where that lowers one; WHY is recorded

Reports found (F1 of the borders inside pages), headings (F1; number, level and text must agree),
types of paragraphs (micro and macro F1), metadata (share of reports that have the field right), and
cleaning (characters that would have to be edited, per character of the hand-cleaned text; on
pages whose labels hold the whole text). `quality_labels` says what is right.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from quality_labels import FIELDS, HERE, SPLITS, Page, Text, digest, load_split
from quality_measures import Matching, Score, field_agrees, match, partners, score_page

from archive.config import Settings, load_settings
from archive.parsed import ParsedFile
from archive.pipeline import parse_file

FLOORS = HERE / "floors.toml"
# Measures are pinned to this many decimals, rounded down: fine enough to notice one paragraph.
DECIMALS = 4
# Characters of a text shown in a difference.
SHOWN = 36


def parse(page: Page, settings: Settings) -> ParsedFile:
    """Parse a gold page; SystemExit where it cannot be read, for then there is nothing to score."""
    parsed = parse_file(page.source, settings, page.name)
    if parsed.error:
        raise SystemExit(f"{page.source}: {parsed.error}")
    return parsed


def score_split(split: str, parsed: Callable[[Page], ParsedFile]) -> dict[str, float]:
    """All measures of a split, by name."""
    total = Score()
    for page in load_split(split):
        total.add(score_page(page, parsed(page)))
    return total.measures()


def table(measured: dict[str, dict[str, float]]) -> str:
    """The measures of each split as lines of text, in per cent."""
    lines = [f"{'':14}" + "".join(f"{split:>9}" for split in measured)]
    for name in next(iter(measured.values())):
        values = (measures[name] for measures in measured.values())
        label, shown = name, [f"{100 * value:8.2f}%" for value in values]
        if name == "cleaning":
            label = "cleaning error"
            shown = [f"{100 * (1 - measures[name]):8.2f}%" for measures in measured.values()]
        lines.append(f"{label:14}" + "".join(shown))
    return "\n".join(lines)


def differences(page: Page, parsed: ParsedFile) -> Iterator[str]:
    """What was missed (-), what was found instead (+), and what was taken for something else (~)."""
    both = match(page, parsed)
    yield from _border_differences(both)
    for piece, other in partners(both):
        for name in FIELDS:
            if other is None or not field_agrees(name, piece, other):
                right = "‖".join(piece.fields[name]) or "null"
                got = (other.fields[name][0] or "null") if other else "no report"
                yield f"~ {piece.line}: {name}: {got}, should be {right}"
    yield from _heading_differences(both)
    yield from _text_differences(both)


def _border_differences(both: Matching) -> Iterator[str]:
    right, found = [p.line for p in both.right], [p.line for p in both.found]
    if right != found:
        yield f"~ reports begin on lines {found}, labelled {right}"


def _heading_differences(both: Matching) -> Iterator[str]:
    hits, seen = {i for i, _ in both.headings}, {j for _, j in both.headings}
    rest = [(h.lines[0], "-", h) for i, h in enumerate(both.right_headings) if i not in hits]
    rest += [(h.lines[0], "+", h) for j, h in enumerate(both.found_headings) if j not in seen]
    for line, sign, heading in sorted(rest, key=lambda item: item[:2]):
        yield f"{sign} {line}: heading {sorted(heading.levels)} {heading.number} | {heading.text[:SHOWN]}"


def _text_differences(both: Matching) -> Iterator[str]:
    partner = dict(both.texts)
    rest: list[tuple[int, str]] = []
    for i, text in enumerate(both.right_texts):
        if i not in partner:
            rest.append((text.lines[0], f"- {_told(text)}"))
        elif set(both.found_texts[partner[i]].types) != set(text.types):
            got = ",".join(both.found_texts[partner[i]].types)
            rest.append((text.lines[0], f"~ {_told(text)} typed {got}"))
    for j in sorted(set(range(len(both.found_texts))) - set(partner.values())):
        rest.append((both.found_texts[j].lines[0], f"+ {_told(both.found_texts[j])}"))
    yield from (line for _, line in sorted(rest))


def _told(text: Text) -> str:
    return f"{text.lines[0]}: {','.join(text.types)}: {text.text[:SHOWN]}"


def show(name: str, settings: Settings) -> str:
    """The differences of one page, as text. Raises SystemExit for a page that may not be looked at."""
    for split in ("dev", "corpus"):
        for page in load_split(split):
            if page.name == name:
                return "\n".join(differences(page, parse(page, settings))) or "no differences"
    if any(page.name == name for page in load_split("test")):
        raise SystemExit(f"{name} belongs to the test split, which is looked at through its score only")
    raise SystemExit(f"no gold page is called {name}")


def floor(value: float) -> float:
    """A measure as it is pinned: rounded down."""
    return float(int(value * 10**DECIMALS + 1e-6) / 10**DECIMALS)


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """The pinned floors: `{split: {"digest": …, measure: …}, "lowered": […]}`; empty where none are."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def pinned(old: dict[str, Any], measured: dict[str, dict[str, float]], why: str | None) -> dict[str, Any]:
    """The new floors. Raises SystemExit where one would sink and no reason is given."""
    result: dict[str, Any] = {key: value for key, value in old.items() if key not in measured}
    lowered = list(old.get("lowered", ()))
    for split, measures in measured.items():
        before = old.get(split, {})
        for name, value in measures.items():
            if floor(value) < before.get(name, 0.0):
                lowered.append(
                    {"split": split, "measure": name, "from": before[name], "to": floor(value), "why": why}
                )
                if not why:
                    raise SystemExit(
                        f"{split} {name} would sink from {before[name]} to {floor(value)}: "
                        'give --lower "reason", or mend it'
                    )
        result[split] = {"digest": digest(split)} | {name: floor(v) for name, v in measures.items()}
    return result | {"lowered": lowered}


def write_floors(floors: dict[str, Any], path: Path = FLOORS) -> None:
    """Write floors as TOML."""
    lines = [
        "# What the program must reach on each split, and the digest of the labelled pages it was",
        "# measured on. Written by `python tests/quality/score.py --pin`; not edited by hand.",
    ]
    for split in (name for name in SPLITS if name in floors):
        lines += ["", f"[{split}]", *(f"{key} = {_toml(value)}" for key, value in floors[split].items())]
    for entry in floors.get("lowered", ()):
        lines += ["", "[[lowered]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: str | float) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
    return repr(value)


def main(arguments: list[str]) -> None:
    """Do what the module's docstring says."""
    parser = argparse.ArgumentParser(description="Measure understanding against the gold standard.")
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--show", metavar="PAGE")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", metavar="WHY")
    options = parser.parse_args(arguments)
    settings = load_settings(HERE, environ={})
    if options.show:
        print(show(options.show, settings))
        return
    parsed = partial(parse, settings=settings)
    measured = {s: score_split(s, parsed) for s in ([options.split] if options.split else SPLITS)}
    print(table(measured))
    if options.pin:
        write_floors(pinned(read_floors(), measured, options.lower))


if __name__ == "__main__":
    main(sys.argv[1:])
