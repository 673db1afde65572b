"""archive parse --explain: the reasons beside what was understood, and nothing else changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.cli import _run

REPORT = """某县水务局2021年防汛工作总结
2021年以来,我局认真做好防汛工作,现将有关情况总结如下。
一、主要工作情况
(一)强化组织领导。成立防汛领导小组,落实防汛责任,开展河道巡查30次。
二、存在的问题及下一步打算
部分河道淤积严重,行洪能力不足。
下一步,我局将加快河道清淤,补充防汛物资。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "防汛.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert _run(["parse", *arguments]) == 0
    return capsys.readouterr().out


def without_reasons(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_reasons(value) for key, value in data.items() if key != "why"}
    return [without_reasons(item) for item in data] if isinstance(data, list) else data


def test_the_json_has_reasons_added_and_is_otherwise_the_same(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = json.loads(said(capsys, str(report), "--json"))
    explained = json.loads(said(capsys, str(report), "--json", "--explain"))
    assert plain == without_reasons(explained) != explained
    section = explained["files"][0]["reports"][0]["sections"][1]
    assert section["why"] == [
        {"rule": "heading.numbered", "cue": "一、", "line": 3},
        {"rule": "type.heading-word", "cue": "情况", "line": 3},
    ]
    assert list(section)[-1] == "why"


def test_each_line_of_the_listing_is_followed_by_its_reasons(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = said(capsys, str(report)).splitlines()
    explained = said(capsys, str(report), "--explain").splitlines()
    assert [line for line in explained if "← " not in line] == listed
    above = next(n for n, line in enumerate(explained) if line.startswith("      二、存在的问题"))
    assert explained[above + 1] == "        ← heading: numbered, short, without a stop “二、” (line 5)"
    assert explained[above + 2] == "        ← 存在问题: named by the heading “存在的问题” (line 5)"
    assert any("下一步,我局将加快河道清淤,补充防汛物资…  ← 下一步打算: " in line for line in explained)


def test_whole_paragraphs_are_shown_with_their_reasons_where_both_are_asked_for(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, str(report), "--explain", "--full")
    assert (
        "成立防汛领导小组,落实防汛责任,开展河道巡查30次。  ← 工作情况: as its section “情况” (line 3)" in out
    )


def test_paragraphs_are_listed_without_reasons_where_none_were_asked_for(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = said(capsys, str(report), "--full")
    assert "部分河道淤积严重,行洪能力不足。" in shown
    assert "←" not in shown
