"""archive index: add or update files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from ..config import Settings
from ..errors import FilesFailed, IndexVersionError
from ..index.builder import built_with
from ..index.engines import ALL_ENGINES
from ..pipeline import Progress, Summary, index_files, watch_files
from . import _INTERRUPTED
from .messages import _, ngettext
from .options import common, encoding, reading, settings_for
from .output import complain, print_json, shown

# Of more failures than this a reader of a terminal reads none; the rest are in `archive check --failed`.
_FAILED_SHOWN = 20


@click.command(
    "index",
    help=_("Add files and folders to the index, or bring it up to date. Without PATH: the corpus folder."),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--rebuild", is_flag=True, help=_("Start from nothing; the old index stays until this is done.")
)
@click.option("--watch", is_flag=True, help=_("Go on and follow every change; end with Ctrl-C."))
@click.option("--retry", is_flag=True, help=_("Also read files again that failed and have not changed."))
@click.option("--rehash", is_flag=True, help=_("Read all files to find changes, whatever their times say."))
@click.option("--keep-missing", is_flag=True, help=_("Keep what was indexed of files that have gone."))
@click.option(
    "--jobs", "-j", type=click.IntRange(1), help=_("Number of reading processes.  [default: one a core]")
)
@click.option("--engine", type=click.Choice(ALL_ENGINES), help=_("The engine of a new or rebuilt index."))
@click.option("--json", "as_json", is_flag=True, help=_("Print what was done as JSON."))
@encoding
@common
def command(
    paths: tuple[Path, ...],
    engine: str | None,
    watch: bool,
    as_json: bool,
    encoding: str | None,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
    **choices: Any,
) -> int:
    """See the help text."""
    settings = reading(settings_for(index_dir), encoding)
    # An encoding is told because the one that was found out is wrong.
    choices["reread"] = encoding is not None
    if engine:
        settings = replace(settings, engine=engine, sources={**settings.sources, "engine": "--engine"})
    if watch:
        return _watch(settings, paths, choices, as_json=as_json, quiet=quiet)
    summary = run(settings, paths, quiet=quiet, **choices)
    _report(summary, as_json=as_json, quiet=quiet)
    if summary.interrupted:
        complain(_("interrupted; what was read is kept, run the command again to go on"))
        return _INTERRUPTED
    return FilesFailed.exit_code if summary.failed else 0


def run(settings: Settings, paths: tuple[Path, ...] = (), *, quiet: bool = False, **choices: Any) -> Summary:
    """Index with a progress bar on stderr, and name the files that failed.

    `choices` are those of `index_files`. An index that another version built is rebuilt from the
    files it names.
    """
    with _progress(quiet) as report:
        try:
            summary = index_files(settings, paths, **choices, report=report)
        except IndexVersionError as error:
            complain(_("{error}; rebuilding now").format(error=str(error).partition(";")[0]))
            summary = index_files(settings, paths, **(choices | {"rebuild": True}), report=report)
    if summary.waiting:
        machines = ", ".join(summary.waiting)
        complain(
            _(
                "the rebuilt archive takes the old one's place when it is complete; "
                "run archive index --rebuild on: {machines}"
            ).format(machines=machines)
        )
    for _name, reason in summary.failed[:_FAILED_SHOWN]:
        complain(reason)
    more = len(summary.failed) - _FAILED_SHOWN
    if more > 0:
        complain(_("… and {n} more files failed; see: archive check --failed").format(n=more))
    if not quiet:
        _say_engine(settings)
    if summary.skipped and not quiet:
        text = ngettext(
            "{n} file failed before and has not changed (archive check --failed; --retry reads it again)",
            "{n} files failed before and have not changed (archive check --failed; --retry reads them again)",
            summary.skipped,
        )
        complain(text.format(n=summary.skipped))
    return summary


def _say_engine(settings: Settings) -> None:
    """An index goes on with its engine, whatever engine is named: say so to who named another."""
    kept = built_with(settings.index_dir)
    if "engine" in settings.sources and kept not in (None, settings.engine):
        text = _(
            "the archive keeps its engine {kept}; for {other} run: archive index --rebuild --engine {other}"
        )
        complain(text.format(kept=kept, other=settings.engine))


def _watch(
    settings: Settings, paths: tuple[Path, ...], choices: dict[str, Any], *, as_json: bool, quiet: bool
) -> int:
    """Follow the folders until Ctrl-C, with a line (of JSON) for each batch that changed anything."""
    once = {"rebuild", "retry", "rehash", "reread"}
    later = {name: value for name, value in choices.items() if name not in once}
    batches = 0

    def update(paths: tuple[Path, ...], *, keep_missing: bool) -> Summary:
        nonlocal batches
        # What is asked for once is done once; later batches only bring changes.
        chosen = later if batches else choices
        summary = run(
            settings, paths, quiet=True, **(chosen | {"keep_missing": keep_missing or chosen["keep_missing"]})
        )
        if not batches or _changes(summary):
            _report(summary, as_json=as_json, quiet=quiet, one_line=True)
        batches += 1
        return summary

    if not quiet:
        folders = ", ".join(map(str, paths or settings.corpus_dirs))
        click.echo(_("Following {folders}; end with Ctrl-C.").format(folders=shown(folders)), err=True)
    watch_files(settings, paths, update, lambda error: complain(str(error)))
    if not quiet:
        click.echo(_("Stopped; everything found so far is in the archive."), err=True)
    return 0


def _changes(summary: Summary) -> int:
    return summary.added + summary.changed + summary.renamed + summary.removed + len(summary.failed)


def _report(summary: Summary, *, as_json: bool, quiet: bool, one_line: bool = False) -> None:
    if as_json:
        failed = [{"path": name, "error": error} for name, error in summary.failed]
        print_json({**asdict(summary), "failed": failed}, one_line=one_line)
    elif not quiet:
        click.echo(_sentence(summary))


def _sentence(summary: Summary) -> str:
    counts = {
        _("added"): summary.added,
        _("changed"): summary.changed,
        _("renamed"): summary.renamed,
        _("removed"): summary.removed,
        _("gone but kept"): summary.missing,
        _("unchanged"): summary.unchanged,
        _("identical copies"): summary.copies,
        _("failed"): len(summary.failed),
        _("failed before"): summary.skipped,
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
