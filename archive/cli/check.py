"""archive check: is the index whole, and is it what the files say today?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ..config import Settings, locate
from ..errors import FilesFailed
from ..index import OpenIndex
from ..index.manifest import FileRecord
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import print_json


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `archive index` would mend, or that the user must."""

    code: str
    path: str
    message: str


@click.command("check", help=_("Read the whole index, and compare it with the files on disk."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the problems as JSON."))
@common
def command(as_json: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    with opened(settings, quiet=quiet) as index:
        index.verify()
        problems = list(_problems(index, settings))
        sections = index.snapshot.count()
    if as_json:
        print_json({"problems": problems})
    else:
        for problem in problems:
            click.echo(f"{problem.code}\t{problem.path}\t{problem.message}")
        if not quiet and not problems:
            click.echo(_("The index is whole: {n} sections, all files as indexed.").format(n=sections))
    return FilesFailed.exit_code if problems else 0


def _problems(index: OpenIndex, settings: Settings) -> Iterator[Problem]:
    if not (index.index_dir / index.manifest.copies).is_file():
        text = _("the index cannot be changed without this file; run: archive index --rebuild")
        yield Problem("lacking", index.manifest.copies, text)
    elif index.copies_changed():
        text = _("a run was killed, or the file is damaged; run: archive index --rebuild")
        yield Problem("changed", index.manifest.copies, text)
    for name, record in index.catalogue().items():
        if record.error is not None:
            yield Problem("failed", name, record.error)
        else:
            yield from _stale(name, record, settings)


def _stale(name: str, record: FileRecord, settings: Settings) -> Iterator[Problem]:
    try:
        status = locate(name, settings).stat()
    except OSError:
        yield Problem("gone", name, _("the file is no longer there; archive index will remove it"))
        return
    if (status.st_size, status.st_mtime_ns) != (record.size, record.mtime_ns):
        yield Problem("changed", name, _("the file has changed since; run: archive index"))
