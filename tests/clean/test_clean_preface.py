"""Nothing stands before the first report of a collection but the editor's preface."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.clean import Cleaner
from archive.clean.preface import REASON, remove_preface
from archive.parsed import CleanText

Run = Callable[[Cleaner, list[str]], CleanText]
PREFACE = "水是生命之源，治水关系千家万户。按时汇报，领导才能掌握进度。"
REPORT = "清淤河道三十公里。"


@pytest.mark.parametrize(
    "label",
    [
        "水利局工作总结(精选20篇)篇一",
        "【第一篇】水利局工作总结",
        "篇1：《水利局工作总结：长治久安》",
        "水利局工作总结 篇1",
    ],
)
def test_the_paragraphs_before_the_first_label_go(run: Run, label: str) -> None:
    result = run(remove_preface, ["水利局工作总结(精选20篇)", PREFACE, label, REPORT])
    assert [block.text for block in result.blocks] == ["水利局工作总结(精选20篇)", label, REPORT]
    assert [(removed.text, removed.reason) for removed in result.removed] == [(PREFACE, REASON)]


@pytest.mark.parametrize(
    "lines",
    [
        ["今年以来，我局清淤河道三十公里。", "第一篇 工作回顾", REPORT],
        ["各位代表：现在我作报告。", "第一篇 工作回顾", REPORT],
        [PREFACE, "第十一篇 工作回顾", REPORT],
        [PREFACE, "工作总结", REPORT],
    ],
)
def test_what_a_report_says_before_its_first_part_stays(run: Run, lines: list[str]) -> None:
    assert [block.text for block in run(remove_preface, lines).blocks] == lines
