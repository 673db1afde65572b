"""archive list: the reports in the archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from ..model import plain
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import print_json, print_table


@click.command("list", help=_("List the reports in the archive."))
@click.option("--json", "as_json", is_flag=True, help=_("Print them as JSON."))
@common
def command(as_json: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    with opened(settings_for(index_dir), quiet=quiet) as index:
        sections = Counter((entry.path, entry.report) for entry in index.snapshot.entries())
    if as_json:
        rows = [{**plain(report), "path": path, "sections": n} for (path, report), n in sections.items()]
        print_json({"reports": rows})
    else:
        names = (
            _("id"),
            _("year"),
            _("period"),
            _("type"),
            _("unit"),
            _("title"),
            _("sections"),
            _("source"),
        )
        print_table(
            names,
            (
                (r.id, r.year, r.period, r.doc_type, r.unit, r.title, n, f"{path}:{r.lines[0]}")
                for (path, r), n in sections.items()
            ),
        )
    return 0 if sections else 1
