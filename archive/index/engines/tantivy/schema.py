"""The fields of a section in a tantivy index."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import tantivy
import zstandard

from ....errors import IndexCorrupt
from ...ranking import pack_counts
from .pairs import UNASKED

# Between a word and its packed counts, in the field `counts`.
MARK = "\x01"
# The packed counts of a word without such a term: it occurs once, in the body.
ONCE = pack_counts(0, 1, 0)
# The name of `places`, which only a writer needs to have registered.
PLACES = "places"
# The end of a file's name in which tantivy notes the sections of a segment that were deleted.
DELETED = ".del"


@cache
def schema() -> tantivy.Schema:
    """The fields.

    | field | holds |
    |---|---|
    | text | the tokens of `tokens` but for the loose pairs of `pairs`, with positions: matching |
    | loose | the loose pairs: matching |
    | headline | the tokens of the report's title: words of a query that stand together there |
    | words | the segmenter's words, those of the heading as often as they weigh: the shortlist |
    | counts | `word MARK packed counts` where a word occurs otherwise than once in the body: scores |
    | serial | the number of a section in its index, which a merge leaves as it is |
    | type unit doc_type period year title file report digest | conditions; four are facets |
    | home line | a number for the path, which leads to its term in `file`, and the first line: order |
    | length group | the class of the body's length, and the group of near-copies, 0 for none |
    | ordinal | the place of a section in its block, whose first section has the records of all |
    | records paragraph_groups | what is stored |
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=PLACES, index_option="position")
    builder.add_text_field("headline", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    for name in ("loose", "counts"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in ("type", "unit", "doc_type"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("period", "title", "file", "report", "digest"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("serial", "group", "year"):
        builder.add_unsigned_field(name, fast=True, indexed=True)
    for name in ("home", "line", "length", "ordinal"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("records", "paragraph_groups"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def places() -> tantivy.TextAnalyzer:
    """What cuts the tokens of the field `text`: of some only the place is left."""
    fillers = tantivy.Filter.custom_stopword(UNASKED)
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(fillers).build()


def counts_term(word: str, counts: int) -> str:
    """The term of the field `counts` for a word and its packed counts."""
    return f"{word}{MARK}{counts}"


def counts_of(term: str) -> int:
    """The packed counts that a term of the field `counts` tells."""
    return int(term.rpartition(MARK)[2])


def home_of(path: str) -> int:
    """A number for the file, by which its sections are known to be of one file."""
    from hashlib import blake2b

    digest = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def file_term(home: int, path: str = "") -> str:
    """The term of the field `file`: a path behind its number. It may hold bytes that are no text."""
    return f"{home:016x}" + (json.dumps(path) if path else "")


def path_of(term: str) -> str:
    """The path in a term of the field `file`."""
    path: str = json.loads(term[16:])
    return path


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn what tantivy says of damaged files into IndexCorrupt."""
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError, struct.error, zstandard.ZstdError) as error:
        raise _damaged(folder, error) from error
    except BaseException as error:
        # Rust's assertions fail on bytes that rotted unnoticed; their class is no Exception and has no
        # module to import it from.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: BaseException) -> IndexCorrupt:
    return IndexCorrupt(f"the index in {folder} is damaged ({error}); run: archive index --rebuild")
