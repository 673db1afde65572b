"""Posting lists and terms of the Whoosh engine are read as they were written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from archive.index.engines.whoosh import lists
from archive.index.engines.whoosh.codec import INDEX_NAME, SectionCodec
from archive.index.engines.whoosh.files import Damage
from archive.index.ranking import FOUND_MASK, pack_counts

NUMBERS = st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 600), min_size=1, max_size=80, unique=True).map(
    sorted
)
COUNTS = st.builds(pack_counts, st.integers(0, 20), st.integers(0, 300), st.integers(0, 20))
TERM = st.text(alphabet="工作网5g𠮷é", min_size=1, max_size=4)


@given(NUMBERS, st.data())
@example([0], None)
@example([0xFE, 0xFE + 0xFF, 0xFE + 0xFF + 0x100], None)
@example([0xFFFE, 0xFFFE + 0xFFFF, 0xFFFE + 0xFFFF + 0x10000], None)
def test_a_list_is_read_as_it_was_written(numbers: list[int], data: st.DataObject | None) -> None:
    assert list(lists.decode(lists.encode(numbers, None), len(numbers), counted=False).numbers) == numbers
    if data is not None:
        counts = data.draw(st.lists(COUNTS, min_size=len(numbers), max_size=len(numbers)))
        found = lists.decode(lists.encode(numbers, counts), len(numbers), counted=True)
        assert (list(found.numbers), list(found.counts)) == (numbers, counts)


@pytest.mark.parametrize(
    ("numbers", "most"),
    [
        (range(1000), 40),  # every section: deflated to next to nothing
        (range(0, 200_000, 200), 40),  # regular gaps, a byte each before they are deflated
        ([5, 9, 12], 4),  # a byte a number and one of flags
        ([100_000, *range(100_001, 100_090)], 20),  # one far number does not make the others wide
    ],
)
def test_a_list_takes_little_room(numbers: range | list[int], most: int) -> None:
    assert len(lists.encode(numbers, None)) <= most


def test_a_list_of_another_size_is_damaged() -> None:
    with pytest.raises(Damage, match="instead of 3"):
        lists.decode(lists.encode([1, 2], None), 3, counted=False)


@given(st.dictionaries(TERM, st.dictionaries(st.integers(0, 5000), COUNTS, min_size=1), max_size=300), TERM)
def test_terms_and_their_lists_are_found_again(terms: dict[str, dict[int, int]], prefix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = FileStorage(str(Path(folder)))
        codec = SectionCodec()
        segment = codec.new_segment(storage, INDEX_NAME)
        writer = codec.field_writer(storage, segment)
        writer.start_field("words", counted=True)
        for term, found in sorted(terms.items()):
            writer.add(term, sorted(found), [found[number] for number in sorted(found)])
        writer.finish_field()
        writer.close()
        reader = codec.terms_reader(storage, segment)
        read = {term: dict(zip(o.numbers, o.counts, strict=True)) for term, o in reader.all_postings("words")}
        assert read == terms
        for term, found in terms.items():
            assert reader.frequency("words", term) == len(found)
            assert list(reader.postings("words", term).numbers) == sorted(found)
        if prefix not in terms:
            assert reader.frequency("words", prefix) == 0
        seen = {
            term: sum(bool(count & FOUND_MASK) for count in found.values()) for term, found in terms.items()
        }
        expected = [(term, seen[term]) for term in sorted(seen) if seen[term] and term.startswith(prefix)]
        assert list(reader.terms("words", prefix)) == expected
        reader.close()
