"""A TOML file that knows where its keys stand, so that an error can show the place.

`tomllib` tells the place of a syntax error only, and no kept library reads values together with
their places; the places are therefore looked up in the text, and only when there is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SettingsError

_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
# Not compiled here: every search reads settings, and only mistakes need these.
_HEADER = rf"\s*\[\[?\s*({_NAME})\s*\]"
_KEY = rf"\s*({_NAME})\s*="

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says: `data` is empty where there is none."""

    path: Path
    text: str
    data: dict[str, Any]

    def error(self, keys: Keys, message: str) -> SettingsError:
        """An error about the value under `keys`, with line and column of its key."""
        line, column = self.place(keys)
        return SettingsError(f"{self.path}:{line}:{column}: {message}")

    def place(self, keys: Keys) -> tuple[int, int]:
        """Line and column of a key, both from 1; of what surrounds it where it stands in braces."""
        best, place = 0, (1, 1)
        for found, line, column in _places(self.text):
            agreeing = _agreeing(found, keys)
            if agreeing > best and agreeing in (len(found), len(keys)):
                best, place = agreeing, (line, column)
        return place


def read_toml(path: Path) -> TomlFile:
    """Read a file, which need not exist. Raises SettingsError for one that is not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return TomlFile(path, "", {})
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}; check its permissions") from error
    # Imported here: it takes 3 ms, and most archives have no such file.
    import tomllib

    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}; correct this place or remove the file") from error


def _places(text: str) -> Iterator[tuple[Keys, int, int]]:
    """All headers and keys with their line and column."""
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(_HEADER, line):
            table = _parts(header[1])
            yield table, number, header.start(1) + 1
        elif key := re.match(_KEY, line):
            yield table + _parts(key[1]), number, key.start(1) + 1


def _parts(name: str) -> Keys:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many keys two paths have in common from their beginning on."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
