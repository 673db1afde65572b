"""archive check: is the index whole, and is it what the files say today?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from ..config import Settings, in_force, locate
from ..errors import FilesFailed, ReadError
from ..index import Index
from ..index.engines import outgrown
from ..index.manifest import FileRecord
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import print_json, print_table, shown


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `archive index` would mend, or that the user must."""

    code: str
    path: str
    message: str


_COPIES = {
    "lacking": _("the index cannot be changed without this file; run: archive index --rebuild"),
    "changed": _("a run was killed, or the file is damaged; run: archive index --rebuild"),
}


@click.command("check", help=_("Read the whole index, and compare it with the files on disk."))
@click.option("--deep", is_flag=True, help=_("Also decode every record, list and text in it."))
@click.option("--failed", is_flag=True, help=_("Only list the files that could not be read, and why."))
@click.option("--settings", "only_settings", is_flag=True, help=_("Only list the settings in force."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the problems (or settings) as JSON."))
@common
def command(
    deep: bool,
    failed: bool,
    only_settings: bool,
    as_json: bool,
    index_dir: Path | None,
    quiet: bool,
    debug: bool,
) -> int:
    """See the help text."""
    settings = settings_for(index_dir)
    if only_settings:
        _print_settings(settings, as_json=as_json)
        return 0
    with opened(settings, quiet=quiet) as index:
        if failed:
            problems = list(_failed(index))
        else:
            index.verify(deep=deep)
            problems = list(_problems(index, settings))
        sections = index.snapshot.count()
        advice = advise(index.engine, sections)
    if as_json:
        print_json({"problems": problems, "advice": advice})
    else:
        for problem in problems:
            click.echo("\t".join(map(shown, (problem.code, problem.path, problem.message))))
        if not (quiet or problems):
            whole = _("The index is whole: {n} sections, all files as indexed.").format(n=sections)
            click.echo(_("No file has failed.") if failed else whole)
        for line in [] if quiet else advice:
            click.echo(line)
    return FilesFailed.exit_code if problems else 0


def advise(engine: str, sections: int) -> list[str]:
    """What would serve an archive better, though nothing is wrong with it."""
    if not outgrown(engine, sections):
        return []
    text = _(
        "This archive has outgrown the engine {engine}: {n} sections. tantivy answers faster: "
        "pip install 'report-archive[fast]', then archive index --rebuild --engine tantivy"
    )
    return [text.format(engine=engine, n=sections)]


def _print_settings(settings: Settings, *, as_json: bool) -> None:
    rows = in_force(settings)
    if as_json:
        print_json({"settings": [dict(zip(("key", "value", "from"), row, strict=True)) for row in rows]})
    else:
        head = (_("setting"), _("value"), _("from"))
        print_table(head, ((key, _shown_value(value), source) for key, value, source in rows))


def _shown_value(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _failed(index: Index) -> Iterator[Problem]:
    for name, record in index.catalogue().items():
        own = [(name, record.error)] if record.error is not None else []
        for path, reason in (*own, *record.unread):
            yield Problem("failed", path, reason.removeprefix(f"{path}: "))


def _problems(index: Index, settings: Settings) -> Iterator[Problem]:
    trouble = index.copies_trouble()
    if trouble is not None:
        code, name = trouble
        yield Problem(code, name, _COPIES[code])
    yield from _failed(index)
    for name, record in index.catalogue().items():
        if record.error is None:
            yield from _stale(name, record, settings)


def _stale(name: str, record: FileRecord, settings: Settings) -> Iterator[Problem]:
    # Imported here: most files look as they did, and then nothing is read.
    from ..read import digest_of

    path = locate(name, settings)
    try:
        status = path.stat()
        if record.looks_like(status) or digest_of(path, settings) == record.digest:
            return
    except (FileNotFoundError, NotADirectoryError):
        text = _("the file is no longer there; archive index will remove it (unless --keep-missing)")
        yield Problem("gone", name, text)
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        yield Problem("unreadable", name, _("{reason}; what was indexed of it is kept").format(reason=reason))
    else:
        yield Problem("changed", name, _("the file has changed since; run: archive index"))
