"""Groups of near-copies: decided as texts arrive, kept in a store that only a writer needs."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from builders import VERSIONS, entry, open_test_index, write_index
from hypothesis import given
from hypothesis import strategies as st
from rensa import RMinHash

from archive.errors import IndexCorrupt, StorageError
from archive.fold import fold
from archive.index import buckets, copies
from archive.index.builder import build
from archive.index.copies import CopyStore
from archive.index.document import document
from archive.index.engines import ENGINES
from archive.index.fingerprint import fingerprints
from archive.index.manifest import FileRecord
from archive.index.near import content, estimate, jaccard, shingles, similarity
from archive.model import Entry, Groups
from archive.segment import segmenter
from archive.versions import SIGNATURES

HARVEST = (
    "今年秋收期间,镇里组织农机合作社的收割机四十台,跨村作业抢收水稻一万八千亩,对缺少劳力的农户由党员带头上门帮忙,"
    "并协调粮站延长收购时间,设立绿色通道,保证颗粒归仓,没有一户因阴雨天气受到损失。"
)
LIBRARY = (
    "图书馆全年接待读者二十三万人次,外借图书九万册,举办亲子阅读、非遗手工、老年人智能手机培训等活动六十七场,"
    "在地铁站和产业园区新设自助借还点五处,延长开放时间到晚上九点,受到上班族的普遍欢迎。"
)


def changed(text: str) -> str:
    """A near-copy: other numbers and another word."""
    return text.replace("四十台", "三十六台").replace("二十三万", "二十五万").replace("组织", "安排")


def groups(store: CopyStore, *paragraphs: str) -> Groups:
    return store.groups(fingerprints([[fold(text) for text in paragraphs]])[0])


@pytest.fixture
def store(tmp_path: Path) -> CopyStore:
    return CopyStore(tmp_path / "copies.sqlite")


def test_a_near_copy_joins_the_group_and_another_text_does_not(store: CopyStore) -> None:
    first = groups(store, HARVEST)
    assert groups(store, changed(HARVEST)) == first
    assert groups(store, LIBRARY).section not in (0, first.section)


def test_paragraphs_and_sections_have_groups_of_their_own(store: CopyStore) -> None:
    both = groups(store, HARVEST, LIBRARY)
    alone = groups(store, changed(LIBRARY))
    assert both.paragraphs[1] == alone.paragraphs[0]
    assert both.section != alone.section


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("特此报告。", "特此报告", True),
        ("特此报告。", "特此汇报。", False),
        ("2020年3月5日", "2021年3月5日", False),
        ("20××年××月", "20××年××月××日", False),
    ],
)
def test_short_sections_are_copies_only_where_they_say_the_same(
    store: CopyStore, text: str, other: str, same: bool
) -> None:
    one, two = groups(store, text), groups(store, other)
    assert (one.section == two.section) is same
    assert one.paragraphs == two.paragraphs == (0,)


@pytest.mark.parametrize("paragraphs", [(), ("",), ("××。", "——")])
def test_a_section_without_words_belongs_to_no_group(store: CopyStore, paragraphs: tuple[str, ...]) -> None:
    assert groups(store, *paragraphs).section == 0


def test_what_was_saved_is_known_to_the_next_run_and_what_was_not_is_not(tmp_path: Path) -> None:
    path = tmp_path / "copies.sqlite"
    first = CopyStore(path)
    kept = groups(first, HARVEST)
    first.save()
    forgotten = groups(first, LIBRARY)
    first.close()
    again = CopyStore(path)
    assert groups(again, changed(HARVEST)) == kept
    assert groups(again, changed(LIBRARY)) != forgotten


@pytest.mark.parametrize("memory", [0, 1 << 20], ids=["read anew", "kept in memory"])
def test_groups_do_not_depend_on_when_leaders_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: int
) -> None:
    texts = [HARVEST, LIBRARY, changed(HARVEST), changed(LIBRARY)]
    whole = CopyStore(tmp_path / "one.sqlite")
    expected = [groups(whole, text) for text in texts]
    monkeypatch.setattr(copies, "LEADERS_IN_MEMORY", 1)
    monkeypatch.setattr(copies, "_SIGNATURES_A_ROW", 2)
    monkeypatch.setattr(copies, "_MOST_IN_MEMORY", memory)
    piecemeal = CopyStore(tmp_path / "two.sqlite")
    assert [groups(piecemeal, text) for text in texts] == expected


ENTRIES = st.dictionaries(st.integers(0, 0xFFFF), st.integers(1, 2**32 - 1) | st.integers(1, 99), max_size=9)


@given(st.lists(st.tuples(ENTRIES, st.integers(0, 9)), max_size=3))
def test_buckets_come_back_from_their_file_with_every_leader(given: list[tuple[dict[int, int], int]]) -> None:
    full, starts = [], []
    for entries, at in given:
        rows = sorted(entries.items(), key=lambda row: row[1])
        full.append(bytearray(b"".join(struct.pack("<HI", *row) for row in rows)))
        starts.append(min(at, len(entries)) * buckets.ENTRY)
    first = [bucket[:start] for bucket, start in zip(full, starts, strict=True)]
    files = zip(buckets.packed(first, [0] * len(full)), buckets.packed(full, starts), strict=True)
    assert [buckets.unpacked(before + behind) for before, behind in files] == full
    for bucket, (entries, _) in zip(full, given, strict=True):
        found = {low: leader(bucket, low.to_bytes(buckets.LOW, "little")) for low in entries}
        assert found == entries


def leader(bucket: bytearray, low: bytes) -> int:
    return buckets.leader_of(bucket, low, bucket.rfind(low))


def test_the_last_leader_of_a_key_counts() -> None:
    assert leader(bytearray(b"ab\x01\0\0\0" + b"ab\x02\0\0\0" + b"bc\x03\0\0\0"), b"ab") == 2
    assert leader(bytearray(b"ab\x01\0\0\0"), b"\0\0") == 0


def test_a_bucket_takes_four_bytes_an_entry() -> None:
    entries = [
        number.to_bytes(buckets.LOW, "big") + (4000 * number).to_bytes(4, "little") for number in range(9)
    ]
    assert list(map(len, buckets.packed([bytearray(b"".join(entries))], [0]))) == [4 * len(entries)]


@given(st.text(alphabet="某县工作一二三开展落实", min_size=61, max_size=300), st.integers(0, 60))
def test_the_estimate_is_near_the_true_similarity(text: str, gone: int) -> None:
    other = text[gone:] + "水利交通教育"[: gone % 6] * 3
    one, two = (fingerprints([[t]])[0].section for t in (text, other))
    assert one is not None and two is not None
    if one.signature and two.signature:
        truth = jaccard(shingles(text), shingles(other))
        # Five standard errors, and a hundredth for shingles that share a slot by chance.
        assert abs(estimate(one.signature, two.signature) - truth) < 0.25


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_symmetric_and_one_for_the_same_text(one: str, other: str) -> None:
    assert similarity([one], [other]) == similarity([other], [one])
    assert 0 <= similarity([one], [other]) <= 1
    assert similarity([one], [one]) == 1


def test_masks_punctuation_and_white_space_are_not_compared() -> None:
    assert content(fold("20××年,  全县(××)工作。")) == content(fold("20年全县工作"))


def test_the_stamp_names_the_algorithm_of_the_signatures() -> None:
    assert RMinHash.ALGORITHM_VERSION == SIGNATURES


def records(folder: Path) -> dict[str, Groups]:
    with open_test_index(folder) as index:
        return {item.section.id: item.groups for item in index.snapshot.entries()}


@pytest.mark.parametrize("engine", list(ENGINES))
def test_adding_a_report_leaves_the_groups_of_the_others_alone(tmp_path: Path, engine: str) -> None:
    write_index(tmp_path, [entry([HARVEST, LIBRARY]), entry([LIBRARY], ordinal=2)], engine)
    before = records(tmp_path)
    with build(tmp_path, engine, VERSIONS) as change:
        add(change, entry([changed(HARVEST)], path="b.txt", report=2))
        change.commit()
    after = records(tmp_path)
    new = after.pop(next(ident for ident in after if ident not in before))
    assert after == before
    assert new.paragraphs[0] == before[f"{1:012x}.001"].paragraphs[0]


def add(change: object, item: Entry) -> None:
    digest = f"digest of {item.path}"
    record = FileRecord(digest, 1, 1, 1, 1)
    change.add(item.path, record, [document(item, digest, segmenter())])  # type: ignore[attr-defined]


def test_engines_keep_the_same_groups(tmp_path: Path) -> None:
    items = [
        entry([text], path=f"{n}.txt", report=n)
        for n, text in enumerate([HARVEST, LIBRARY, changed(HARVEST), "特此报告。", ""])
    ]
    kept = []
    for engine in ENGINES:
        write_index(tmp_path / engine, items, engine)
        kept.append(records(tmp_path / engine))
    assert all(groups == kept[0] for groups in kept)
    assert len({groups.section for groups in kept[0].values()}) == 4


def store_of(folder: Path) -> Path:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return folder / manifest["copies"]


@pytest.mark.parametrize("spoil", ["lost", "damaged"])
def test_without_its_store_an_index_can_be_read_and_rebuilt_but_not_changed(
    tmp_path: Path, spoil: str
) -> None:
    write_index(tmp_path, [entry([HARVEST])])
    path = store_of(tmp_path)
    if spoil == "lost":
        path.unlink()
    else:
        path.write_bytes(b"no database at all" * 400)
    assert len(records(tmp_path)) == 1
    with pytest.raises(IndexCorrupt, match="--rebuild"), build(tmp_path, "whoosh", VERSIONS):
        pytest.fail("changed without its store")
    with build(tmp_path, "whoosh", VERSIONS, rebuild=True) as change:
        add(change, entry([HARVEST]))
        change.commit()
    assert store_of(tmp_path) != path and store_of(tmp_path).is_file() and not path.exists()


def test_the_journal_of_a_killed_run_is_left_for_the_next(tmp_path: Path) -> None:
    write_index(tmp_path, [entry([HARVEST])])
    journal = store_of(tmp_path).with_name(store_of(tmp_path).name + "-journal")
    with pytest.raises(RuntimeError), build(tmp_path, "whoosh", VERSIONS):
        journal.write_bytes(b"")
        raise RuntimeError
    assert journal.exists()


def test_a_store_that_cannot_be_made_is_a_matter_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="permissions"):
        CopyStore(tmp_path / "missing" / "copies.sqlite")
