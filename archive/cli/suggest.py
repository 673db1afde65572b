"""archive suggest: words of the archive that begin so."""

from __future__ import annotations

from pathlib import Path

import click

from ..search.completion import complete
from .messages import _
from .opening import opened
from .options import common, settings_for
from .output import print_json, print_table


@click.command(
    "suggest", help=_("List words of the archive that begin with PREFIX, the most frequent first.")
)
@click.argument("prefix")
@click.option(
    "--limit", "-n", type=click.IntRange(1), default=10, show_default=True, help=_("At most so many.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print them as JSON."))
@common
def command(prefix: str, limit: int, as_json: bool, index_dir: Path | None, quiet: bool, debug: bool) -> int:
    """See the help text."""
    with opened(settings_for(index_dir), quiet=quiet) as index:
        found = complete(index.snapshot, prefix, limit)
    if as_json:
        print_json({"completions": found})
    else:
        print_table((_("word"), _("sections")), ((row.word, row.sections) for row in found))
    return 0 if found else 1
