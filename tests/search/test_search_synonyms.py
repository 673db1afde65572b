"""A user's own related words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import entry, open_test_index, write_index

from archive.config import load_settings
from archive.errors import SettingsError
from archive.index.engines.base import Snapshot
from archive.search import Language, Match, Request, language, search
from archive.search.explain import Cut, explain

GROUPS = 'synonyms = [["疫情防控", "抗疫", "Covid"], ["舆情", "輿論"]]\n'
ENTRIES = [
    entry(["疫情防控到位。"], heading=None, path="a.txt", report=1),
    entry(["抗疫先进个人。"], heading=None, path="b.txt", report=2),
    entry(["疫情期间加强人员防控。"], heading=None, path="c.txt", report=3),
    entry(["COVID一词。"], heading=None, path="d.txt", report=4),
    entry(["舆论引导。"], heading=None, path="e.txt", report=5),
    entry(["网络舆情。"], heading=None, path="f.txt", report=6),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, ENTRIES)
    with open_test_index(folder) as index:
        yield index.snapshot


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The language of an archive with these synonyms."""
    home = tmp_path_factory.mktemp("home")
    (home / "archive.toml").write_text(f"[archive]\n{GROUPS}", encoding="utf-8")
    return language(load_settings(home, {}))


def paths(snapshot: Snapshot, query: str, words: Language) -> str:
    """The letters of the files that are found."""
    hits = search(snapshot, Request(query, match=Match.ALL, limit=None, fold=False), words).hits
    return "".join(sorted(hit.path[0] for hit in hits))


@pytest.mark.parametrize(
    ("query", "plainly", "with_synonyms"),
    [
        ("抗疫", "b", "abd"),
        ("covid", "d", "abd"),
        # The word's own meaning stays: cut by the segmenter, its pieces may stand apart.
        ("疫情防控", "ac", "abcd"),
        ("抗疫先进", "b", "b"),
        ("疫情防控期间", "c", "c"),
        ("抗疫 到位", "", "a"),
        ("輿論", "e", "ef"),
        ("-抗疫", "acdef", "cef"),
        # A phrase in quotes, the beginning of a word and a label are meant as they stand.
        ("“抗疫”", "b", "b"),
        ("抗疫*", "b", "b"),
        ("title:舆论", "", ""),
        ("疫情", "ac", "ac"),
    ],
)
def test_a_word_also_finds_the_others_of_its_group(
    snapshot: Snapshot, related: Language, query: str, plainly: str, with_synonyms: str
) -> None:
    assert paths(snapshot, query, language()) == plainly
    assert paths(snapshot, query, related) == with_synonyms


def test_synonyms_are_marked_and_told(snapshot: Snapshot, related: Language) -> None:
    found = search(snapshot, Request("抗疫 到位"), related)
    assert found.understood == '(抗疫 OR "疫情防控" OR "covid") 到位'
    (passage,) = found.hits[0].passages
    assert [passage.text[a:b] for a, b in passage.highlights] == ["疫情防控", "到位"]


def test_explain_names_the_synonyms_and_counts_each(snapshot: Snapshot, related: Language) -> None:
    told = explain(snapshot, Request("抗疫"), related)
    assert told.words == (Cut("抗疫", ("抗疫",), ("疫情防控", "covid")),)
    assert [(piece.text, piece.sections) for piece in told.pieces] == [
        ("抗疫", 1),
        ("疫情防控", 1),
        ("covid", 1),
    ]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ('["抗疫", "防疫"]', "group 1: must be a list"),
        ('[["抗疫", "防疫"], "舆情"]', "group 2: must be a list"),
        ('[["抗疫"]]', "group 1: must be a list of two"),
        ('[["抗疫", 3]]', "group 1, word 2: .* not 3"),
        ('[["抗疫", "防疫"], ["舆情", " "]]', "group 2, word 2"),
        ('[["抗疫", "防疫"], ["舆情", "防疫"]]', "group 2, word 2: 防疫 stands in group 1"),
        ('[["抗疫", "抗疫"]]', "group 1, word 2: 抗疫 stands in group 1"),
    ],
)
def test_an_error_in_the_list_names_its_place(tmp_path: Path, value: str, place: str) -> None:
    (tmp_path / "archive.toml").write_text(f"[archive]\nsynonyms = {value}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"archive.toml:2:1: synonyms, {place}"):
        load_settings(tmp_path, {})


def test_the_list_outside_its_table_is_told_where_it_belongs(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text(GROUPS, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"archive.toml:1:1: .* belongs below a line \[archive\]"):
        load_settings(tmp_path, {})
