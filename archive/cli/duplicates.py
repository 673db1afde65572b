"""archive duplicates: near-identical reports and recycled paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ..index.near import REPORT_SIMILARITY
from ..model import plain
from ..search.duplicates import Duplicates, Member, PassageGroup, ReportGroup, find_duplicates
from .differences import difference_lines, print_diff
from .hits import lines_of
from .messages import _, ngettext
from .opening import opened
from .options import common, settings_for
from .output import Piece, print_json, print_lines
from .show import find

# Of a recycled paragraph this many characters are shown: it is to be recognised, not read.
_SHOWN = 80


@click.command("duplicates", help=_("List near-identical reports, how they differ, and recycled paragraphs."))
@click.option(
    "--min-similarity",
    type=click.FloatRange(0, 1, min_open=True),
    default=REPORT_SIMILARITY,
    show_default=True,
    metavar="SHARE",
    help=_("List what is at least so similar; 1 is the same text."),
)
@click.option(
    "--diff",
    nargs=2,
    metavar="A B",
    help=_("Show two reports or sections, given by their ids, sentence by sentence."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print everything as JSON."))
@common
def command(
    min_similarity: float,
    diff: tuple[str, str] | None,
    as_json: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
) -> int:
    """See the help text."""
    with opened(settings_for(index_dir), quiet=quiet) as index:
        if diff is not None:
            one, other = (find(index.snapshot, ident) for ident in diff)
            print_diff(one, other, as_json=as_json)
            return 0
        found = find_duplicates(index.snapshot.entries(), min_similarity)
        twins = {path: r.copy_of for path, r in index.catalogue().items() if r.copy_of is not None}
    if as_json:
        files = [{"path": path, "copy_of": twin} for path, twin in twins.items()]
        print_json({**plain(found), "files": files})
    else:
        print_lines(_lines(found))
        text = _("{path} has the same bytes as {twin}")
        print_lines([(text.format(path=path, twin=twin), None)] for path, twin in twins.items())
    something = bool(found.groups or found.passages or twins)
    if not (something or quiet or as_json):
        click.echo(_("Nothing in the archive is a near-copy of anything else in it."), err=True)
    return 0 if something else 1


def _lines(found: Duplicates) -> Iterator[list[Piece]]:
    for rank, group in enumerate(found.groups, 1):
        yield from _group_lines(group, rank)
    if found.passages:
        if found.groups:
            yield []
        yield [(_("Recycled paragraphs"), "bold")]
    for passage in found.passages:
        yield from _passage_lines(passage)


def _group_lines(group: ReportGroup, rank: int) -> Iterator[list[Piece]]:
    if rank > 1:
        yield []
    count = len(group.members)
    text = ngettext("{n} report", "{n} reports", count).format(n=count)
    yield [(f"{rank}. {text}", "bold"), (f"  {_percent(group.similarity)}", "cyan")]
    for member in group.members:
        yield [
            (f"   {member.report_id}  {_named(member)}", None),
            (f"  {member.path}:{lines_of(member.lines)}  {_percent(member.similarity)}", "dim"),
        ]
        if member.differences is not None:
            yield from difference_lines(member.differences, " " * 6)


def _named(member: Member) -> str:
    year = None if member.year is None else str(member.year)
    return " · ".join(part for part in (member.title or _("(no title)"), member.unit, year) if part)


def _passage_lines(passage: PassageGroup) -> Iterator[list[Piece]]:
    text = passage.text
    yield [("   " + (text if len(text) <= _SHOWN else text[:_SHOWN] + "…"), None)]
    for member in passage.members:
        place = f"{member.path}:{lines_of(member.lines)}"
        yield [(f"      {place}  {member.section_id}  {_percent(member.similarity)}", "dim")]


def _percent(similarity: float) -> str:
    return f"{similarity:.0%}"
