"""How often the section that was meant comes first: known-item search.

    python tests/benchmarks/ranking.py INDEX [NUMBER]

INDEX is the folder of an index. For NUMBER sections
drawn with a fixed seed two kinds of queries are made from the section itself: `title`, its report's
title, to which any section of that report is a right answer, and `rare`, the four rarest words of
one of its sentences, to which the section is the only one. Ours is compared with plain BM25 over
words and over pairs of characters, on the same
sections, with the parameters of `archive.index.ranking`.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from archive.config import load_settings
from archive.fold import fold
from archive.index import open_index, stamp
from archive.index.ranking import B_BODY, K1
from archive.model import Entry
from archive.search import Match, Request, ask
from archive.segment import segmenter

SEED = 20
DEFAULT_NUMBER = 300
DEPTH = 10
RARE_WORDS = 4
# Shorter sentences have no four words to tell them by.
MIN_SENTENCE = 16

Ranker = Callable[[str], Sequence[str]]


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
                norm = K1 * (1 - B_BODY + B_BODY * self._lengths[ident] / self._mean)
                scores[ident] += weight * count * (K1 + 1) / (count + norm)
        return sorted(scores, key=lambda ident: (-scores[ident], ident))[:DEPTH]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring letters."""
    return [run[i : i + 2] for run in re.findall(r"\w+", text) for i in range(max(1, len(run) - 1))]


def text_of(entry: Entry) -> str:
    """What all rankers see of a section."""
    section = entry.section
    return "\n".join([fold(section.heading or ""), *(fold(p.text) for p in section.paragraphs)])


def rare_query(entry: Entry, words: Bm25, draw: random.Random) -> str:
    """The rarest words of one sentence, in their order."""
    sentences = [
        s for p in entry.section.paragraphs for s in re.split("[。;；]", p.text) if len(s) >= MIN_SENTENCE
    ]
    if not sentences:
        return ""
    cut = dict.fromkeys(w for w in segmenter().words(fold(draw.choice(sentences))) if len(w) > 1)
    rarest = set(sorted(cut, key=words.frequency)[:RARE_WORDS])
    return " ".join(word for word in cut if word in rarest)


def measure(name: str, ranker: Ranker, queries: list[tuple[str, set[str]]]) -> None:
    """Print MRR@10 and recall@10."""
    ranks = []
    for query, right in queries:
        found = list(ranker(query))[:DEPTH]
        ranks.append(next((rank for rank, ident in enumerate(found, 1) if ident in right), 0))
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(f"  {name:24} MRR@10 {mrr:.3f}   recall@10 {sum(map(bool, ranks)) / len(ranks):.3f}")


def main() -> None:
    """Draw the sections, make the queries, run all three."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    index_dir = Path(sys.argv[1])
    settings = load_settings(index_dir.absolute().parent).with_index(index_dir)
    words = segmenter(settings.user_words)
    snapshot = open_index(index_dir, stamp(settings)).snapshot
    entries = list(snapshot.entries())
    texts = {entry.section.id: text_of(entry) for entry in entries}
    by_words = Bm25(texts, words.words)
    by_pairs = Bm25(texts, bigrams)
    draw = random.Random(SEED)
    number = int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_NUMBER
    drawn = draw.sample(entries, min(number, len(entries)))

    def ours(query: str) -> list[str]:
        answer = ask(snapshot, Request(query, match=Match.AUTO, limit=DEPTH), words)
        return [hit.section.id for hit in answer.hits()]

    same = defaultdict(set)
    for entry in entries:
        same[entry.report.id].add(entry.section.id)
    kinds = {
        "title": [(e.report.title, same[e.report.id]) for e in drawn if e.report.title],
        "rare": [(q, {e.section.id}) for e in drawn if (q := rare_query(e, by_words, draw))],
    }
    for kind, queries in kinds.items():
        print(f"{kind}: {len(queries)} queries over {len(entries)} sections")
        for name, ranker in (("archive", ours), ("BM25 over words", by_words), ("BM25 over pairs", by_pairs)):
            measure(name, ranker, queries)


if __name__ == "__main__":
    main()
