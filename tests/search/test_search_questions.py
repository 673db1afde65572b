"""Questions as people ask them: question words do not count, and what covers most comes first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import entry, open_test_index, write_index

from archive.index.engines.base import Snapshot
from archive.search import Request, language, search

TEXTS = {
    "舆情": "发现网络舆情后两小时内处理,由宣传科负责上报。如何做到位,关键在人。",
    "党建": "加强基层党建工作,落实三会一课。",
    "学校": "学校开展意识形态教育,每学期四次。",
    "不足": "存在不足:理论学习不深,经费保障不够。",
    "扶贫": "扶贫工作取得明显成效,贫困户全部脱贫。",
    "银行": "认真落实好道德银行,鼓励居民存储信用。",
    "安全": "办公室负责网络安全,每月检查一次。",
    "培训": "举办培训班三期,参加人数二百余人。",
    "防控": "社区做好疫情防控,排查返乡人员。",
    "打算": "下一步打算:更新监测设备,招聘专业人员。",
    "别的": "是否如此,哪些可行,怎么推进,还要研究。工作很多。",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("index")
    write_index(
        folder,
        [entry([text], heading=None, path=name, report=n) for n, (name, text) in enumerate(TEXTS.items(), 1)],
    )
    with open_test_index(folder) as index:
        yield index.snapshot


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("怎么处理网络舆情", "舆情"),
        ("如何加强党建工作?", "党建"),
        ("学校是怎样开展意识形态教育的", "学校"),
        ("哪些方面存在不足", "不足"),
        ("扶贫工作取得了哪些成效", "扶贫"),
        ("什么是道德银行", "银行"),
        ("谁负责网络安全?", "安全"),
        ("有没有举办培训班", "培训"),
        ("社区怎么做疫情防控的", "防控"),
        ("下一步有哪些打算", "打算"),
        ("是否参加了培训", "培训"),
    ],
)
def test_a_question_is_answered_by_what_covers_most_of_it(
    snapshot: Snapshot, question: str, answer: str
) -> None:
    found = search(snapshot, Request(question), language())
    assert found.matched == "any"
    assert found.hits[0].path == answer


def test_question_words_find_nothing_and_are_not_marked(snapshot: Snapshot) -> None:
    hits = search(snapshot, Request("怎么处理网络舆情"), language()).hits
    assert "别的" not in [hit.path for hit in hits]
    marked = {p.text[a:b] for hit in hits for p in hit.passages for a, b in p.highlights}
    assert marked == {"处理", "网络", "舆情"}


def test_a_query_of_question_words_alone_is_taken_at_its_word(snapshot: Snapshot) -> None:
    assert [hit.path for hit in search(snapshot, Request("如何"), language()).hits] == ["舆情"]
    found = search(snapshot, Request("如何 哪些"), language())
    assert (found.matched, sorted(hit.path for hit in found.hits)) == ("any", ["别的", "舆情"])
