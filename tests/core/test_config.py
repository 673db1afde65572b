"""Where an archive lives, and what its archive.toml may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.config import load_rules, load_settings, locate, shown_name
from archive.errors import SettingsError


def test_without_a_settings_file_home_is_where_one_stands(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    assert (settings.home, settings.index_dir) == (tmp_path, tmp_path / "index_data")
    assert settings.corpus_dir == tmp_path / "corpus"


def test_a_settings_file_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text(
        '[archive]\nindex = "idx"\nuser_words = ["网信办"]\n', encoding="utf-8"
    )
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    settings = load_settings(below, {})
    assert settings.index_dir == tmp_path / "idx"
    assert settings.user_words == ("网信办",)


def test_a_named_index_has_its_corpus_beside_it(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {}).with_index(tmp_path / "other" / "index_data")
    assert settings.home == tmp_path / "other"
    assert settings.corpus_dir == tmp_path / "other" / "corpus"
    assert load_settings(tmp_path, {"ARCHIVE_INDEX": str(settings.index_dir)}) == settings


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[archive", "archive.toml"),
        ("[archive]\nengin = 'x'\n", "engin"),
        ("[archive]\nmax_file_mb = 'x'\n", "max_file_mb"),
        ("[archive]\nmax_file_mb = true\n", "max_file_mb"),
        ("[other]\n", "other"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=word):
        load_settings(tmp_path, {})


def test_the_users_rules_are_added_to_the_shipped_ones(tmp_path: Path) -> None:
    text = '[rules.stopwords]\nparticles = ["嗯"]\n[rules.types.ends]\n"存在问题" = ["堵点难点"]\n'
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    rules = load_rules("stopwords", settings)
    assert rules["particles"] == [*load_rules("stopwords")["particles"], "嗯"]
    assert load_rules("types", settings)["ends"]["存在问题"][-1] == "堵点难点"


def test_names_lead_back_to_their_files(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    inside, outside = tmp_path / "corpus" / "a.txt", tmp_path.parent / "b.txt"
    assert shown_name(inside, settings) == "corpus/a.txt"
    assert locate(shown_name(inside, settings), settings) == inside
    assert locate(shown_name(outside, settings), settings) == outside
