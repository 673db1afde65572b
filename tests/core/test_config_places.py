"""Mistakes in settings are shown where they stand, with what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.checks import ENGINE_NAMES
from archive.config import in_force, load_settings
from archive.errors import SettingsError
from archive.index.engines import ALL_ENGINES


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("[archive]\nengin = 'x'\n", ":2:1:", "did you mean engine"),
        ("[archive]\n\n  corpos = 'x'\n", ":3:3:", "did you mean corpus"),
        ("[archive]\nxyzzy = 1\n", ":2:1:", "allowed here: index, corpus, engine"),
        ("# top\n[archiv]\n", ":2:2:", "did you mean archive"),
        ("engine = 'whoosh'\n", ":1:1:", "below a line [archive]"),
        ("archive = 3\n", ":1:1:", "written [archive]"),
        ("[archive]\nmax_file_mb = '64'\n", ":2:1:", "whole number"),
        ("[archive]\nmax_file_mb = 0\n", ":2:1:", "from 1 on"),
        ("[archive]\nindex = ''\n", ":2:1:", "text in quotes"),
        ("[archive]\ncorpus = []\n", ":2:1:", "list of folders"),
        ("[archive]\nuser_words = '网信办'\n", ":2:1:", 'such as ["网信办"'),
        ("[archive]\nuser_words = [\n  '甲',\n  3,\n]\n", ":2:1:", "list of texts"),
        ("archive = { engin = 'x' }\n", ":1:1:", "did you mean engine"),
        ("archive.engin = 'x'\n", ":1:1:", "did you mean engine"),
        ("[archive]\n'engin' = 'x'\n", ":2:1:", "did you mean engine"),
        ("[rules.tipes]\n", ":1:2:", "did you mean types"),
        ("[rules.types.end]\n'存在问题' = []\n", ":1:2:", "did you mean ends"),
        ("[rules.types.ends]\n'存在问题' = '堵点'\n", ":2:1:", "must be a list"),
        ("[rules.stopwords]\nparticles = ['嗯']\nmine = []\n", ":3:1:", "particles, questions"),
        ("[rules.types]\nends = []\n", ":2:1:", "must be a table"),
        ("[rules.types.ends]\n'存在問題' = ['堵点']\n", ":2:1:", "allowed here: 导语, 工作情况"),
        ("[archive]\nengine = 'lucene'\n", ":2:1:", "one of whoosh, tantivy, scan, opensearch, not 'lucene'"),
        ("[rules.boilerplate]\nline = ['广告']\n", ":2:1:", "entry 1: must be a table"),
        ("[[rules.boilerplate.line]]\npattern = '广告'\n", ":1:3:", "reason ="),
        ("[rules.titles]\nkinds = {'总结' = [3]}\n", ":2:1:", "entry 1: must be a text in quotes"),
        ("[archive]\nindex = \n", "", "line 2, column 9"),
        ("[archive]\nsynonyms = [['甲']]\n", ":2:1:", "synonyms, group 1: must be a list of two"),
        ("[archive]\nengine = 'scan'\nsynonyms = [['甲', '乙'], ['丙', '甲']]\n", ":3:1:", "group 2, word 2"),
    ],
)
def test_a_mistake_is_shown_with_its_place(tmp_path: Path, text: str, place: str, word: str) -> None:
    file = tmp_path / "archive.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, {})
    assert str(caught.value).startswith(f"{file}{place}")
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_engines_may_be_set() -> None:
    assert ALL_ENGINES == ENGINE_NAMES


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_bytes("[archive]\nuser_words = ['网信办']".encode("gb18030"))
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        load_settings(tmp_path, {})


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text("\ufeff[archive]\nengine = 'scan'\n", encoding="utf-8")
    assert load_settings(tmp_path, {}).engine == "scan"


def test_the_corpus_may_be_several_folders(tmp_path: Path) -> None:
    (tmp_path / "archive.toml").write_text("[archive]\ncorpus = ['年报', '../外']\n", encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert settings.corpus_dirs == (tmp_path / "年报", tmp_path.parent / "外")


def test_where_keys_are_free_new_ones_are_no_mistake(tmp_path: Path) -> None:
    text = "[rules.editors]\nmine = ['{file}']\n[rules.mask]\nperson = ['张某']\n"
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path, {}).rules["editors"] == {"mine": ["{file}"]}


def test_variables_are_stronger_than_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive.toml").write_text(
        "[archive]\nengine = 'whoosh'\nmax_file_mb = 8\n", encoding="utf-8"
    )
    environ = {"ARCHIVE_ENGINE": "scan", "ARCHIVE_USER_WORDS": "网信办，数智党建", "ARCHIVE_CORPUS": "a:b"}
    environ["ARCHIVE_SYNONYMS"] = "疫情，抗疫；舆情,舆论"
    settings = load_settings(tmp_path, environ)
    assert settings.engine == "scan"
    assert settings.user_words == ("网信办", "数智党建")
    assert settings.corpus_dirs == (tmp_path / "a", tmp_path / "b")
    assert settings.synonyms == (("疫情", "抗疫"), ("舆情", "舆论"))
    sources = {key: source for key, _, source in in_force(settings)}
    assert sources["engine"] == "ARCHIVE_ENGINE"
    assert sources["max_file_mb"] == "archive.toml"
    assert sources["index"] == "default"


def test_a_corpus_given_by_a_variable_holds_for_any_index(tmp_path: Path) -> None:
    environ = {"ARCHIVE_INDEX": str(tmp_path / "x" / "idx"), "ARCHIVE_CORPUS": str(tmp_path / "reports")}
    assert load_settings(tmp_path, environ).corpus_dirs == (tmp_path / "reports",)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ARCHIVE_MAX_FILE_MB", "x"), ("ARCHIVE_MAX_FILE_MB", "-3"), ("ARCHIVE_SYNONYMS", "疫情,抗疫;甲")],
)
def test_a_variable_that_cannot_be_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"the variable {name}"):
        load_settings(tmp_path, {name: value})
