"""duplicates, compare and --unfold as a user types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from archive.cli import _run, duplicates
from archive.cli import differences as shown

CORPUS = Path(__file__).parents[2] / "corpus"
REPORT = """某市图书馆{year}年工作总结
一、工作情况
{year}年,图书馆接待读者{readers}万人次,外借图书九万册,举办亲子阅读、非遗手工、老年人智能手机培训等活动六十七场,在地铁站新设自助借还点五处。
二、存在问题
馆舍面积小,阅览座位少,周末一座难求,读者意见较大。购书经费多年没有增加,新书上架慢。{more}
"""
YEARS = {2019: "馆员年龄偏大。", 2020: "自助设备老化,经常维修。", 2021: "数字资源不足。"}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The corpus, and a library's reports of three years, one of them in two files."""
    home = tmp_path_factory.mktemp("copies")
    shutil.copytree(CORPUS, home / "corpus")
    for year, more in YEARS.items():
        text = REPORT.format(year=year, readers=year - 2000, more=more)
        (home / "corpus" / f"lib{year}.txt").write_text(text, encoding="utf-8")
    shutil.copy(home / "corpus" / "lib2021.txt", home / "corpus" / "library copy.txt")
    assert _run(["index", str(home / "corpus"), "--index", str(home / "index_data"), "-q"]) == 0
    return str(home / "index_data")


def run(capsys: pytest.CaptureFixture[str], index: str, *arguments: str) -> tuple[int, str, str]:
    code = _run([*arguments, "--index", index])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys: pytest.CaptureFixture[str], index: str, *arguments: str) -> Any:
    code, out, err = run(capsys, index, *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_the_copies_within_the_collection_page_are_found_as_groups(
    index: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = as_json(capsys, index, "duplicates")
    assert data["format_version"] == 1
    inside = [group for group in data["groups"] if "lib" not in group["members"][0]["path"]]
    assert sorted(len(group["members"]) for group in inside)[-4:] == [3, 3, 3, 5]
    for group in inside:
        first, *others = group["members"]
        assert first["differences"] is None
        assert all(member["differences"] is not None for member in others)
        assert 0.7 <= group["similarity"] == min(member["similarity"] for member in others)


def test_the_json_of_duplicates_is_the_contract(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = as_json(capsys, index, "duplicates")
    assert list(data) == ["format_version", "groups", "passages", "files"]
    assert {"report_id", "title", "path", "lines"} <= set(data["groups"][0]["members"][0])
    assert {"report_id", "section_id", "lines"} <= set(data["passages"][0]["members"][0])
    assert [Path(twin["path"]).name for twin in data["files"]] == ["library copy.txt"]


def test_duplicates_says_how_members_differ(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, index, "duplicates")
    assert code == 0
    assert "metadata: title" in out and "year 2019 → 2020" in out
    assert "numbers: 2019 → 2020; 19 → 20" in out
    assert "masks: " in out and "only here: " in out and "Recycled paragraphs" in out
    assert "library copy.txt has the same bytes as " in out


def test_an_archive_without_copies_has_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(year=2019, readers=1, more=""), encoding="utf-8")
    folder = str(tmp_path / "index_data")
    assert _run(["index", str(tmp_path / "a.txt"), "--index", folder, "-q"]) == 0
    code, out, err = run(capsys, folder, "duplicates")
    assert (code, out) == (1, "") and err.count("\n") == 1


def sections(capsys: pytest.CaptureFixture[str], index: str) -> list[str]:
    hits = as_json(capsys, index, "search", "馆舍面积小", "--sort", "oldest", "--unfold")["hits"]
    return [hit["section"]["id"] for hit in hits]


def test_diff_shows_two_sections_sentence_by_sentence(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, _ = sections(capsys, index)
    code, out, _ = run(capsys, index, "duplicates", "--diff", one, other)
    assert code == 0
    assert "  馆舍面积小,阅览座位少,周末一座难求,读者意见较大。\n" in out
    assert f"- {YEARS[2019]}\n+ {YEARS[2020]}\n" in out
    pairs = as_json(capsys, index, "duplicates", "--diff", one, other)["pairs"]
    assert {"one": YEARS[2019], "other": None, "same": False} in pairs


def test_diff_of_an_unknown_id_says_so(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, index, "duplicates", "--diff", "a", "b")
    assert code == 1 and "archive list" in err


def test_on_a_terminal_texts_stand_side_by_side(
    index: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "160")
    one, other, _ = sections(capsys, index)
    _, out, _ = run(capsys, index, "duplicates", "--diff", one, other)
    line = next(line for line in out.splitlines() if "周末一座难求" in line)
    assert line.count("周末一座难求") == 2
    assert duplicates.command.name == "duplicates"


def test_compare_marks_the_sentences_of_earlier_years(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = as_json(capsys, index, "compare", "--title", "图书馆", "--type", "存在问题")
    assert [year["year"] for year in data["years"]] == [2019, 2020, 2021]
    for year in data["years"]:
        *old, new = year["sections"][0]["paragraphs"][0]
        assert new["text"] == YEARS[year["year"]] and new["recycled"] is None
        assert {s["recycled"] and s["recycled"]["year"] for s in old} == (
            {None} if year["year"] == 2019 else {2019}
        )
    code, out, _ = run(
        capsys, index, "compare", "--title", "图书馆", "--type", "存在问题", "--year", "2019,2021"
    )
    assert code == 0 and "== 2019" in out and "== 2020" not in out
    assert "[=2019]馆舍面积小,阅览座位少,周末一座难求,读者意见较大。[=2019]购书经费" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--type", "存在问题"), 2),
        (("--unit", "某市"), 2),
        (("--unit", "没有的单位", "--type", "存在问题"), 1),
    ],
)
def test_compare_says_what_it_lacks(
    index: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int
) -> None:
    found, out, err = run(capsys, index, "compare", *arguments)
    assert (found, out) == (code, "") and err.count("\n") == 1


def test_search_folds_copies_and_unfolds_them(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, index, "search", "外借图书")
    assert "2 of them are near-copies of others, folded (--unfold shows them)" in out
    assert "   2 near-copies: " in out
    _, out, _ = run(capsys, index, "search", "外借图书", "--unfold")
    assert "near-cop" not in out and "3. " in out


def test_export_writes_one_passage_a_group_and_says_so(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.md"
    _, out, _ = run(capsys, index, "export", "外借图书", "-o", str(target))
    assert "1 passages of 1 sections" in out and "2 more sections are near-copies" in out
    assert "另有 2 处雷同" in target.read_text(encoding="utf-8")
    _, out, _ = run(capsys, index, "export", "外借图书", "-o", str(target), "--force", "--unfold")
    assert "3 passages of 3 sections" in out and "near-copies" not in out


def test_check_notices_that_the_store_of_copies_is_gone(
    index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "index_data"
    shutil.copytree(index, folder)
    next(folder.glob("copies-*.sqlite")).unlink()
    _, out, _ = run(capsys, str(folder), "check")
    assert out.startswith("lacking\tcopies-")
