"""The systems that `engines.py` compares: each builds an index of the same sections and answers.

    python systems.py build NAME HOME      index the sections of HOME/sections.jsonl in HOME/NAME
    python systems.py ask NAME HOME        ask everything of `made.ASKS`; prints JSON
    python systems.py cold NAME HOME WORD  one search, as a script of a user would do it

Each is a process of its own, since memory and the first search are measured too.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from made import ASKS, SECTIONS_A_FILE, Ask, Searcher, System, clock, number_of, report, texts
from rivals import Fts5, RawTantivy, Recoll, Ripgrep, Stock

REPEATS = 5


class Ours:
    """This project with one of its engines; made ready and written by one process."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, engine: str) -> None:
        from archive.collector import collect_seldom

        self.name = engine
        # As the program does.
        collect_seldom()

    def command(self, home: Path, word: str) -> list[str]:
        return [
            sys.executable,
            "-m",
            "archive",
            "search",
            word,
            "--index",
            str(self._settings(home).index_dir),
        ]

    def command_of_files(self, home: Path) -> list[str]:
        """The command that indexes the sections from files."""
        index = ["--index", str(home / f"{self.name}-files" / "index_data"), "--engine", self.name]
        return [sys.executable, "-m", "archive", "index", str(home / "files"), *index, "--quiet"]

    def _settings(self, home: Path) -> Any:
        from archive.config import load_settings

        settings = replace(load_settings(home).with_index(home / self.name / "index_data"), engine=self.name)
        # Each size is an archive of its own, in a cluster too.
        return replace(settings, cluster=replace(settings.cluster, name=f"benchmark-{home.name}"))

    def build(self, home: Path) -> None:
        from archive.index import stamp
        from archive.index.builder import build
        from archive.index.document import documents
        from archive.index.engines import packer
        from archive.index.manifest import FileRecord
        from archive.index.remote import remote_settings, settle
        from archive.segment import segmenter

        settings = self._settings(home)
        settings.index_dir.parent.mkdir()
        cutter, pack, given = segmenter(), packer(self.name), texts(home)
        cluster = remote_settings(settings)
        with build(settings.index_dir, self.name, stamp(settings), cluster=cluster) as change:
            file = 0
            while chunk := [text.split("\n")[1:] for text in islice(given, SECTIONS_A_FILE)]:
                parsed = report(file, chunk)
                ready = [pack(document) for document in documents(parsed, cutter)]
                change.add(parsed.path, FileRecord(ready[0].digest, 1, 1, 1, len(ready)), ready)
                file += 1
            change.commit()
        settle(settings.index_dir, cluster)

    def open(self, home: Path) -> Searcher:
        from archive.index import open_archive
        from archive.search import language

        settings = self._settings(home)
        return _OurSearcher(open_archive(settings).snapshot, language(settings))


class _OurSearcher:
    def __init__(self, snapshot: Any, language: Any) -> None:
        self._snapshot, self._language = snapshot, language

    def _request(self, ask: Ask) -> Any:
        from archive.search import Match, Request

        filters = (f"year:{ask.years[0]}..{ask.years[1]}",) if ask.years else ()
        parts = [f'"{word}"' if ask.phrase else word + "*" * ask.prefix for word in ask.every]
        query = " ".join([*parts, *(f"-{word}" for word in ask.none)]) or " OR ".join(ask.some)
        return Request(query, filters=filters, match=Match.ALL)

    def page(self, ask: Ask) -> object:
        from archive.search import search

        return search(self._snapshot, self._request(ask), self._language)

    def found(self, ask: Ask) -> set[int]:
        from archive.search import ask as asked

        answer = asked(self._snapshot, self._request(ask), self._language)
        return set(map(number_of, answer.selection.ids()))


SYSTEMS: dict[str, Callable[[], System]] = {
    "whoosh": lambda: Ours("whoosh"),
    "tantivy": lambda: Ours("tantivy"),
    "opensearch": lambda: Ours("opensearch"),
    "stock": Stock,
    "fts5-trigram": lambda: Fts5(trigrams=True),
    "fts5-words": lambda: Fts5(trigrams=False),
    "tantivy-raw": RawTantivy,
    "recoll": Recoll,
    "ripgrep": Ripgrep,
}


def asked(system: System, home: Path) -> dict[str, Any]:
    """Milliseconds of each search by kind, and how much of what a scan finds was found."""
    searcher, right = system.open(home), json.loads((home / "scan.json").read_text("utf-8"))
    times: dict[str, list[float]] = defaultdict(list)
    shares: list[float] = []
    extra = 0
    for ask, numbers in zip(ASKS, map(set, right), strict=True):
        if ask.kind in system.lacks:
            continue
        times[ask.kind] += _milliseconds(searcher, ask)
        found = searcher.found(ask)
        extra += len(found - numbers)
        if numbers:
            shares.append(len(found & numbers) / len(numbers))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"times": times, "recall": sum(shares) / len(shares), "extra": extra, "peak": peak // 1024}


def _milliseconds(searcher: Searcher, ask: Ask) -> list[float]:
    """Of several calls, after one to warm up."""
    found = []
    for _ in range(REPEATS + 1):
        started = clock()
        searcher.page(ask)
        found.append((clock() - started) * 1000)
    return found[1:]


def main() -> None:
    """See the module's text."""
    task, name, home, *word = sys.argv[1:]
    system = SYSTEMS[name]()
    if task == "build":
        system.build(Path(home))
    elif task == "ask":
        print(json.dumps(asked(system, Path(home))))
    else:
        print(system.open(Path(home)).page(Ask("common", tuple(word))))


if __name__ == "__main__":
    main()
