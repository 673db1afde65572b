"""What a search says beyond its hits: fewer passages, other spellings, explanations, the years compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.cli import _run

LACK = "一是部分河道淤积严重,行洪能力不足,汛期存在安全隐患。"
YEARS = {
    2019: LACK + "二是防汛物资储备不够。",
    2020: LACK + "二是个别乡镇预案演练流于形式,群众参与不多。",
    2021: LACK.replace("部分", "少数") + "二是基层水管员年龄偏大,智能化监测设备不会使用。",
}
REPORT = """某县水务局{year}年防汛工作总结
{year}年以来,我局认真做好防汛工作,现将有关情况总结如下。
一、主要工作情况
(一)强化组织领导。成立防汛领导小组,落实防汛责任。
(二)加强舆情监测。舆情监测全年无休。
二、存在的问题
{lack}
三、下一步工作打算
"""
PLANS = [
    "清淤河道二十公里,完成防汛通道建设。",
    "补充编织袋、冲锋舟,建立防汛物资台账。",
    "组织防汛演练,邀请专家讲授防汛知识。",
    "更新监测设备,培训水管员,防汛信息直达村组。",
    "修订防汛预案。",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "archive.toml").write_text('[archive]\nsynonyms = [["演练", "操练"]]\n', encoding="utf-8")
    (home / "corpus").mkdir()
    for year, lack in YEARS.items():
        text = REPORT.format(year=year, lack=lack)
        plans = "".join(f"{n}是{plan}\n" for n, plan in zip("一二三四五", PLANS, strict=True))
        (home / "corpus" / f"{year}.txt").write_text(text + plans * (year == 2021), encoding="utf-8")
    assert _run(["index", "--quiet", "--index", str(home / "index_data")]) == 0
    return home / "index_data"


@pytest.fixture
def say(index: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on the index: its exit status, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = _run([arguments[0], "--index", str(index), *arguments[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_of_many_matching_passages_the_most_telling_three_are_shown(say: Any) -> None:
    _, out, _ = say("search", "防汛 OR 物资 OR 水管员", "--type", "下一步打算")
    shown = out.splitlines()
    assert shown[-1] == "   … 2 more passages (--full)"
    passages = [line.strip()[0] for line in shown if line.strip()[1:2] == "是"]
    # 二 and 四 have two of the words, and 一 is the first of the others.
    assert passages == ["一", "二", "四"]


def test_all_passages_are_shown_on_request_and_in_json(say: Any) -> None:
    _, out, _ = say("search", "防汛", "--type", "下一步打算", "--full")
    assert "more passages" not in out
    assert "五是" in out
    (hit,) = json.loads(say("search", "防汛", "--type", "下一步打算", "--json")[1])["hits"]
    assert len(hit["passages"]) == 5


def test_a_misspelt_word_is_corrected_on_stderr(say: Any) -> None:
    code, out, err = say("search", "舆请")
    assert (code, out) == (1, "")
    assert err.splitlines() == ["Nothing found for: 舆请", "Did you mean: 舆情 (3 sections)"]


def test_the_option_that_excludes_everything_is_named_as_it_was_given(say: Any) -> None:
    _, _, err = say("search", "舆情", "--year", "2018")
    assert err.splitlines()[-1] == "Without --year 2018 there would be 3 sections."
    _, _, err = say("search", "舆情 year:2018", "-d", "总结")
    assert err.splitlines()[-1] == "Without year:2018 there would be 3 sections."
    _, _, err = say("search", "舆情", "-u", "某 市")
    assert err.splitlines()[-1] == "Without --unit '某 市' there would be 3 sections."


def test_suggestions_are_a_member_of_the_json(say: Any) -> None:
    data = json.loads(say("search", "舆请", "--json")[1])
    assert data["suggestions"] == [{"kind": "spelling", "query": "舆情", "without": [], "total": 3}]
    data = json.loads(say("search", "舆情", "--year", "2018", "--json")[1])
    expected = {"kind": "filter", "query": "舆情", "without": ["year:2018"], "total": 3}
    assert data["suggestions"] == [expected]
    assert json.loads(say("search", "舆情", "--json")[1])["suggestions"] == []


def test_a_partial_answer_is_called_so_where_all_words_were_looked_for_first(say: Any) -> None:
    told = "No section has all of: 监测 物资. These have some of them."
    assert told in say("search", "监测 物资", "-t", "存在问题")[1]
    assert "No section has all" not in say("search", "监测 物资", "-t", "存在问题", "--match", "any")[1]


def test_quiet_says_nothing_but_results(say: Any) -> None:
    assert say("search", "舆请", "--quiet") == (1, "", "")


def test_explain_prints_the_cut_the_synonyms_and_the_counts(say: Any) -> None:
    code, out, _ = say("search", "舆情监测 演练 -火星 year:2021", "--explain")
    assert code == 0
    assert out.splitlines() == [
        'understood: 舆情 监测 (演练 OR "操练") -火星 year:2021',
        "cut: 舆情监测 → 舆情 监测",
        "synonyms: 演练 = 操练",
        "  舆情\t3",
        "  监测\t5",
        "  演练\t2",
        "  操练\t0",
        "- 火星\t0",
        "  year:2021\t6",
        "all together: 0",
        "any of the words: 3",
    ]


def test_explain_as_json_has_the_same(say: Any) -> None:
    data = json.loads(say("search", "舆情监测", "--explain", "--json")[1])
    assert data["understood"] == "舆情 监测"
    assert data["words"] == [{"text": "舆情监测", "words": ["舆情", "监测"], "synonyms": []}]
    assert data["pieces"][0] == {"text": "舆情", "sections": 3, "excluded": False}
    assert (data["all"], data["more"]) == (3, 0)


def test_an_exclusion_needs_no_quotes(say: Any) -> None:
    quoted = say("search", "监测 -舆情", "--count")
    assert quoted == (0, "2\n", "")
    assert say("search", "监测", "-舆情", "--count") == quoted
    assert say("search", "-舆情", "监测", "--count") == quoted


def test_a_mistaken_option_is_told_in_one_line(say: Any) -> None:
    code, _, err = say("search", "--yaer", "2020", "舆情")
    assert code == 2
    assert err.startswith("archive: ") and err.endswith("See: archive search --help\n")
    assert err.count("\n") == 1 and "--yaer" in err


def test_suggest_completes_words(say: Any) -> None:
    assert say("suggest", "舆") == (0, "舆情\t3\n", "")
    assert json.loads(say("suggest", "輿", "--json")[1]) == {
        "format_version": 1,
        "completions": [{"word": "舆情", "sections": 3}],
    }
    assert say("suggest", "防", "-n", "1")[1].startswith("防汛\t")
    assert say("suggest", "火星") == (1, "", "")


def completed(index: Path, *words: str) -> list[str]:
    """What the shell offers for the last of these words."""
    line = {"COMP_WORDS": "archive search " + " ".join(words), "COMP_CWORD": str(len(words) + 1)}
    environment = {**os.environ, **line, "_ARCHIVE_COMPLETE": "bash_complete", "ARCHIVE_INDEX": str(index)}
    command = [sys.executable, "-m", "archive"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_the_shell_completes_a_word_of_the_query(index: Path, tmp_path: Path) -> None:
    assert completed(index, "防汛", "舆") == ["舆情"]
    assert completed(tmp_path / "nothing", "舆") == []


def test_compare_marks_what_earlier_years_had(say: Any) -> None:
    code, out, _ = say("compare", "--unit", "水务局", "--type", "存在问题")
    lines = out.splitlines()
    assert code == 0
    years = [line for line in lines if line.startswith("== ")]
    assert years == ["== 2019", "== 2020 (1 of 2 sentences recycled)", "== 2021 (1 of 2 sentences recycled)"]
    assert sum(f"[=2019]{LACK}" in line for line in lines) == 1
    assert sum("[=2019]一是少数河道" in line for line in lines) == 1
    assert not any("[=2019]二是" in line or "[=2020]" in line for line in lines)
    assert lines[-1].startswith("[=year] marks")


def test_compare_names_a_report_once_for_all_its_sections(say: Any) -> None:
    _, out, _ = say("compare", "--title", "防汛", "--type", "存在问题,工作情况", "--year", "2019")
    assert out.count("某县水务局2019年防汛工作总结") == 1
    assert out.count("corpus/2019.txt") == 4


def test_compare_that_finds_nothing_says_what_excludes_everything(say: Any) -> None:
    code, out, err = say("compare", "--unit", "水务局", "--type", "形势分析")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("Without --type 形势分析 there would be ")


@pytest.mark.parametrize("arguments", [["--type", "存在问题"], ["--unit", "水务局"], []])
def test_compare_asks_for_what_it_needs(say: Any, arguments: list[str]) -> None:
    code, _, err = say("compare", *arguments)
    assert code == 2
    assert "--type TYPE" in err and err.count("\n") == 1
