"""The commands as a user types them, on the corpus as it is shipped and on files made for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.cli import COMMANDS, _run, group
from archive.cli.check import advise
from archive.model import SECTION_TYPES

CORPUS = Path(__file__).parents[2] / "corpus"
REPORT = """某县水务局2021年防汛工作总结
2021年以来,我局认真做好防汛工作,现将有关情况总结如下。
一、主要工作情况
(一)强化组织领导。成立防汛领导小组,落实防汛责任,开展河道巡查30次。
二、存在的问题
一是部分河道淤积严重,行洪能力不足。二是防汛物资储备不够。
三、下一步工作打算
下一步,我局将加快河道清淤,补充防汛物资。
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the corpus and one more report, indexed."""
    home = tmp_path_factory.mktemp("archive")
    shutil.copytree(CORPUS, home / "corpus")
    (home / "corpus" / "防汛.txt").write_text(REPORT, encoding="utf-8")
    result = invoke("index", str(home / "corpus"), "--index", str(home / "index_data"))
    assert result.exit_code == 0, result.output
    return home / "index_data"


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False, standalone_mode=False)


def status(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and errors of a command, through the handler of errors."""
    code = _run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, err = status(capsys, *arguments, "--json")
    assert code == 0, err
    data = json.loads(out)
    assert data["format_version"] == 1
    return data


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert "--index" in result.output


def test_search_shows_hits_of_one_type_only(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = as_json(capsys, "search", "舆情", "--type", "存在问题", "-n", "50", "--index", str(built))
    assert data["total"] == len(data["hits"]) > 0
    for hit in data["hits"]:
        assert "存在问题" in hit["section"]["types"]
        shown = hit["section"]["heading"] or ""
        assert "舆情" in shown or any("舆情" in p["text"] for p in hit["passages"])


def test_search_finds_nothing_with_status_one(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = status(capsys, "search", "火星车", "--index", str(built))
    assert (code, out) == (1, "")
    assert "火星车" not in out and "Nothing found" in err


def test_counts_and_ids_agree(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, count, _ = status(capsys, "search", "工作", "--count", "--index", str(built))
    _, ids, _ = status(capsys, "search", "工作", "--ids", "--index", str(built))
    assert int(count) == len(ids.split()) == len(set(ids.split())) > 50


def test_a_traditional_query_finds_what_the_simplified_one_finds(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {
        status(capsys, "search", query, "--count", "--index", str(built))[1]
        for query in ("貫徹落實", "贯彻落实")
    }
    assert len(counts) == 1 and counts != {"0\n"}


def test_facets_are_printed_for_every_label(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = status(capsys, "search", "防汛", "--facets", "--index", str(built))
    assert all(f"{name}: " in out for name in ("type", "year", "unit", "doc_type"))


def test_show_prints_a_section_with_its_source_lines(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hit = as_json(capsys, "search", "河道清淤", "--index", str(built))["hits"][0]
    code, out, _ = status(capsys, "show", hit["section"]["id"], "--original", "--index", str(built))
    assert code == 0
    assert "     8 | 下一步,我局将加快河道清淤,补充防汛物资。" in out


def test_show_prints_a_whole_report(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hit = as_json(capsys, "search", "河道清淤", "--index", str(built))["hits"][0]
    report = as_json(capsys, "show", hit["report"]["id"], "--index", str(built))
    types = [section["types"] for section in report["sections"]]
    assert types == [["导语"], ["工作情况"], ["工作情况"], ["存在问题"], ["下一步打算"]]


def test_show_of_an_unknown_id_says_so(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = status(capsys, "show", "nothing", "--index", str(built))
    assert code == 1 and err.count("\n") == 1 and "archive list" in err


def test_list_and_stats_count_alike(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = as_json(capsys, "list", "--index", str(built))["reports"]
    counts = as_json(capsys, "stats", "--index", str(built))["counts"]
    assert counts["reports"] == len(reports)
    assert counts["sections"] == sum(report["sections"] for report in reports)
    assert counts["files"] == 6


def test_stats_draws_a_bar_for_each_type(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = status(capsys, "stats", "--index", str(built))
    assert "█" in out
    assert all(name in out for name in ("工作情况", "存在问题", "下一步打算"))


def test_types_lists_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert [row["type"] for row in as_json(capsys, "types")["types"]] == list(SECTION_TYPES)


def test_parse_prints_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    data = as_json(capsys, "parse", str(next(CORPUS.glob("001*"))))
    file = data["files"][0]
    assert list(file)[:7] == ["path", "encoding", "media_type", "error", "warnings", "removed", "reports"]
    section = file["reports"][0]["sections"][0]
    assert list(section) == [
        "id", "heading", "number", "level", "part", "path", "types", "lines", "paragraphs",
    ]  # fmt: skip


def test_check_finds_a_whole_index_and_then_a_changed_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "corpus" / "a.txt"
    file.parent.mkdir()
    file.write_text(REPORT, encoding="utf-8")
    index = ("--index", str(tmp_path / "index_data"))
    assert status(capsys, "index", str(file), *index)[0] == 0
    assert as_json(capsys, "check", *index)["problems"] == []
    assert status(capsys, "check", "--deep", *index)[0] == 0
    file.write_text(REPORT + "完。\n", encoding="utf-8")
    code, out, _ = status(capsys, "check", *index)
    assert code == 3 and out.startswith("changed\tcorpus/a.txt")


@pytest.mark.parametrize("extension", ["md", "csv", "jsonl", "txt", "docx", "xlsx", "html"])
def test_export_writes_each_format_and_refuses_to_overwrite(
    built: Path, tmp_path: Path, extension: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"out.{extension}"
    arguments = ("export", "学习强国", "-o", str(target), "--index", str(built))
    assert status(capsys, *arguments)[0] == 0
    assert target.stat().st_size > 500
    code, _, err = status(capsys, *arguments)
    assert code == 11 and "--force" in err
    assert status(capsys, *arguments, "--force")[0] == 0


def test_export_of_picked_ids_holds_those_only(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = status(capsys, "search", "学习强国", "--ids", "--index", str(built))[1].split()
    target = tmp_path / "one.jsonl"
    assert (
        status(capsys, "export", "学习强国", "--ids", ids[0], "-o", str(target), "--index", str(built))[0]
        == 0
    )
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert {line["section"]["id"] for line in lines} == {ids[0]}


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest", "source"])
def test_every_order_finds_the_same_sections(
    built: Path, capsys: pytest.CaptureFixture[str], order: str
) -> None:
    code, out, err = status(capsys, "search", "防汛", "--sort", order, "--ids", "--index", str(built))
    assert code == 0, err
    plain_code, plain_out, _ = status(capsys, "search", "防汛", "--ids", "--index", str(built))
    assert plain_code == 0
    assert sorted(out.split()) == sorted(plain_out.split())


@pytest.mark.parametrize(("match", "found"), [("all", 1), ("any", 0), ("auto", 0)])
def test_match_says_whether_part_of_the_words_is_enough(
    built: Path, capsys: pytest.CaptureFixture[str], match: str, found: int
) -> None:
    code, _, _ = status(capsys, "search", "防汛 从未写过的词组", "--match", match, "--index", str(built))
    assert code == found


@pytest.mark.parametrize(
    ("engine", "sections", "advised"),
    [
        ("whoosh", 100_000, False),
        ("whoosh", 100_001, True),
        ("tantivy", 10**7, False),
        ("scan", 10**7, False),
    ],
)
def test_check_advises_who_has_outgrown_an_engine(engine: str, sections: int, advised: bool) -> None:
    advice = "".join(advise(engine, sections))
    assert ("archive index --rebuild --engine tantivy" in advice) is advised
