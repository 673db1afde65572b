"""Near-copies as a user meets them, on the corpus as it is shipped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.cli import group

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, indexed."""
    home = tmp_path_factory.mktemp("copies")
    shutil.copytree(CORPUS, home / "corpus")
    run("index", index=home / "index_data")
    return home / "index_data"


def run(*arguments: str, index: Path) -> str:
    done = CliRunner().invoke(group, [*arguments, "--index", str(index), "--quiet"], standalone_mode=False)
    assert done.exception is None, done.output
    return done.output


def as_json(*arguments: str, index: Path) -> Any:
    return json.loads(run(*arguments, "--json", index=index))


def test_the_reports_that_were_pasted_again_are_found_as_groups(index: Path) -> None:
    data = as_json("duplicates", index=index)
    sizes = sorted((len(found["members"]) for found in data["groups"]), reverse=True)
    assert sizes[:4] == [5, 3, 3, 3]
    assert all(0.5 < found["similarity"] <= 1 for found in data["groups"])
    assert set(data["groups"][0]["members"][0]) >= {"report_id", "title", "path", "lines"}
    assert all(len(passage["members"]) > 1 for passage in data["passages"])


def test_copies_are_folded_into_the_best_hit_and_counted_before(index: Path) -> None:
    folded = as_json("search", "道德银行", "-n", "50", index=index)
    unfolded = as_json("search", "道德银行", "-n", "50", "--unfold", index=index)
    assert folded["total"] == unfolded["total"] == len(unfolded["hits"])
    assert folded["folded_total"] == len(folded["hits"]) < folded["total"]
    named = [copy["section_id"] for hit in folded["hits"] for copy in hit["duplicates"]]
    shown = [hit["section"]["id"] for hit in folded["hits"]]
    assert sorted(named + shown) == sorted(hit["section"]["id"] for hit in unfolded["hits"])


def test_a_passage_that_nobody_copied_stands_alone(index: Path) -> None:
    (hit,) = as_json("search", "阳春白雪", index=index)["hits"]
    assert hit["duplicates"] == []


def test_the_difference_of_two_copies_is_shown(index: Path) -> None:
    one, two = as_json("duplicates", index=index)["groups"][0]["members"][:2]
    shown = run("duplicates", "--diff", one["report_id"], two["report_id"], index=index)
    assert "意识形态" in shown


def test_one_type_is_compared_over_the_years(index: Path) -> None:
    shown = run("compare", "--title", "网络意识形态工作总结", "--type", "存在问题", index=index)
    assert "2020" in shown and "理论学习的深度还不够" in shown


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two files with the same bytes, in folders of their own, and a third."""
    home = tmp_path_factory.mktemp("twins")
    for name, text in (("first", "巡河问题清单"), ("second", "巡河问题清单"), ("third", "巡河日志补记")):
        (home / "corpus" / name).mkdir(parents=True)
        (home / "corpus" / name / "report.txt").write_text(f"河长制工作总结\n\n今年办结{text}。\n", "utf-8")
    run("index", index=home / "index_data")
    return home / "index_data"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (("--file", "first/"), 1),
        (("--file", "second/"), 1),
        (("--file", "second/", "--file", "third/"), 2),
        (("文件:second/ OR 日志",), 2),
        (("巡河 -file:first/",), 2),
        (("巡河 -file:second/",), 2),
        (("巡河 -file:third/",), 1),
        (("巡河 -file:first/,second/",), 1),
    ],
)
def test_a_file_is_found_by_its_name_though_another_one_has_its_bytes(
    twins: Path, query: tuple[str, ...], count: int
) -> None:
    assert run("search", "巡河", *query, "--count", index=twins).strip() == str(count)
