"""Settings: the only reader of `archive.toml` and of the environment.

`archive.toml` is looked for in the working directory and upwards; it marks the home of an
archive, beside which `index_data/` and `corpus/` lie. Without one, the working directory is home.
Each setting KEY may also be given by the variable ARCHIVE_KEY, which is stronger than the file.

    [archive]
    index = "index_data"        # where the index is kept
    corpus = "corpus"           # what `archive index` reads when it is given no path; or a list
    engine = "whoosh"
    user_words = ["网信办"]       # words that the segmenter shall keep whole
    encoding = "gb18030"        # of all text files; without it, each file's is found out
    max_file_mb = 64            # larger files are refused, and larger members of containers
    max_unpacked_mb = 256       # what a zip, docx, xlsx or odt may unpack to
    max_members = 2000          # files in a zip, or attachments of a mail
    max_pages = 5000            # of a PDF
    max_paragraphs = 200000     # or lines, of one text
    max_depth = 400             # of elements inside elements of a web page
    max_elements = 1000000      # of a web page
    max_attributes = 1000       # of an element of a web page
    max_header = 8000           # characters in a header of a mail
    max_seconds = 120           # for one file
    synonyms = [["疫情防控", "抗疫"]]   # groups of words; a query for one also finds the others
    cluster = "https://search.example:9200"   # nodes of an OpenSearch cluster, for the engine opensearch
    cluster_name = "reports"    # what the archive is called there
    cluster_shards = 3          # parts of a new archive, each on a node
    cluster_replicas = 1        # further copies of each part: so many nodes may fail
    cluster_timeout = 60        # seconds to wait for an answer
    cluster_ca = "ca.pem"       # the certificates to trust, where they are not public ones
    machine = "archive-1"       # who reads files here, where several machines do (default: the host's name)

    [rules.types]               # additions to archive/data/types.toml, list by list

Name, password and key for the cluster are given by variables alone, so that no file holds a secret:
ARCHIVE_CLUSTER_USER and ARCHIVE_CLUSTER_PASSWORD, or ARCHIVE_CLUSTER_API_KEY.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from .checks import KINDS, VARIABLE_PREFIX, check_file, from_environment
from .tomlfile import read_toml

SETTINGS_FILE = "archive.toml"
DEFAULT_ENGINE = "whoosh"
# Far above any report, and small enough that a file read whole cannot exhaust a small machine.
DEFAULT_MAX_FILE_MB = 64
# Word files of reports unpack to 1 to 20 times their size; a bomb to more than a thousand times.
DEFAULT_MAX_UNPACKED_MB = 256
# A year's reports of a county in one zip are some hundreds.
DEFAULT_MAX_MEMBERS = 2_000
# The longest yearbooks have some 2,000 pages.
DEFAULT_MAX_PAGES = 5_000
# The longest yearbooks have some 60,000; each takes 1 to 4 KB of memory until it is in the index.
DEFAULT_MAX_PARAGRAPHS = 200_000
# Pages of real sites nest 10 to 40 deep; hostile ones make every parser slow.
DEFAULT_MAX_DEPTH = 400
# An element takes some 250 bytes of memory; the longest pages have some ten thousand.
DEFAULT_MAX_ELEMENTS = 1_000_000
# Parsers compare each attribute of an element with all others; real ones have some tens.
DEFAULT_MAX_ATTRIBUTES = 1_000
# Headers are taken apart in quadratic time: 8,000 characters in a third of a second. Real ones have some
# hundred.
DEFAULT_MAX_HEADER = 8_000
# LibreOffice takes 1 to 2 seconds for a report, and half a minute for a book with pictures.
DEFAULT_MAX_SECONDS = 120
_MB = 1024 * 1024
# Settings `cluster_…` that are called so in ClusterSettings too; and what only variables give.
_CLUSTER = ("name", "shards", "replicas", "timeout")
_SECRETS = {
    "user": f"{VARIABLE_PREFIX}CLUSTER_USER",
    "password": f"{VARIABLE_PREFIX}CLUSTER_PASSWORD",
    "api_key": f"{VARIABLE_PREFIX}CLUSTER_API_KEY",
}


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Which cluster keeps the archive, under which name, and how it is spoken to.

    `machine` is who reads files here; `timeout` is in seconds.
    """

    hosts: tuple[str, ...] = ("http://localhost:9200",)
    name: str = "reports"
    shards: int = 3
    replicas: int = 1
    timeout: int = 60
    ca_file: str | None = None
    machine: str = "localhost"
    user: str | None = None
    password: str = field(default="", repr=False)
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive lives and how files are read.

    `rules` holds the user's additions to the tables of `archive/data`, as
    `{table: {key: [values]}}`; it takes no part in comparisons. `sources` says of each setting that
    is not the default where it was set.
    """

    home: Path
    index_dir: Path
    corpus_dir: Path
    engine: str = DEFAULT_ENGINE
    user_words: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    max_file_bytes: int = DEFAULT_MAX_FILE_MB * _MB
    max_unpacked_bytes: int = DEFAULT_MAX_UNPACKED_MB * _MB
    max_members: int = DEFAULT_MAX_MEMBERS
    max_pages: int = DEFAULT_MAX_PAGES
    max_paragraphs: int = DEFAULT_MAX_PARAGRAPHS
    max_depth: int = DEFAULT_MAX_DEPTH
    max_elements: int = DEFAULT_MAX_ELEMENTS
    max_attributes: int = DEFAULT_MAX_ATTRIBUTES
    max_header: int = DEFAULT_MAX_HEADER
    max_seconds: int = DEFAULT_MAX_SECONDS
    encoding: str | None = None
    other_corpus_dirs: tuple[Path, ...] = ()
    cluster: ClusterSettings = ClusterSettings()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def corpus_dirs(self) -> tuple[Path, ...]:
        """All folders that are read when no path is given."""
        return (self.corpus_dir, *self.other_corpus_dirs)

    def with_index(self, index_dir: Path | None) -> Settings:
        """The same settings for the archive in `index_dir` (None changes nothing).

        Its home is the folder in which it lies, and its corpus lies beside it.
        """
        if index_dir is None:
            return self
        index_dir = _plain(index_dir)
        home = index_dir.parent
        if home == self.home or self.sources.get("corpus") == VARIABLE_PREFIX + "CORPUS":
            return replace(self, index_dir=index_dir, home=home)
        return replace(self, index_dir=index_dir, home=home, corpus_dir=home / "corpus", other_corpus_dirs=())


def _plain(path: Path) -> Path:
    """An absolute path without `..`, so that a file has one name wherever it is named from.

    Links are not followed: files keep the names that the user gave their folders.
    """
    return Path(os.path.normpath(path.absolute()))


def shown_name(path: Path, settings: Settings) -> str:
    """How a file is called in the index: relative to the archive's home where it lies below it."""
    absolute = _plain(path)
    if absolute.is_relative_to(settings.home):
        return absolute.relative_to(settings.home).as_posix()
    return str(absolute)


def locate(name: str, settings: Settings) -> Path:
    """The file that `shown_name` named."""
    return settings.home / name


def find_home(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds an archive.toml, else `start`."""
    start = _plain(start)
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return start


def load_settings(start: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings that hold in `start` (default: the working directory).

    Raises SettingsError, with the place, for a file that is not TOML, an unknown key, or a value
    that cannot be.
    """
    home = find_home(start or Path.cwd())
    file = read_toml(home / SETTINGS_FILE)
    check_file(file, _shipped)
    given = {key: (value, SETTINGS_FILE) for key, value in file.data.get("archive", {}).items()}
    given |= from_environment(environ)
    values = {key: value for key, (value, _) in given.items()}
    corpus = [_plain(home / folder) for folder in _listed(values.get("corpus", "corpus"))]
    settings = Settings(
        home=home,
        index_dir=_plain(home / values.get("index", "index_data")),
        corpus_dir=corpus[0],
        engine=values.get("engine", DEFAULT_ENGINE),
        user_words=tuple(values.get("user_words", ())),
        max_file_bytes=values.get("max_file_mb", DEFAULT_MAX_FILE_MB) * _MB,
        max_unpacked_bytes=values.get("max_unpacked_mb", DEFAULT_MAX_UNPACKED_MB) * _MB,
        max_members=values.get("max_members", DEFAULT_MAX_MEMBERS),
        max_pages=values.get("max_pages", DEFAULT_MAX_PAGES),
        max_paragraphs=values.get("max_paragraphs", DEFAULT_MAX_PARAGRAPHS),
        max_depth=values.get("max_depth", DEFAULT_MAX_DEPTH),
        max_elements=values.get("max_elements", DEFAULT_MAX_ELEMENTS),
        max_attributes=values.get("max_attributes", DEFAULT_MAX_ATTRIBUTES),
        max_header=values.get("max_header", DEFAULT_MAX_HEADER),
        max_seconds=values.get("max_seconds", DEFAULT_MAX_SECONDS),
        encoding=values.get("encoding"),
        synonyms=tuple(map(tuple, values.get("synonyms", ()))),
        other_corpus_dirs=tuple(corpus[1:]),
        cluster=_cluster(values, home, environ),
        rules=file.data.get("rules", {}),
        sources={key: source for key, (_, source) in given.items()},
    )
    named = environ.get(VARIABLE_PREFIX + "INDEX")
    return settings.with_index(Path(named) if named else None)


def _cluster(values: Mapping[str, Any], home: Path, environ: Mapping[str, str]) -> ClusterSettings:
    """The cluster's settings; those that are not given have the defaults of the class."""
    given: dict[str, Any] = {key: values[f"cluster_{key}"] for key in _CLUSTER if f"cluster_{key}" in values}
    if "cluster" in values:
        given["hosts"] = tuple(_listed(values["cluster"]))
    if "cluster_ca" in values:
        given["ca_file"] = str(_plain(home / values["cluster_ca"]))
    given |= {key: environ[name] for key, name in _SECRETS.items() if environ.get(name)}
    return ClusterSettings(machine=values.get("machine") or platform.node(), **given)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def in_force(settings: Settings) -> list[tuple[str, Any, str]]:
    """Each setting that archive.toml may hold, its value, and where that comes from."""
    values: dict[str, Any] = {
        "index": str(settings.index_dir),
        "corpus": [str(folder) for folder in settings.corpus_dirs],
        "max_file_mb": settings.max_file_bytes // _MB,
        "max_unpacked_mb": settings.max_unpacked_bytes // _MB,
        "cluster": list(settings.cluster.hosts),
        "cluster_ca": settings.cluster.ca_file,
        "machine": settings.cluster.machine,
        **{f"cluster_{key}": getattr(settings.cluster, key) for key in _CLUSTER},
    }
    rows = [
        (key, values[key] if key in values else getattr(settings, key), settings.sources.get(key, "default"))
        for key in KINDS
    ]
    rules = settings.rules.items()
    return rows + [(f"rules.{table}", list(keys), SETTINGS_FILE) for table, keys in rules]


@cache
def _shipped(table: str) -> dict[str, Any]:
    # Imported here: a search of one word needs no rules. Not importlib.resources, which takes 4 ms more.
    import pkgutil
    import tomllib

    data = cast(bytes, pkgutil.get_data("archive.data", f"{table}.toml"))
    return tomllib.loads(data.decode())


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
