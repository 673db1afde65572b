"""Opening the index for a command, building it first where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from ..config import Settings
from ..index import Index, index_exists, open_archive
from ..search import Request
from ..search.identical import identical
from .messages import _


@contextmanager
def opened(settings: Settings, *, quiet: bool) -> Iterator[Index]:
    """The index of these settings; the first use builds it from the corpus folder."""
    if not index_exists(settings):
        # Imported here: a search of an index that is there needs none of the build stages.
        from .index import run

        if not quiet and any(folder.is_dir() for folder in settings.corpus_dirs):
            click.echo(_("No index yet; building it in {folder}").format(folder=settings.index_dir), err=True)
        run(settings, quiet=quiet)
    index = open_archive(settings)
    try:
        yield index
    finally:
        index.snapshot.close()


def of_archive(request: Request, index: Index) -> Request:
    """The request, told which files of this archive stand for others with the same bytes."""
    return replace(request, identical=lambda: identical(index.catalogue()))
