"""What settings may be: the kinds of `archive.toml` and of the environment, and what is said of mistakes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SettingsError
from .model import DOC_TYPES, SECTION_TYPES
from .tomlfile import Keys, TomlFile

VARIABLE_PREFIX = "ARCHIVE_"
# Tables in which the keys are the user's to choose: programs, and masks by what they hide.
_OPEN_TABLES = frozenset({"editors", "mask"})
# Beside the engines themselves, which a search should not have to look for (a test compares them).
ENGINE_NAMES = ("whoosh", "tantivy", "scan", "opensearch")
# The shipped rules of a table of `archive/data`.
Shipped = Callable[[str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a setting may be: `must` completes the sentence “KEY must be …”.

    `read` makes the value of a variable's text; it raises ValueError for what cannot be.
    """

    must: str
    allows: Callable[[Any], bool]
    read: Callable[[str], Any]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


# What OpenSearch allows, less what would need escaping anywhere.
_CLUSTER_NAME = re.compile(r"[a-z][a-z0-9_-]{0,100}")
_ADDRESS = re.compile(r"https?://[^/@\s?#]+(/[^@\s?#]*)?")


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def is_encoding(name: Any) -> bool:
    """Whether text can be decoded by an encoding of this name."""
    try:
        "".encode(name)
    except (LookupError, TypeError, ValueError):
        return False
    return True


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


def _groups(text: str) -> list[list[str]]:
    return [_words(group) for group in text.replace("；", ";").split(";") if group.strip()]


def _folders(text: str) -> list[str]:
    # From where the user stands, as in any command; not from the archive's home.
    return [str(Path(folder).absolute()) for folder in text.split(os.pathsep) if folder]


_TEXT = _Kind('a text in quotes, such as "corpus"', _is_text, str)
_TEXTS = _Kind('a list of texts, such as ["网信办", "政务服务"]', _is_texts, _words)
_ENGINE = _Kind(f"one of {', '.join(ENGINE_NAMES)}", lambda value: value in ENGINE_NAMES, str)
_ENCODING = _Kind('the name of an encoding, such as "gb18030"', is_encoding, str)
_COUNT = _Kind(
    "a whole number from 1 on, without quotes", lambda value: type(value) is int and value > 0, int
)
_NUMBER = _Kind(
    "a whole number from 0 on, without quotes", lambda value: type(value) is int and value >= 0, int
)
_NAME = _Kind(
    'a name of small letters, digits, "-" and "_", such as "reports"',
    lambda value: _is_text(value) and _CLUSTER_NAME.fullmatch(value) is not None,
    str,
)
_HOSTS = _Kind(
    'an address such as "https://search.example:9200" (without name and password, which have variables), '
    "or a list of them",
    lambda value: (
        _is_address(value) or (isinstance(value, list) and bool(value) and all(map(_is_address, value)))
    ),
    _words,
)
_GROUPS = _Kind(
    'a list of groups, such as [["疫情防控", "抗疫"]]', lambda value: isinstance(value, list), _groups
)
_FOLDERS = _Kind(
    'a folder, such as "corpus", or a list of folders',
    lambda value: _is_text(value) or (bool(value) and _is_texts(value)),
    _folders,
)
KINDS: dict[str, _Kind] = {
    "index": _TEXT,
    "corpus": _FOLDERS,
    "engine": _ENGINE,
    "user_words": _TEXTS,
    "encoding": _ENCODING,
    "max_file_mb": _COUNT,
    "max_unpacked_mb": _COUNT,
    "max_members": _COUNT,
    "max_pages": _COUNT,
    "max_paragraphs": _COUNT,
    "max_depth": _COUNT,
    "max_elements": _COUNT,
    "max_attributes": _COUNT,
    "max_header": _COUNT,
    "max_seconds": _COUNT,
    "synonyms": _GROUPS,
    "cluster": _HOSTS,
    "cluster_name": _NAME,
    "cluster_shards": _COUNT,
    "cluster_replicas": _NUMBER,
    "cluster_timeout": _COUNT,
    "cluster_ca": _TEXT,
    "machine": _TEXT,
}


def from_environment(environ: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """The settings that variables give, each with the name of its variable; an empty one gives none."""
    found: dict[str, tuple[Any, str]] = {}
    for key, kind in KINDS.items():
        name = VARIABLE_PREFIX + key.upper()
        if text := environ.get(name):
            try:
                value = kind.read(text)
            except ValueError:
                value = None
            if not kind.allows(value):
                raise SettingsError(f"the variable {name} is {text!r}, but {key} must be {kind.must}")
            found[key] = (value, name)
    groups, name = found.get("synonyms", ([], ""))
    _check_synonyms(groups, lambda message: SettingsError(f"the variable {name}: {message}"))
    return found


def check_file(file: TomlFile, shipped: Shipped) -> None:
    """Raise SettingsError for the first thing in archive.toml that is not as it must be."""
    _check_keys(file, (), file.data, ("archive", "rules"))
    for name in file.data:
        if not isinstance(file.data[name], dict):
            raise file.error((name,), f"{name} must be a table, written [{name}]")
    _check_keys(file, ("archive",), file.data.get("archive", {}), tuple(KINDS))
    for key, value in file.data.get("archive", {}).items():
        if not KINDS[key].allows(value):
            raise file.error(("archive", key), f"{key} must be {KINDS[key].must}, not {value!r}")
    groups = file.data.get("archive", {}).get("synonyms", [])
    _check_synonyms(groups, lambda message: file.error(("archive", "synonyms"), message))
    rules = file.data.get("rules", {})
    if rules:
        from importlib import resources

        tables = sorted(path.name for path in resources.files("archive.data").iterdir())
        known = tuple(name.removesuffix(".toml") for name in tables if name.endswith(".toml"))
        _check_keys(file, ("rules",), rules, known)
    for table, additions in rules.items():
        _check_rules(file, ("rules", table), additions, shipped(table))


def _check_keys(file: TomlFile, keys: Keys, found: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in found:
        if key not in known:
            raise file.error((*keys, key), f"unknown setting {key}; {_advice(keys, key, known)}")


def _advice(keys: Keys, key: str, known: tuple[str, ...]) -> str:
    # Imported here: only mistakes need it.
    from difflib import get_close_matches

    if not keys and key in KINDS:
        return "it belongs below a line [archive], not above it: move it there"
    near = get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"allowed here: {', '.join(known)}"


def _check_rules(file: TomlFile, keys: Keys, additions: Any, shipped: Any) -> None:
    """Hold additions to the shape of the shipped table: a misspelt key would do nothing."""
    if type(additions) is not type(shipped):
        kinds = {"list": "a list, written [ … ]", "dict": "a table", "str": "a text in quotes"}
        name = type(shipped).__name__
        must = kinds.get(name, f"a {name}")
        raise file.error(keys, f"{'.'.join(keys)} must be {must}, not {additions!r}")
    if isinstance(additions, list):
        _check_entries(file, keys, additions, shipped)
    if isinstance(additions, dict):
        # Rules are called by identifiers or by types; where keys are other words, more may be added.
        if keys[-1] not in _OPEN_TABLES and all(map(str.isascii, shipped)):
            _check_keys(file, keys, additions, tuple(shipped))
        for types in (SECTION_TYPES, DOC_TYPES):
            if shipped and set(shipped) <= set(types):
                _check_keys(file, keys, additions, types)
        for key, value in additions.items():
            if key in shipped:
                _check_rules(file, (*keys, key), value, shipped[key])


def _check_entries(file: TomlFile, keys: Keys, additions: list[Any], shipped: list[Any]) -> None:
    """Hold each entry of a list to the shape of the shipped ones: texts, or tables with certain keys."""
    tables = [entry for entry in shipped if isinstance(entry, dict)]
    needed = [key for key in tables[0] if all(key in entry for entry in tables)] if tables else []
    known = {key for entry in tables for key in entry}
    shape = ", ".join(f'{key} = "…"' for key in needed)
    must = f"a table, written {{ {shape} }}" if tables else "a text in quotes"
    for number, entry in enumerate(additions, 1):
        fits = isinstance(entry, str)
        if tables:
            fits = isinstance(entry, dict) and set(needed) <= set(entry) <= known
        if shipped and not fits:
            raise file.error(keys, f"{'.'.join(keys)}, entry {number}: must be {must}, not {entry!r}")


def _check_synonyms(groups: list[Any], mistake: Callable[[str], SettingsError]) -> None:
    """Raise the error that `mistake` makes; it names the group and the word in it, both from 1."""
    seen: dict[str, int] = {}
    for number, group in enumerate(groups, 1):
        where = f"synonyms, group {number}"
        if not isinstance(group, list) or len(group) < 2:
            raise mistake(f'{where}: must be a list of two words or more, such as ["甲", "乙"]')
        for place, word in enumerate(group, 1):
            if not isinstance(word, str) or not any(map(str.isalnum, word)):
                raise mistake(f"{where}, word {place}: must be a word in quotes, not {word!r}")
            if word in seen:
                raise mistake(
                    f"{where}, word {place}: {word} stands in group {seen[word]} already; keep it once"
                )
            seen[word] = number
