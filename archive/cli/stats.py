"""archive stats: how much of what is in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

import click

from ..index.expr import EVERYTHING
from ..model import SECTION_TYPES, Facets
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import Piece, print_json, print_lines

# The longest bar, in characters: with label and number it fits half a terminal.
_BAR = 40
_UNITS_SHOWN = 10


@click.command("stats", help=_("Count files, reports and sections, by type, year, document type and unit."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the counts as JSON."))
@common
def command(as_json: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    with opened(settings_for(index_dir), quiet=quiet) as index:
        records = [record for record in index.catalogue().values() if record.error is None]
        sections = index.snapshot.count()
        facets = index.snapshot.select(EVERYTHING).facets()
    totals = {
        "files": len(records),
        "reports": sum(record.reports for record in records if record.copy_of is None),
        "sections": sections,
    }
    if as_json:
        print_json({"counts": {**totals, **facets}})
    else:
        print_lines(_lines(totals, facets))
    return 0 if sections else 1


def _lines(totals: dict[str, int], facets: Facets) -> Iterator[list[Piece]]:
    yield [
        (_("{files} files, {reports} reports, {sections} sections").format(**totals), "bold"),
    ]
    types = {name: facets["type"][name] for name in SECTION_TYPES if name in facets["type"]}
    years = dict(sorted(facets["year"].items()))
    units = dict(list(facets["unit"].items())[:_UNITS_SHOWN])
    for title, values in (
        (_("Sections by type"), types),
        (_("Sections by year"), years),
        (_("Sections by document type"), facets["doc_type"]),
        (_("Sections by unit"), units),
    ):
        if values:
            yield []
            yield [(title, "bold")]
            yield from bars(values)


def bars(values: dict[str, int]) -> Iterator[list[Piece]]:
    """A bar for each value, the longest as long as _BAR; labels are padded by their width on screen."""
    most, wide = max(values.values()), max(map(_width, values))
    for label, count in values.items():
        length = max(1, round(count / most * _BAR))
        yield [
            (f"  {label}{' ' * (wide - _width(label))} ", None),
            ("█" * length, "cyan"),
            (f" {count}", None),
        ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
