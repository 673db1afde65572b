"""How often the section that was meant comes first: known-item search.

    python tests/benchmarks/ranking.py table INDEX… [--number N]    ours and plain BM25
    python tests/benchmarks/ranking.py tune INDEX… [--number N]     choose the constants of ours

INDEX is the folder of an index (its archive.toml beside it). N sections of each (default 400) are
drawn with a fixed seed, and three kinds of queries are made from each: `title`, its report's title, to
which any section of a report of that title is a right answer; `rare`, the four rarest words of one of
its sentences, and `wording`, four neighbouring words of one, to which the section is the only one.
Every other query is for `tune`, which never sees those that `table` reports.

The rankers see the same text of the same sections: the report's title, the headings above the
section's own, its heading and its paragraphs. Plain BM25, over words and over pairs of characters,
takes them as one; its parameters are the usual ones (k1 1.2, b 0.75). `archive` is asked twice:
as a user asks (`auto`: sections with all words, else partial ones) and for any of the words, which is
what plain BM25 does; titles only rank there, they are not searched.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.config import load_settings
from archive.fold import fold
from archive.index import open_index, ranking, scoring, stamp
from archive.index.engines.base import Order, Snapshot
from archive.model import Entry
from archive.search import Answer, Match, Request, ask, language
from archive.segment import Segmenter

SEED = 20
DEFAULT_NUMBER = 400
DEPTH = 10
QUERY_WORDS = 4
# Shorter sentences have no four words to tell them by.
MIN_SENTENCE = 16

K1, B = 1.2, 0.75
# A constant stays as it is for a smaller gain: so few queries do not tell it from chance.
NOTICEABLE = 0.003
KINDS = ("title", "rare", "wording")
# The mean over fewer queries than this is mostly chance, so they do not weigh as much as the others.
FEWEST = 20
# What `tune` tries for each constant, one after the other, until a round changes nothing.
GRID: dict[str, tuple[float, ...]] = {
    "TITLE_WEIGHT": (0.0, 1.0, 2.0, 4.0, 8.0),
    "ADJACENCY_SHARE": (0.0, 0.25, 0.5, 1.0),
    "B": (0.45, 0.6, 0.75, 0.9),
    "HEADING_WEIGHT": (1.0, 2.0, 3.0, 5.0),
    "K1": (0.9, 1.2, 1.6, 2.0),
}

Ranker = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a kind, with the ids of the sections that are right answers."""

    kind: str
    text: str
    right: frozenset[str]


class Bm25:
    """Plain BM25 in memory over whatever terms `cut` makes of a text."""

    def __init__(self, texts: dict[str, str], cut: Callable[[str], Iterable[str]]) -> None:
        self._cut = cut
        self._postings: dict[str, dict[str, int]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}
        for ident, text in texts.items():
            counts = Counter(cut(text))
            self._lengths[ident] = counts.total()
            for term, count in counts.items():
                self._postings[term][ident] = count
        self._mean = sum(self._lengths.values()) / len(self._lengths)

    def frequency(self, term: str) -> int:
        """In how many texts a term occurs."""
        return len(self._postings.get(term, ()))

    def __call__(self, query: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term in set(self._cut(query)):
            found = self._postings.get(term, {})
            weight = math.log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for ident, count in found.items():
                norm = K1 * (1 - B + B * self._lengths[ident] / self._mean)
                scores[ident] += weight * count * (K1 + 1) / (count + norm)
        return sorted(scores, key=lambda ident: (-scores[ident], ident))[:DEPTH]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring letters."""
    return [run[i : i + 2] for run in re.findall(r"\w+", text) for i in range(max(1, len(run) - 1))]


def text_of(entry: Entry) -> str:
    """What all rankers see of a section."""
    section = entry.section
    lines = [entry.report.title or "", *section.path[:-1], section.heading or ""]
    return "\n".join(map(fold, [*lines, *(p.text for p in section.paragraphs)]))


def sentence_words(entry: Entry, words: Segmenter, draw: random.Random) -> list[str]:
    """The words of one of its longer sentences; none where it has no such."""
    found = [s for p in entry.section.paragraphs for s in re.split("[。;；]", p.text)]
    long = [sentence for sentence in found if len(sentence) >= MIN_SENTENCE]
    return words.words(fold(draw.choice(long))) if long else []


def rare_query(cut: Sequence[str], frequency: Callable[[str], int]) -> str:
    """The rarest words of a sentence, in their order."""
    longer = dict.fromkeys(word for word in cut if len(word) > 1)
    rarest = set(sorted(longer, key=frequency)[:QUERY_WORDS])
    return " ".join(word for word in longer if word in rarest)


def wording_query(cut: Sequence[str], draw: random.Random) -> str:
    """Some neighbouring words of a sentence, as they stand there but for punctuation."""
    first = draw.randrange(max(1, len(cut) - QUERY_WORDS + 1))
    return "".join(cut[first : first + QUERY_WORDS])


class Archive:
    """An index with the known items drawn from it."""

    def __init__(self, folder: Path, number: int) -> None:
        settings = load_settings(folder.absolute().parent).with_index(folder)
        self.name = folder.name
        self.language = language(settings)
        self.words = self.language.segmenter
        self.snapshot: Snapshot = open_index(folder, stamp(settings)).snapshot
        entries = list(self.snapshot.entries())
        texts = {entry.section.id: text_of(entry) for entry in entries}
        self.by_words, self.by_pairs = Bm25(texts, self.words.words), Bm25(texts, bigrams)
        self.size = len(entries)
        self._answers: dict[tuple[str, Match], Answer] = {}
        draw = random.Random(SEED)
        queries = list(self._queries(entries, draw.sample(entries, min(number, len(entries))), draw))
        draw.shuffle(queries)
        self.tuning, self.reported = queries[::2], queries[1::2]

    def _queries(
        self, entries: Sequence[Entry], drawn: Sequence[Entry], draw: random.Random
    ) -> Iterator[Query]:
        same = defaultdict(set)
        for entry in entries:
            same[entry.report.title].add(entry.section.id)
        for title in dict.fromkeys(entry.report.title for entry in drawn):
            if title:
                yield Query("title", title, frozenset(same[title]))
        for entry in drawn:
            cut = sentence_words(entry, self.words, draw)
            if cut:
                right = frozenset({entry.section.id})
                yield Query("rare", rare_query(cut, self.by_words.frequency), right)
                yield Query("wording", wording_query(cut, draw), right)

    def ours(self, query: str, match: Match = Match.ANY) -> list[str]:
        """The ids of the best sections; what matches does not depend on constants and is found once."""
        if (query, match) not in self._answers:
            self._answers[query, match] = ask(self.snapshot, Request(query, match=match), self.language)
        answer = self._answers[query, match]
        by = answer.plan.ranking if answer.matched is Match.ALL else answer.plan.relaxed_ranking
        page = answer.selection.page(by, Order.RELEVANCE, 0, DEPTH)
        return [scored.entry.section.id for scored in page]


def quality(ranker: Ranker, queries: Sequence[Query]) -> tuple[float, float]:
    """MRR@10 and recall@10."""
    ranks = []
    for query in queries:
        found = list(ranker(query.text))[:DEPTH]
        ranks.append(next((rank for rank, ident in enumerate(found, 1) if ident in query.right), 0))
    return sum(1 / rank for rank in ranks if rank) / len(ranks), sum(map(bool, ranks)) / len(ranks)


def table(archives: Sequence[Archive]) -> None:
    """Print how all rankers do on the queries that `tune` has not seen."""
    for archive in archives:
        rankers: dict[str, Ranker] = {
            "archive, any word": archive.ours,
            "archive, as asked (auto)": lambda query, a=archive: a.ours(query, Match.AUTO),  # type: ignore[misc]
            "BM25 over words": archive.by_words,
            "BM25 over pairs": archive.by_pairs,
        }
        for kind in KINDS:
            queries = [query for query in archive.reported if query.kind == kind]
            print(f"{archive.name}, {kind}: {len(queries)} queries over {archive.size} sections")
            for name, ranker in rankers.items():
                mrr, recall = quality(ranker, queries)
                print(f"  {name:26} MRR@10 {mrr:.3f}   recall@10 {recall:.3f}")


def objective(archives: Sequence[Archive]) -> float:
    """The mean MRR@10 over archives and kinds with queries enough, on the queries for tuning."""
    values = []
    for archive in archives:
        for kind in KINDS:
            queries = [query for query in archive.tuning if query.kind == kind]
            if len(queries) >= FEWEST:
                values.append(quality(archive.ours, queries)[0])
    return sum(values) / len(values)


def tune(archives: Sequence[Archive]) -> None:
    """Change one constant after the other to what is best with the others as they are."""
    improved = True
    while improved:
        improved = False
        for name, values in GRID.items():
            module = scoring if hasattr(scoring, name) else ranking
            before = getattr(module, name)
            tried = {}
            for value in values:
                setattr(module, name, value)
                tried[value] = objective(archives)
            chosen = max(tried, key=tried.__getitem__)
            chosen = chosen if tried[chosen] >= tried.get(before, 0) + NOTICEABLE else before
            setattr(module, name, chosen)
            improved |= chosen != before
            print(f"{name}: " + "  ".join(f"{value:g} {found:.4f}" for value, found in tried.items()))
            print(f"  -> {chosen:g}", flush=True)


def main() -> None:
    """Draw the sections, make the queries, do what is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("table", "tune"))
    parser.add_argument("index", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=DEFAULT_NUMBER)
    arguments = parser.parse_args()
    archives = [Archive(folder, arguments.number) for folder in arguments.index]
    (table if arguments.what == "table" else tune)(archives)


if __name__ == "__main__":
    main()
