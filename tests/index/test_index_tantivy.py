"""The engine tantivy: tokens, states that survive a death, shortlists, and what happens without it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import VERSIONS, entry, open_test_index, write_index
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import IndexCorrupt, SettingsError
from archive.fold import fold
from archive.index.builder import build
from archive.index.document import document, encode
from archive.index.engines import engine
from archive.index.engines.base import Order
from archive.index.engines.tantivy import access, records, schema, selection, translate, writer
from archive.index.engines.tantivy.pairs import FILLER, placed_tokens
from archive.index.engines.tantivy.records import DICTIONARY, Blocks
from archive.index.engines.tantivy.selection import SHORTLIST, TantivySelection
from archive.index.engines.tantivy.snapshot import TantivySnapshot
from archive.index.engines.tantivy.writer import TantivyWriter
from archive.index.engines.tokens import BREAK, MAX_WORD, SPACE, atom_phrase, text_tokens
from archive.index.expr import Atom
from archive.index.manifest import FileRecord, load_manifest
from archive.index.matching import text_test
from archive.index.ranking import Ranking
from archive.model import Entry, Groups
from archive.segment import segmenter


@pytest.mark.parametrize(
    ("folded", "tokens"),
    [
        ("网络5g,安全。", "网络 络 5g , 安全 全 。"),
        ("工", "工"),
        ("。”工,“", "。 ” 工 , “"),
        ("5g 15g", f"5g {SPACE} 15g"),
        ("情况\n工作", f"情况 况 {BREAK} 工作 作"),
        ("", ""),
    ],
)
def test_text_is_cut_into_overlapping_tokens(folded: str, tokens: str) -> None:
    assert text_tokens(folded).split() == [*tokens.split(), BREAK]


@pytest.mark.parametrize(
    ("atom", "tokens", "last"),
    [
        (Atom("网络"), ("网络",), None),
        (Atom("络5g,安"), ("络", "5g", ","), "安.?"),
        (Atom("5g,安全"), ("5g", ",", "安全"), None),
        (Atom("5g,"), ("5g", ","), None),
        (Atom("安全"), ("安全",), None),
        (Atom("工"), (), "工.?"),
        (Atom("."), (".",), None),
        (Atom("*"), (), "\\*.?"),
        (Atom("5g", prefix=True), (), "5g.*"),
        (Atom("信息", prefix=True), ("信息",), None),
        (Atom("a b"), ("a", SPACE, "b"), None),
    ],
)
def test_an_atom_is_a_phrase_of_tokens(atom: Atom, tokens: tuple[str, ...], last: str | None) -> None:
    phrase = atom_phrase(atom)
    assert (phrase.tokens, phrase.last, phrase.exact) == (tokens, last, True)


@pytest.mark.parametrize(
    ("folded", "placed", "loose"),
    [
        ("改革开放。", f"改革 {FILLER} 开放 {FILLER} 。", "革开"),
        ("贫攻坚", f"贫攻 攻坚 {FILLER}", ""),
        ("贫攻坚克难", f"贫攻 攻坚 {FILLER} 克难 难", "坚克"),
        ("工作5g", f"工作 {FILLER} 5g", ""),
        ("", "", ""),
    ],
)
def test_a_pair_behind_a_close_one_has_no_place(folded: str, placed: str, loose: str) -> None:
    assert placed_tokens(folded) == (f"{placed} {BREAK}".strip(), loose)


# Close pairs among them are 社会 会主 主义 义工 大会 会场 场大, and many are not.
TEXT = st.text(alphabet="社会主义工大场礁,5g ", max_size=14)


@given(st.lists(TEXT, min_size=1, max_size=8), st.data())
@settings(deadline=None, max_examples=60)
def test_every_piece_of_a_text_is_found_where_it_is(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    items = [entry([text], heading=None, ordinal=n) for n, text in enumerate(texts, 1)]
    write_index(folder, items, "tantivy")
    folded = [fold(text) for text in texts]
    with open_test_index(folder) as index:
        for _ in range(12):
            text = data.draw(st.sampled_from(folded) | TEXT.map(fold))
            start = data.draw(st.integers(0, max(len(text) - 1, 0)))
            piece = text[start : start + data.draw(st.integers(1, 6))]
            if piece.strip():
                atom = Atom(piece)
                expected = sum(text_test(atom)(each) for each in folded)
                assert index.snapshot.select(atom).total == expected, piece


def test_words_of_absurd_length_are_found_all_the_same(tmp_path: Path) -> None:
    same, longer = "a" * (MAX_WORD + 5), "a" * (MAX_WORD + 6)
    write_index(tmp_path, [entry([same]), entry([longer], ordinal=2)], "tantivy")
    with open_test_index(tmp_path) as index:
        assert index.snapshot.select(Atom(same)).total == 1
        assert index.snapshot.select(Atom(same, prefix=True)).total == 2


@pytest.mark.parametrize("text", ["5g ", "x ", " ", "＿", "尾 "])
def test_what_ends_with_a_blank_does_not_match_the_end_of_a_paragraph(tmp_path: Path, text: str) -> None:
    paragraphs = ["使用5g", "网络 x", "末尾"]
    for name in ("tantivy", "scan"):
        write_index(tmp_path / name, [entry(paragraphs), entry(["5g x 尾 完"], ordinal=2)], name)
    with open_test_index(tmp_path / "tantivy") as ours, open_test_index(tmp_path / "scan") as scan:
        atom = Atom(fold(text))
        assert list(ours.snapshot.select(atom).ids()) == list(scan.snapshot.select(atom).ids())


@pytest.mark.parametrize("atom", [Atom("第1", prefix=True), Atom("第"), Atom("5g第"), Atom("1", prefix=True)])
def test_a_phrase_with_too_many_ends_is_found_all_the_same(
    tmp_path: Path, atom: Atom, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [entry([f"{'5g' * (n % 2)}第{n}号,第a1项"], ordinal=n + 1) for n in range(30)]
    for name in ("tantivy", "scan"):
        write_index(tmp_path / name, items, name)
    monkeypatch.setattr(translate, "_MOST_ENDS", 3)
    with open_test_index(tmp_path / "tantivy") as ours, open_test_index(tmp_path / "scan") as scan:
        found = list(ours.snapshot.select(atom).ids())
        assert found and found == list(scan.snapshot.select(atom).ids())


@pytest.mark.parametrize(
    ("listed", "asked"),
    [(3, 500), (1_000, 500), (1_000, 0)],
    ids=["more than tantivy lists", "asked for one by one", "all counted"],
)
def test_many_units_and_copies_are_counted_as_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: int, asked: int
) -> None:
    items = [
        entry([f"工作第{n // 2}号" * 9], ordinal=n + 1, unit=f"第{n % 7}局" if n else None) for n in range(24)
    ]
    for name in ("tantivy", "scan"):
        write_index(tmp_path / name, items, name)
    for module in (access, selection):
        monkeypatch.setattr(module, "MOST_VALUES", listed)
    monkeypatch.setattr(selection, "_FEW_GROUPS", asked)
    with open_test_index(tmp_path / "tantivy") as ours, open_test_index(tmp_path / "scan") as scan:
        one, other = (index.snapshot.select(Atom("工作")) for index in (ours, scan))
        assert (one.total, one.folded_total(), one.facets()) == (other.total, 12, other.facets())


RECORD = st.builds(
    lambda text, path, unit: entry([text], path=path, unit=unit),
    st.text(max_size=40),
    st.text(alphabet="年报/a\udc80\udcff", min_size=1, max_size=8),
    st.none() | st.text(max_size=8),
)


PLAIN = Blocks(Path("nowhere"))


@given(RECORD, st.integers(0, 2**63), st.lists(st.integers(0, 2**63), max_size=3))
@settings(deadline=None)
def test_a_record_comes_back_as_it_was_stored(item: Entry, group: int, groups: list[int]) -> None:
    recoded = records.recoded(encode(item))
    first, second = PLAIN.unpack(PLAIN.pack([b"another", recoded]))
    read = records.unpack_entry(second, records.pack_groups(tuple(groups)), group)
    assert first == b"another"
    assert (read.section, read.report, read.path) == (item.section, item.report, item.path)
    assert read.groups == Groups(group, tuple(groups))


SAMPLE = [f"关于第{n}号防汛工作情况的{n * n}份报告".encode() for n in range(9_000)]


def taught(folder: Path) -> Blocks:
    """Blocks with a dictionary."""
    blocks = Blocks(folder)
    blocks.learn(SAMPLE)
    return blocks


def test_what_is_packed_with_a_dictionary_needs_it(tmp_path: Path) -> None:
    blocks = Blocks(tmp_path)
    before = blocks.pack([b"one", b"other"])
    blocks.learn(SAMPLE)
    block = blocks.pack([b"one", b"other"])
    assert block != before
    for each in (before, block):
        assert Blocks(tmp_path).unpack(each) == [b"one", b"other"]
    with pytest.raises(IndexCorrupt, match="--rebuild"), schema.reading(tmp_path):
        PLAIN.unpack(block)


@pytest.mark.parametrize("learned", [False, True])
@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_byte_of_a_record_that_has_changed_is_noticed(tmp_path: Path, at: int, learned: bool) -> None:
    blocks = taught(tmp_path) if learned else PLAIN
    block = bytearray(blocks.pack([encode(entry(["防汛工作"]))]))
    block[at] ^= 1
    with pytest.raises(IndexCorrupt, match="--rebuild"), schema.reading(tmp_path):
        blocks.unpack(bytes(block))


def test_a_block_that_would_fill_the_memory_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = PLAIN.pack([bytes(2_000)])
    monkeypatch.setattr(records, "_MOST_BYTES", 1_999)
    with pytest.raises(IndexCorrupt, match="--rebuild"), schema.reading(tmp_path):
        PLAIN.unpack(block)


def test_a_dictionary_is_learned_from_the_first_sections_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SAMPLE_BYTES", 400_000)
    texts = [f"第{n}号防汛工作情况,共{n * n}项,完成{n * 7}项" for n in range(4_000)]
    items = [entry([text], path=f"{n // 9}.txt", report=n // 9, ordinal=n) for n, text in enumerate(texts, 1)]
    write_index(tmp_path, items, "tantivy")
    with build(tmp_path, "tantivy", VERSIONS) as change:
        change.remove("1.txt")
        add(change, entry(["新的内容"], path="new.txt", report=9_000), "another digest")
        change.commit()
    manifest = load_manifest(tmp_path)
    assert manifest and any(name.endswith(DICTIONARY) for name in manifest.sizes)
    with open_test_index(tmp_path) as index:
        read = {item.section.paragraphs[0].text for item in index.snapshot.entries()}
    assert read == {"新的内容", *(i.section.paragraphs[0].text for i in items if i.path != "1.txt")}


def torn(writer: TantivyWriter) -> None:
    """As where a segment is full after the first section of a block."""
    for row in writer._rows[:1]:
        row.add_bytes("records", writer._blocks.pack(writer._records))
        writer._writer.add_document(row)
        writer._writer.commit()
    for row in writer._rows[1:]:
        writer._writer.add_document(row)
    writer._rows.clear()
    writer._records.clear()


@pytest.mark.parametrize("is_torn", [False, True])
@pytest.mark.parametrize("size", [1, 1_000, 1 << 20])
def test_sections_are_read_from_the_block_of_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, is_torn: bool
) -> None:
    monkeypatch.setattr(writer, "BLOCK_BYTES", size)
    if is_torn:
        monkeypatch.setattr(TantivyWriter, "_end_block", torn)
    texts = [f"防汛第{number}项" for number in range(12)]
    items = [entry([text], path=f"{n // 5}.txt", report=n // 5, ordinal=n) for n, text in enumerate(texts, 1)]
    write_index(tmp_path, items, "tantivy")
    with build(tmp_path, "tantivy", VERSIONS) as change:
        change.remove("1.txt")
        change.commit()
    with open_test_index(tmp_path) as index:
        read = [item.section.paragraphs[0].text for item in index.snapshot.entries()]
    assert read == [item.section.paragraphs[0].text for item in items if item.path != "1.txt"]


def add(change: object, item: Entry, digest: str) -> None:
    record = FileRecord(digest, 1, 1, 1, 1)
    change.add(item.path, record, [document(item, digest, segmenter())])  # type: ignore[attr-defined]


def found(folder: Path, text: str) -> int:
    with open_test_index(folder) as index:
        return index.snapshot.select(Atom(text)).total


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in next(folder.glob("tantivy-*")).iterdir())


def test_who_dies_between_tantivys_commit_and_the_manifest_leaves_the_old_state(tmp_path: Path) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], "tantivy")
    manifest = load_manifest(tmp_path)
    assert manifest
    # What a killed run leaves behind: a whole state of tantivy's that no manifest names.
    killed = engine("tantivy").writer(tmp_path / manifest.folder, manifest.state)
    killed.delete("digest of a.txt")
    killed.add(document(entry(["新的内容"]), "other", segmenter()), Groups())
    killed.commit()
    assert generations(tmp_path) == ["1", "2"]
    assert found(tmp_path, "原来") == 1 and found(tmp_path, "新的") == 0
    with build(tmp_path, "tantivy", VERSIONS) as change:
        add(change, entry(["后来的内容"], path="b.txt", report=2), "later")
        change.commit()
    assert found(tmp_path, "原来") == 1 and found(tmp_path, "后来") == 1 and found(tmp_path, "新的") == 0


def test_a_state_has_a_folder_of_its_own_and_old_ones_go(tmp_path: Path) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], "tantivy")
    for serial in range(2, 5):
        with build(tmp_path, "tantivy", VERSIONS) as change:
            add(change, entry(["又一份内容"], path=f"{serial}.txt", report=serial), f"digest {serial}")
            change.commit()
        assert generations(tmp_path) == [str(serial)]
    assert found(tmp_path, "内容") == 4


def test_sections_that_were_deleted_are_in_no_frequency(tmp_path: Path) -> None:
    with build(tmp_path, "tantivy", VERSIONS) as change:
        for serial in range(1, 4):
            add(change, entry(["防汛工作"], path=f"{serial}.txt", report=serial), f"digest {serial}")
        change.commit()
        change.remove("2.txt")
        change.commit()
    assert list(tmp_path.rglob("*.del"))
    with open_test_index(tmp_path) as index:
        assert isinstance(index.snapshot, TantivySnapshot)
        assert index.snapshot.frequency("words", "防汛") == 2
        assert index.snapshot.frequency("words", "抗旱") == 0


def test_what_was_not_committed_leaves_no_folder(tmp_path: Path) -> None:
    write_index(tmp_path, [entry(["原来的内容"])], "tantivy")
    with pytest.raises(RuntimeError), build(tmp_path, "tantivy", VERSIONS) as change:
        add(change, entry(["新的内容"], path="b.txt", report=2), "new")
        raise RuntimeError
    assert generations(tmp_path) == ["1"]


def many() -> Iterator[Entry]:
    """More sections than are scored, of which few are alike in words, length, year or text."""
    for n in range(SHORTLIST + 150):
        words = "防汛" * (n % 7 + 1) + "工作" * (n % 3) + "检查" * (n % 11)
        text = fold(f"{words}第{n}号" + "情况说明" * (n % 13))
        title = "防汛工作总结" if n % 5 else "年度计划"
        yield entry([text], path=f"{n % 9}.txt", title=title, year=2000 + n % 17, report=n + 1, ordinal=n + 1)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("tantivy", "scan")}
    for name, folder in folders.items():
        write_index(folder, many(), name)
    return folders


@pytest.mark.parametrize("prefix", [False, True])
def test_one_word_finds_the_same_hits_where_only_its_own_list_is_gone_through(
    large: dict[str, Path], monkeypatch: pytest.MonkeyPatch, prefix: bool
) -> None:
    answers, pages = [], []
    told = TantivySelection._is_word_of
    for short in (True, False):

        def is_word(self: TantivySelection, size: int, short: bool = short) -> bool:
            answers.append(told(self, size))
            return answers[-1] and short

        monkeypatch.setattr(TantivySelection, "_is_word_of", is_word)
        with open_test_index(large["tantivy"]) as index:
            page = index.snapshot.select(Atom("检查", prefix)).page(
                Ranking(("检查",)), Order.RELEVANCE, 0, 15
            )
            pages.append([(hit.entry.section.id, hit.score) for hit in page])
    assert answers == [True, True]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("fold_copies", [False, True])
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("words", [("防汛",), ("防汛", "检查"), ("工作",)])
def test_a_shortlist_begins_as_the_whole_list_would(
    large: dict[str, Path], words: tuple[str, ...], order: Order, fold_copies: bool
) -> None:
    ranking = Ranking(words, ("".join(words),) if len(words) > 1 else ())
    pages = []
    for folder in large.values():
        with open_test_index(folder) as index:
            selection = index.snapshot.select(Atom("防汛"))
            assert selection.total > SHORTLIST
            page = selection.page(ranking, order, 5, 15, fold=fold_copies)
            hits = [(hit.entry.section.id, len(hit.copies), hit.score) for hit in page]
            # In another order the score is not what was asked for, and knows fewer sections.
            pages.append([(*hit, round(score, 6) if order is Order.RELEVANCE else 0) for *hit, score in hits])
    assert pages[0] == pages[1]


def test_without_the_library_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("archive.index.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(SettingsError, match=r"pip install 'report-archive\[fast\]'"):
        engine("tantivy")


def test_a_failed_assertion_of_the_library_is_damage_and_an_interrupt_is_none(tmp_path: Path) -> None:
    panic = type("PanicException", (BaseException,), {})("end <= orig_range.end")
    with pytest.raises(IndexCorrupt, match="archive index --rebuild"), schema.reading(tmp_path):
        raise panic
    with pytest.raises(KeyboardInterrupt), schema.reading(tmp_path):
        raise KeyboardInterrupt
