"""One error for all that can be wrong with the bytes of an index."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from ....errors import IndexCorrupt
from .files import Damage

# What this room and the standard library raise where bytes are not what was written.
_DAMAGE = (Damage, OSError, ValueError, struct.error, zlib.error)

_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")


class InFolder(Protocol):
    """Whatever reads the files of a folder."""

    folder: Path


_Reader = TypeVar("_Reader", bound=InFolder)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn the errors of unreadable index files into IndexCorrupt."""
    try:
        yield
    except _DAMAGE as error:
        raise _corrupt(folder, error) from error


def guarded(
    method: Callable[Concatenate[_Reader, _Rest], _Result],
) -> Callable[Concatenate[_Reader, _Rest], _Result]:
    """`reading` around a method; a try alone, since some are called for each candidate."""

    @wraps(method)
    def call(self: _Reader, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Result:
        try:
            return method(self, *args, **kwargs)
        except _DAMAGE as error:
            raise _corrupt(self.folder, error) from error

    return call


def _corrupt(folder: Path, error: Exception) -> IndexCorrupt:
    return IndexCorrupt(f"the index in {folder} is damaged ({error}); run: archive index --rebuild")
