"""Removing the files that changes of an index leave behind."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from ..errors import IndexCorrupt, IndexVersionError
from .manifest import MANIFEST, REBUILDING, Manifest, load_manifest


def readable_manifest(index_dir: Path, name: str = MANIFEST) -> Manifest | None:
    """The manifest of an index of whatever format; None where it does not read."""
    try:
        return load_manifest(index_dir, name)
    except (IndexCorrupt, IndexVersionError):
        return None


def remove_leftovers(index_dir: Path) -> None:
    """Remove what no manifest names and no user put there."""
    manifest = readable_manifest(index_dir)
    if manifest is None and (index_dir / MANIFEST).exists():
        return
    manifests = [m for m in (manifest, readable_manifest(index_dir, REBUILDING)) if m is not None]
    # The journal of a run that was killed belongs to the store: the next run needs it.
    keep = {name for m in manifests for name in (*m.sizes, m.copies, f"{m.copies}-journal")}
    folders = {m.folder for m in manifests}
    for path in list(filter(_is_ours, index_dir.iterdir())):
        if not path.is_dir():
            _remove(path, keep)
        elif path.name in folders:
            for file in path.iterdir():
                _remove(file, keep, f"{path.name}/")
        else:
            shutil.rmtree(path, ignore_errors=True)


def _remove(path: Path, keep: set[str], prefix: str = "") -> None:
    if f"{prefix}{path.name}" in keep:
        return
    if path.is_dir():
        # An engine may keep each state in a folder of its own.
        if not any(name.startswith(f"{prefix}{path.name}/") for name in keep):
            shutil.rmtree(path, ignore_errors=True)
        return
    # Windows refuses while a search has the file open: then the next change removes it.
    with suppress(PermissionError):
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    stem, _, number = path.stem.rpartition("-")
    return path.name.startswith((f".{MANIFEST}-", f".{REBUILDING}-")) or bool(stem and number.isdecimal())
