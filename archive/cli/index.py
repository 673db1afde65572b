"""archive index: add or update files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import click

from ..config import Settings
from ..errors import FilesFailed, IndexVersionError
from ..index.engines import ENGINES
from ..pipeline import Progress, Summary, index_files
from . import _INTERRUPTED
from .messages import _
from .options import common, settings_for
from .output import print_json


@click.command(
    "index",
    help=_("Add files and folders to the index, or bring it up to date. Without PATH: the corpus folder."),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--rebuild", is_flag=True, help=_("Start from nothing; the old index stays until this is done.")
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), help=_("Number of reading processes.  [default: one a core]")
)
@click.option("--engine", type=click.Choice(list(ENGINES)), help=_("The engine of a new or rebuilt index."))
@click.option("--json", "as_json", is_flag=True, help=_("Print what was done as JSON."))
@common
def command(
    paths: tuple[Path, ...],
    rebuild: bool,
    jobs: int | None,
    engine: str | None,
    as_json: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    if engine:
        settings = replace(settings, engine=engine)
    summary = run(settings, paths, rebuild=rebuild, jobs=jobs, quiet=quiet)
    if as_json:
        failed = [{"path": name, "error": error} for name, error in summary.failed]
        print_json({**asdict(summary), "failed": failed})
    elif not quiet:
        click.echo(_sentence(summary))
    if summary.interrupted:
        click.echo(_("archive: interrupted; what was read is kept, run the command again to go on"), err=True)
        return _INTERRUPTED
    return FilesFailed.exit_code if summary.failed else 0


def run(
    settings: Settings,
    paths: tuple[Path, ...] = (),
    *,
    rebuild: bool = False,
    jobs: int | None = None,
    quiet: bool = False,
) -> Summary:
    """Index with a progress bar on stderr, and name each file that failed.

    An index that another version built is rebuilt from the files it names.
    """
    with _progress(quiet) as report:
        try:
            summary = index_files(settings, paths, rebuild=rebuild, jobs=jobs, report=report)
        except IndexVersionError as error:
            click.echo(
                _("archive: {error}; rebuilding now").format(error=str(error).partition(";")[0]), err=True
            )
            summary = index_files(settings, paths, rebuild=True, jobs=jobs, report=report)
    for _name, reason in summary.failed:
        click.echo(f"archive: {reason}", err=True)
    return summary


def _sentence(summary: Summary) -> str:
    counts = {
        _("added"): summary.added,
        _("changed"): summary.changed,
        _("removed"): summary.removed,
        _("unchanged"): summary.unchanged,
        _("identical copies"): summary.copies,
        _("failed"): len(summary.failed),
    }
    files = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or _("nothing to do")
    return _("Files: {files}. The archive holds {sections} sections.").format(
        files=files, sections=summary.sections
    )


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr while a person is watching, nothing otherwise."""
    if quiet or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("Indexing"), total=None)
        yield lambda progress: bar.update(
            task,
            completed=progress.done,
            total=progress.total or 1,
            description=Path(progress.name).name[-40:],
        )
