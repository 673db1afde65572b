"""What an office or a program could use instead of this project, each as its manual says.

Every system imports what it needs when it is asked, since memory and the first search are measured.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from made import Ask, Searcher, texts, year_of

PAGE = 10
# Of this many bytes at a time tantivy makes a segment; what our engine takes.
HEAP_BYTES = 256_000_000
# FTS5's trigrams are of no help for less.
SHORTEST = 3


def words(text: str) -> list[str]:
    """jieba's words, without punctuation."""
    import jieba

    jieba.setLogLevel(60)
    return [word for word in jieba.cut(text) if re.search(r"\w", word)]


class Script:
    """A system that is used from Python: the first search is that of a script."""

    name: str

    def command(self, home: Path, word: str) -> list[str]:
        script = Path(__file__).with_name("systems.py")
        return [sys.executable, str(script), "cold", self.name, str(home), word]


class Stock(Script):
    """Whoosh as it comes, with jieba's own analyzer for it."""

    name = "stock"
    lacks = frozenset({"filter"})

    def build(self, home: Path) -> None:
        from stock import build

        build(home / "sections.jsonl", home / "stock")

    def open(self, home: Path) -> Searcher:
        import jieba

        jieba.setLogLevel(60)
        return _StockSearcher(home / "stock")


class _StockSearcher:
    def __init__(self, folder: Path) -> None:
        from whoosh import index
        from whoosh.qparser import QueryParser

        opened = index.open_dir(str(folder))
        self._searcher, self._parser = opened.searcher(), QueryParser("text", opened.schema)

    def _query(self, ask: Ask) -> Any:
        parts = [f'"{word}"' if ask.phrase else word + "*" * ask.prefix for word in ask.every]
        text = " ".join([*parts, *(f"NOT {word}" for word in ask.none)]) or " OR ".join(ask.some)
        return self._parser.parse(text)

    def page(self, ask: Ask) -> object:
        hits = self._searcher.search(self._query(ask), limit=PAGE)
        return len(hits), [(hit["id"], hit.highlights("text")) for hit in hits]

    def found(self, ask: Ask) -> set[int]:
        return {int(hit["id"]) - 1 for hit in self._searcher.search(self._query(ask), limit=None)}


class Fts5(Script):
    """SQLite's FTS5: trigrams of the text as it is, or words that jieba cut."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, *, trigrams: bool) -> None:
        self._trigrams = trigrams
        self.name = f"fts5-{'trigram' if trigrams else 'words'}"

    def build(self, home: Path) -> None:
        import sqlite3

        (home / self.name).mkdir()
        database = sqlite3.connect(home / self.name / "index.sqlite")
        tokenizer = "trigram" if self._trigrams else "unicode61"
        columns = f"text, year UNINDEXED, tokenize='{tokenizer}'"
        database.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns})")
        rows = ((n, self._cut(text), year_of(n)) for n, text in enumerate(texts(home)))
        database.executemany("INSERT INTO t (rowid, text, year) VALUES (?, ?, ?)", rows)
        database.execute("INSERT INTO t (t) VALUES ('optimize')")
        database.commit()

    def _cut(self, text: str) -> str:
        return text if self._trigrams else " ".join(words(text))

    def open(self, home: Path) -> Searcher:
        return _Fts5Searcher(home / self.name / "index.sqlite", trigrams=self._trigrams)


class _Fts5Searcher:
    def __init__(self, path: Path, *, trigrams: bool) -> None:
        import sqlite3

        self._database, self._trigrams = sqlite3.connect(path), trigrams

    def _where(self, ask: Ask) -> tuple[str, list[object]]:
        """The condition; what is shorter than a trigram must be looked for in every text."""
        values: list[object] = []
        parts = [self._piece(ask, word, values) for word in ask.every or ask.some]
        condition = f"({(' AND ' if ask.every else ' OR ').join(parts)})"
        for word in ask.none:
            condition += f" AND NOT {self._piece(ask, word, values)}"
        if ask.years:
            condition += " AND year BETWEEN ? AND ?"
            values += ask.years
        return condition, values

    def _piece(self, ask: Ask, word: str, values: list[object]) -> str:
        if self._trigrams and len(word) < SHORTEST:
            # LIKE, which the manual names for this, finds no two Chinese characters (SQLite 3.40).
            values.append(word)
            return "instr(text, ?) > 0"
        values.append(f'"{word if self._trigrams else " ".join(words(word))}"' + "*" * ask.prefix)
        return "rowid IN (SELECT rowid FROM t WHERE t MATCH ?)"

    def _match(self, ask: Ask) -> tuple[str, list[object]] | None:
        """The same as one expression of FTS5, which alone can rank; None where there is none."""
        if self._trigrams and any(len(word) < SHORTEST for word in ask.every + ask.some + ask.none):
            return None
        cut = {w: w if self._trigrams else " ".join(words(w)) for w in ask.every + ask.some + ask.none}
        text = (" AND " if ask.every else " OR ").join(
            f'"{cut[w]}"' + "*" * ask.prefix for w in ask.every or ask.some
        )
        text += "".join(f' NOT "{cut[word]}"' for word in ask.none)
        values: list[object] = [text, *(ask.years or ())]
        return "t MATCH ?" + " AND year BETWEEN ? AND ?" * bool(ask.years), values

    def page(self, ask: Ask) -> object:
        matched = self._match(ask)
        condition, values = matched or self._where(ask)
        excerpt = "snippet(t, 0, '[', ']', '…', 32)" if matched else "text"
        order = "ORDER BY rank" if matched else ""
        total = self._rows("count(*)", condition, values)
        best = self._rows(f"rowid, {excerpt}", f"{condition} {order} LIMIT {PAGE}", values)
        facets = self._rows("year, count(*)", f"{condition} GROUP BY year", values) if ask.years else None
        return total, best, facets

    def found(self, ask: Ask) -> set[int]:
        condition, values = self._match(ask) or self._where(ask)
        return {number for (number,) in self._rows("rowid", condition, values)}

    def _rows(self, columns: str, rest: str, values: list[object]) -> list[Any]:
        # What is put together here are conditions; all that was asked for is a parameter.
        return self._database.execute(f"SELECT {columns} FROM t WHERE {rest}", values).fetchall()  # noqa: S608


class RawTantivy(Script):
    """tantivy over jieba's words, and nothing of ours."""

    name = "tantivy-raw"
    lacks: frozenset[str] = frozenset()

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="whitespace", stored=True)
        for name in ("number", "year"):
            builder.add_unsigned_field(name, stored=True, indexed=True, fast=True)
        return builder.build()

    def build(self, home: Path) -> None:
        import tantivy

        (home / "tantivy-raw").mkdir()
        index = tantivy.Index(self._schema(), path=str(home / "tantivy-raw"))
        writer = index.writer(HEAP_BYTES, 1)
        for number, text in enumerate(texts(home)):
            row = tantivy.Document()
            row.add_text("text", " ".join(words(text)))
            row.add_unsigned("number", number)
            row.add_unsigned("year", year_of(number))
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, home: Path) -> Searcher:
        return _RawSearcher(home / "tantivy-raw", self._schema())


class _RawSearcher:
    def __init__(self, folder: Path, schema: Any) -> None:
        import tantivy

        self._schema, self._tantivy = schema, tantivy
        self._searcher = tantivy.Index.open(str(folder)).searcher()

    def _word(self, ask: Ask, word: str) -> Any:
        query, cut = self._tantivy.Query, words(word)
        if ask.prefix and len(cut) == 1:
            return query.regex_query(self._schema, "text", word + ".*")
        if len(cut) == 1:
            return query.term_query(self._schema, "text", word)
        return query.phrase_query(self._schema, "text", list(cut))

    def _query(self, ask: Ask) -> Any:
        tantivy = self._tantivy
        parts = [(tantivy.Occur.Must, self._word(ask, word)) for word in ask.every]
        parts += [(tantivy.Occur.Should, self._word(ask, word)) for word in ask.some]
        parts += [(tantivy.Occur.MustNot, self._word(ask, word)) for word in ask.none]
        if ask.years:
            years = tantivy.Query.range_query(self._schema, "year", tantivy.FieldType.Unsigned, *ask.years)
            parts.append((tantivy.Occur.Must, years))
        return tantivy.Query.boolean_query(parts)

    def page(self, ask: Ask) -> object:
        query = self._query(ask)
        found = self._searcher.search(query, PAGE)
        excerpts = self._tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "text")
        shown = [excerpts.snippet_from_doc(self._searcher.doc(at)).to_html() for _, at in found.hits]
        years = {"years": {"terms": {"field": "year"}}}
        return found.count, shown, self._searcher.aggregate(query, years) if ask.years else None

    def found(self, ask: Ask) -> set[int]:
        query = self._query(ask)
        total = self._searcher.search(query, 1).count
        hits = self._searcher.search(query, max(1, total)).hits
        return set(self._searcher.fast_field_values("number", [at for _, at in hits]))


class Command:
    """A program that is started for every search."""

    def _lines(self, command: str) -> list[str]:
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
        return done.stdout.splitlines()


class Recoll(Command):
    """Recoll, a desktop search of Debian: each section a file, Chinese by grams."""

    name = "recoll"
    lacks = frozenset({"filter"})

    def command(self, home: Path, word: str) -> list[str]:
        return ["recollq", "-c", str(home / "recoll"), "-A", "-n", f"0-{PAGE}", word]

    def build(self, home: Path) -> None:
        own = home / "recoll"
        own.mkdir()
        for number, text in enumerate(texts(home)):
            below = home / "recoll-files" / f"{number // 1000:04}"
            below.mkdir(parents=True, exist_ok=True)
            (below / f"{number}.txt").write_text(text, encoding="utf-8")
        settings = f"topdirs = {home / 'recoll-files'}\nloglevel = 1\nidxflushmb = 256\n"
        (own / "recoll.conf").write_text(settings, encoding="utf-8")
        subprocess.run(["recollindex", "-c", str(own)], check=True, capture_output=True)

    def open(self, home: Path) -> Searcher:
        self._folder = home / "recoll"
        return self

    def _asked(self, ask: Ask) -> str:
        parts = [f'"{word}"' if ask.phrase else word + "*" * ask.prefix for word in ask.every]
        query = " ".join([*parts, *(f"-{word}" for word in ask.none)]) or " OR ".join(ask.some)
        return f"-c {shlex.quote(str(self._folder))} -s '' {shlex.quote(query)}"

    def page(self, ask: Ask) -> object:
        return self._lines(f"recollq -A -E -n 0-{PAGE} {self._asked(ask)}")

    def found(self, ask: Ask) -> set[int]:
        return {int(Path(line).stem) for line in self._lines(f"recollq -b -n 0 {self._asked(ask)}")}


class Ripgrep(Command):
    """ripgrep over one file with a section a line: nothing is indexed."""

    name = "ripgrep"
    lacks = frozenset({"filter"})

    def command(self, home: Path, word: str) -> list[str]:
        return ["rg", "-c", word, str(home / "ripgrep" / "sections.txt")]

    def build(self, home: Path) -> None:
        (home / "ripgrep").mkdir()
        with (home / "ripgrep" / "sections.txt").open("w", encoding="utf-8") as file:
            file.writelines(text.replace("\n", " ") + "\n" for text in texts(home))

    def open(self, home: Path) -> Searcher:
        self._file = home / "ripgrep" / "sections.txt"
        return self

    def _asked(self, ask: Ask) -> str:
        first, *more = ask.every or ("|".join(ask.some),)
        command = f"rg -n {shlex.quote(first)} {shlex.quote(str(self._file))}"
        command += "".join(f" | rg {shlex.quote(word)}" for word in more)
        return command + "".join(f" | rg -v {shlex.quote(word)}" for word in ask.none)

    def page(self, ask: Ask) -> object:
        found = self._lines(self._asked(ask))
        return len(found), found[:PAGE]

    def found(self, ask: Ask) -> set[int]:
        return {int(line.partition(":")[0]) - 1 for line in self._lines(self._asked(ask))}
