"""archive export: groups, templates, masks, and what is said about them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from archive.cli import _run
from archive.cli.progress import counted

REPORTS = {
    "甲.txt": """某县水务局2021年防汛工作总结
一、主要工作情况
成立防汛领导小组,值班电话0571-88886666,联系人张某13812345678。
二、存在的问题
防汛物资储备不足,2021年投入13812345678元。
""",
    "乙.txt": """某县应急局2019年防汛工作总结
一、主要工作情况
修订防汛预案,来信请寄zhang.san@example.gov.cn。
""",
}
Export = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("export")
    (home / "corpus").mkdir()
    for name, text in REPORTS.items():
        (home / "corpus" / name).write_text(text, encoding="utf-8")
    assert _run(["index", str(home / "corpus"), "--index", str(home / "index_data"), "-q"]) == 0
    return home


@pytest.fixture
def export(home: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """Run the command on the little archive: status, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = _run(["export", *arguments, "--index", str(home / "index_data")])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("type", ["# 工作情况（2 段）", "# 存在问题（1 段）"]),
        ("year", ["# 2021年（2 段）", "# 2019年（1 段）"]),
        ("report", ["# 某县应急局2019年防汛工作总结", "# 某县水务局2021年防汛工作总结"]),
    ],
)
def test_passages_are_grouped_as_asked(export: Export, by: str, headings: list[str]) -> None:
    code, out, _ = export("防汛", "--group-by", by, "-o", "-", "--format", "md")
    assert code == 0
    assert sorted(line for line in out.splitlines() if line.startswith("# ")) == sorted(headings)


@pytest.mark.parametrize(("sort", "first"), [([], "2021"), (["--sort", "oldest"], "2019")])
def test_years_come_newest_first_unless_sorted(export: Export, sort: list[str], first: str) -> None:
    _, out, _ = export("防汛", "--group-by", "year", *sort, "-o", "-", "--format", "md")
    assert next(line for line in out.splitlines() if line.startswith("# ")).startswith(f"# {first}年")


def test_a_mask_hides_numbers_of_persons_and_nothing_else(export: Export, home: Path) -> None:
    _, plain, _ = export("防汛", "-o", "-", "--format", "jsonl")
    _, masked, _ = export("防汛", "--mask", "-o", "-", "--format", "jsonl")
    assert "13812345678。" in plain
    for number in ("0571-88886666", "张某13812345678", "zhang.san"):
        assert number in plain and number not in masked
    assert "13812345678元" in masked
    for line in masked.splitlines():
        for passage in json.loads(line)["passages"]:
            assert {passage["text"][start:end] for start, end in passage["highlights"]} <= {"防汛"}


def test_a_masked_query_does_not_show_the_number_either(export: Export) -> None:
    code, out, _ = export("13812345678", "--mask", "-o", "-", "--format", "txt")
    assert code == 0
    assert "13812345678。" not in out and "检索词：13" not in out
    assert "检索词：××" in out


def test_masks_of_ones_own_are_rules_of_the_archive(home: Path, export: Export) -> None:
    settings = home / "archive.toml"
    settings.write_text("[rules.mask]\nperson = ['张某']\n", encoding="utf-8")
    try:
        _, out, _ = export("防汛", "--mask", "-o", "-", "--format", "txt")
    finally:
        settings.unlink()
    assert "联系人××" in out


def test_a_template_lends_its_header_and_what_it_lacks_is_said(export: Export, tmp_path: Path) -> None:
    template = Document()
    template.sections[0].header.paragraphs[0].text = "某县档案馆"
    template.save(str(tmp_path / "模板.docx"))
    target = tmp_path / "out.docx"
    code, out, err = export("防汛", "-o", str(target), "--template", str(tmp_path / "模板.docx"))
    assert (code, out) == (0, f"3 passages of 3 sections written to {target}\n")
    assert err.startswith("archive: the template has no style 摘录正文") and err.count("\n") == 1
    assert Document(str(target)).sections[0].header.paragraphs[0].text == "某县档案馆"


@pytest.mark.parametrize(
    ("output", "template", "code", "says"),
    [
        ("out.docx", "missing.docx", 11, "no such file"),
        ("out.docx", "text.docx", 11, "not a Word document"),
        ("out.html", "text.docx", 2, "--template is for Word documents"),
    ],
)
def test_a_template_that_cannot_be_used_is_one_line_and_no_file(
    export: Export, tmp_path: Path, output: str, template: str, code: int, says: str
) -> None:
    (tmp_path / "text.docx").write_text("no document", encoding="utf-8")
    status, out, err = export("防汛", "-o", str(tmp_path / output), "--template", str(tmp_path / template))
    assert (status, out) == (code, "")
    assert says in err and err.count("\n") == 1
    assert not (tmp_path / output).exists()


def test_filters_alone_give_a_file_that_is_called_after_them(export: Export, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    assert export("--type", "存在问题", "-o", str(target))[0] == 0
    first, second, *_ = Document(str(target)).paragraphs
    assert "存在问题" in first.text
    assert second.text.startswith("理解为：")


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_tables_have_a_row_for_each_passage(export: Export, tmp_path: Path, fmt: str) -> None:
    target = tmp_path / f"out.{fmt}"
    assert export("防汛", "-o", str(target), "-q") == (0, "", "")
    if fmt == "xlsx":
        rows = [[cell.value for cell in row] for row in load_workbook(target)["摘录"].iter_rows()]
    else:
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][0] == "报告标题"
    assert len(rows) == 4


def test_counting_passes_everything_on_where_nobody_watches() -> None:
    assert list(counted(iter(range(1000)), 1000, "Exporting", quiet=False)) == list(range(1000))
