"""Settings: the only reader of `archive.toml` and of the environment.

`archive.toml` is looked for in the working directory and upwards; it marks the home of an
archive, beside which `index_data/` and `corpus/` lie. Without one, the working directory is home.

    [archive]
    index = "index_data"        # where the index is kept
    corpus = "corpus"           # what `archive index` reads when it is given no path
    engine = "whoosh"
    user_words = ["网信办"]       # words that the segmenter shall keep whole
    max_file_mb = 64            # larger files are refused
    synonyms = [["疫情防控", "抗疫"]]   # groups of words; a query for one also finds the others

    [rules.types]               # additions to archive/data/types.toml, list by list
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from .errors import SettingsError

SETTINGS_FILE = "archive.toml"
INDEX_VARIABLE = "ARCHIVE_INDEX"
# Far above any report, and small enough that a file read whole cannot exhaust a small machine.
DEFAULT_MAX_FILE_MB = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive lives and how files are read.

    `rules` holds the user's additions to the tables of `archive/data`, as
    `{table: {key: [values]}}`; it takes no part in comparisons.
    """

    home: Path
    index_dir: Path
    corpus_dir: Path
    engine: str = "whoosh"
    user_words: tuple[str, ...] = ()
    max_file_bytes: int = DEFAULT_MAX_FILE_MB * 1024 * 1024
    synonyms: tuple[tuple[str, ...], ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)

    def with_index(self, index_dir: Path | None) -> Settings:
        """The same settings for the archive in `index_dir` (None changes nothing).

        Its home is the folder in which it lies, and its corpus lies beside it.
        """
        if index_dir is None:
            return self
        index_dir = index_dir.absolute()
        home = index_dir.parent
        corpus_dir = self.corpus_dir if home == self.home else home / "corpus"
        return replace(self, index_dir=index_dir, home=home, corpus_dir=corpus_dir)


def shown_name(path: Path, settings: Settings) -> str:
    """How a file is called in the index: relative to the archive's home where it lies below it."""
    absolute = path.absolute()
    if absolute.is_relative_to(settings.home):
        return absolute.relative_to(settings.home).as_posix()
    return str(absolute)


def locate(name: str, settings: Settings) -> Path:
    """The file that `shown_name` named."""
    return settings.home / name


def find_home(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds an archive.toml, else `start`."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return start


def load_settings(start: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings that hold in `start` (default: the working directory).

    Raises SettingsError for a file that is not TOML, an unknown key, or a value of a wrong kind.
    """
    home = find_home(start or Path.cwd())
    data = _read_toml(home / SETTINGS_FILE)
    table = _checked(data, home / SETTINGS_FILE)
    named = environ.get(INDEX_VARIABLE)
    settings = Settings(
        home=home,
        index_dir=(home / table.get("index", "index_data")).absolute(),
        corpus_dir=(home / table.get("corpus", "corpus")).absolute(),
        engine=table.get("engine", "whoosh"),
        user_words=tuple(table.get("user_words", ())),
        max_file_bytes=table.get("max_file_mb", DEFAULT_MAX_FILE_MB) * 1024 * 1024,
        synonyms=_synonyms(table.get("synonyms", []), home / SETTINGS_FILE),
        rules=data.get("rules", {}),
    )
    return settings.with_index(Path(named) if named else None)


_KINDS: dict[str, type] = {
    "index": str,
    "corpus": str,
    "engine": str,
    "user_words": list,
    "max_file_mb": int,
    "synonyms": list,
}


def _read_toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}; correct the file or remove it") from error


def _checked(data: dict[str, Any], path: Path) -> dict[str, Any]:
    unknown = set(data) - {"archive", "rules"}
    table = data.get("archive", {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: archive must be a table, written [archive]")
    unknown |= set(table) - set(_KINDS)
    misplaced = sorted(unknown & set(_KINDS))
    if misplaced:
        raise SettingsError(f"{path}: {misplaced[0]} must stand under a line [archive]; move it there")
    if unknown:
        raise SettingsError(
            f"{path}: unknown setting {', '.join(sorted(unknown))}; known: {', '.join(_KINDS)}"
        )
    for key, value in table.items():
        if not isinstance(value, _KINDS[key]) or isinstance(value, bool):
            raise SettingsError(f"{path}: {key} must be a {_KINDS[key].__name__}, not {value!r}")
    return dict(table)


def _synonyms(groups: list[Any], path: Path) -> tuple[tuple[str, ...], ...]:
    """Check the groups; an error names the group and the word in it, both counted from 1."""
    seen: dict[str, int] = {}
    for number, group in enumerate(groups, 1):
        where = f"{path}: synonyms, group {number}"
        if not isinstance(group, list) or len(group) < 2:
            raise SettingsError(f'{where}: must be a list of two words or more, such as ["甲", "乙"]')
        for place, word in enumerate(group, 1):
            if not isinstance(word, str) or not any(map(str.isalnum, word)):
                raise SettingsError(f"{where}, word {place}: must be a word in quotes, not {word!r}")
            if word in seen:
                raise SettingsError(
                    f"{where}, word {place}: {word} stands in group {seen[word]} already; keep it once"
                )
            seen[word] = number
    return tuple(map(tuple, groups))


@cache
def _shipped(table: str) -> dict[str, Any]:
    text = resources.files("archive.data").joinpath(f"{table}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_rules(table: str, settings: Settings | None = None) -> dict[str, Any]:
    """The rules of `archive/data/<table>.toml` with the user's additions.

    A list of the user's is appended to the shipped list of the same key, a table is merged key
    by key, and any other value replaces the shipped one.
    """
    extra = settings.rules.get(table, {}) if settings else {}
    return _merged(_shipped(table), extra)


def _merged(base: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in extra.items():
        old = result.get(key)
        if isinstance(old, list) and isinstance(value, list):
            result[key] = old + value
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = _merged(old, value)
        else:
            result[key] = value
    return result
