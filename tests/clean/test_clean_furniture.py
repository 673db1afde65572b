"""Lines and insertions of sites are known by what they are made of, without any rule for their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.clean import clean
from archive.clean.furniture import HEAD, TAIL, model_of, weight
from archive.config import Settings
from archive.parsed import Block, CleanText, SourceText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
TITLE = "青石县林业局2021年工作总结"
BODY = ["今年以来，我局认真落实林长制，造林三千亩。", "下一步，我局将继续抓好森林防火。"]


def cleaned(lines: list[str]) -> CleanText:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    return clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), SETTINGS)


def texts(*lines: str) -> list[str]:
    return [block.text for block in cleaned(list(lines)).blocks]


# None of these words stands in the frames that the model has learned from.
ABOVE = [
    "★★★点右上角星标，好稿子天天送到您桌面★★★",
    "岁末将近，不少朋友又为写材料发愁，松烟阁为您挑来一篇，愿对您有所启发。",
    "松烟阁会员中心 | 我的书架 | 充值",
]
BELOW = [
    "喜欢这篇的读者还看了",
    "未经许可不得转载，违者必究，松烟阁保留一切权利",
    "发表您的看法（0条）",
    "登录后即可查看全部回复",
]
MIDDLE = ["点击图片，进入下一页继续阅读", "广告：松烟阁年卡限时八折，扫码立享"]
INSERTED = ["【松烟阁网整理】", "（本资料由松烟阁网友上传，仅供参考）"]
BEHIND = ["小编祝各位读者写作顺利！", "觉得有用就收藏转发吧~"]


@pytest.mark.parametrize("line", ABOVE)
def test_a_line_of_a_site_above_the_title_goes(line: str) -> None:
    assert texts(line, TITLE, *BODY) == [TITLE, *BODY]


@pytest.mark.parametrize("line", BELOW)
def test_a_line_of_a_site_below_the_text_goes(line: str) -> None:
    assert texts(TITLE, *BODY, line) == [TITLE, *BODY]


@pytest.mark.parametrize("line", MIDDLE)
def test_a_line_of_a_site_in_the_middle_goes(line: str) -> None:
    assert texts(TITLE, BODY[0], line, BODY[1]) == [TITLE, *BODY]


@pytest.mark.parametrize("words", INSERTED)
def test_what_a_site_inserts_in_brackets_goes(words: str) -> None:
    assert texts(TITLE, f"{BODY[0][:10]}{words}{BODY[0][10:]}", BODY[1]) == [TITLE, *BODY]


@pytest.mark.parametrize("words", BEHIND)
def test_what_a_site_says_behind_a_paragraph_goes(words: str) -> None:
    assert texts(TITLE, BODY[0] + words, BODY[1]) == [TITLE, *BODY]


OWN_MIDDLE = [
    "造林绿化有声有色",
    "护林员 王建国 赵小芳",
    "树种 面积 成活率",
    "“青石林业”公众号粉丝过万",
    "谁来管山？谁来护林？",
    "今年最难忘的一件事",
]
OWN_BELOW = ["青石县林业局（代章）", "汇报人：林场场长 赵大山", "二〇二一年冬至", "附表：造林任务分解表"]
OWN_PIECES = ["（以下简称“林长办”）", "（青林发〔2021〕5号）", "（含自然保护区）", "【林长制】"]
OWN_ENDS = ["让我们一起努力！", "（责任单位：造林科）", "（详见附件2）"]


@pytest.mark.parametrize("line", OWN_MIDDLE)
def test_a_short_line_of_the_report_stays(line: str) -> None:
    assert texts(TITLE, BODY[0], line, BODY[1]) == [TITLE, BODY[0], line, BODY[1]]


@pytest.mark.parametrize("line", OWN_BELOW)
def test_what_the_report_says_below_its_text_stays(line: str) -> None:
    assert texts(TITLE, *BODY, line) == [TITLE, *BODY, line]


@pytest.mark.parametrize("words", [*OWN_PIECES, *OWN_ENDS])
def test_what_the_report_says_in_brackets_or_last_stays(words: str) -> None:
    lines = [TITLE, f"{BODY[0][:10]}{words}{BODY[0][10:]}", BODY[1] + words]
    assert texts(*lines) == lines


def test_an_opening_that_could_be_an_editors_stays() -> None:
    opening = "林业工作点多面广，责任重大，现将全年工作情况总结如下，供各位同仁参考。"
    assert texts(TITLE, opening, "一、造林", *BODY) == [TITLE, opening, "一、造林", *BODY]


def test_short_lines_below_the_last_heading_stay() -> None:
    lines = [TITLE, *BODY, "三、联系方式", "咨询热线：见公示栏", "网上留言板"]
    assert texts(*lines) == lines


def test_what_goes_is_told_with_its_reason() -> None:
    removed = cleaned([ABOVE[1], TITLE, *BODY]).removed
    assert [(item.line, item.text, item.reason) for item in removed] == [(1, ABOVE[1], "site-line")]


def test_the_same_words_weigh_otherwise_in_another_place() -> None:
    weights = model_of(SETTINGS).weights
    assert weight("妇联半年工作小结", TAIL, weights) > weight("妇联半年工作小结", HEAD, weights)
