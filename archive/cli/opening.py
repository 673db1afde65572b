"""Opening the index for a command, building it first where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..config import Settings
from ..index import OpenIndex, index_exists, open_index, stamp
from .messages import _


@contextmanager
def opened(settings: Settings, *, quiet: bool) -> Iterator[OpenIndex]:
    """The index of these settings; the first use builds it from the corpus folder."""
    if not index_exists(settings.index_dir):
        # Imported here: a search of an index that is there needs none of the build stages.
        from .index import run

        if not quiet and any(folder.is_dir() for folder in settings.corpus_dirs):
            click.echo(_("No index yet; building it in {folder}").format(folder=settings.index_dir), err=True)
        run(settings, quiet=quiet)
    index = open_index(settings.index_dir, stamp(settings))
    try:
        yield index
    finally:
        index.snapshot.close()
