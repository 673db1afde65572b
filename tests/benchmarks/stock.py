"""What one gets without this project: a stock Whoosh index with jieba's ChineseAnalyzer.

python stock.py build SECTIONS.jsonl FOLDER     one JSON string a line, one document each
python stock.py search FOLDER QUERY             prints the number of hits and the ten best ids
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from whoosh import index

# Generous: Whoosh spills to disk and becomes slow when its pool is small.
POOL_MB = 1024


def build(sections: Path, folder: Path) -> None:
    """Index the sections and print how many there were and the seconds from start to commit."""
    import jieba
    from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import ID, TEXT, Schema

    jieba.setLogLevel(60)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    schema = Schema(id=ID(stored=True, unique=True), text=TEXT(stored=True, analyzer=ChineseAnalyzer()))
    writer = index.create_in(str(folder), schema).writer(limitmb=POOL_MB)
    count = 0
    with sections.open(encoding="utf-8") as lines:
        for count, line in enumerate(lines, 1):
            writer.add_document(id=str(count), text=json.loads(line))
    writer.commit()
    print(json.dumps({"sections": count, "seconds": time.perf_counter() - started}))


def search(folder: Path, query: str) -> None:
    """One query, as a script would run it."""
    from whoosh.qparser import QueryParser

    opened = index.open_dir(str(folder))
    with opened.searcher() as searcher:
        results = searcher.search(QueryParser("text", opened.schema).parse(query), limit=10)
        print(len(results), [hit["id"] for hit in results])


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        search(Path(sys.argv[2]), sys.argv[3])
