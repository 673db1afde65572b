"""Captions of pictures that are not there go; names of figures and where to reach an office stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.clean import clean
from archive.config import Settings
from archive.parsed import Block, SourceText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
TITLE = "柳河镇党委关于巡察整改进展情况的报告"
BODY = ["今年以来，我镇认真落实巡察整改要求，制定措施五十七条。", "下一步，我镇将继续抓好后续整改工作。"]


def texts(*lines: str) -> list[str]:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    cleaned = clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), SETTINGS)
    return [block.text for block in cleaned.blocks]


CAPTIONS = [
    "图1 柳河镇返乡创业园外景（资料图片）",
    "图为志愿者在清理河道。（资料图片）",
    "（图为施工现场）",
    "图二为整改后的农贸市场",
    "图片说明：县领导到企业调研",
    "图/县融媒体中心",
    "摄影：李明",
    "供图：青坪林场工会",
    "题图：审判大楼一角",
    "航拍青坪梯田（张宏 摄）",
    "农技员在大棚里查看苗情（县融媒体中心供图）",
    "【图为座谈会现场】",
]


@pytest.mark.parametrize("line", CAPTIONS)
def test_a_caption_of_a_picture_goes(line: str) -> None:
    assert texts(TITLE, BODY[0], line, BODY[1]) == [TITLE, *BODY]


OWN = [
    "图2：榆树乡粮食产量变化情况",
    "图 3 用工需求结构图",
    "表1 2022年主要指标完成情况",
    "图省事、图热闹的做法得到纠正，全年精简会议四十场。",
    "图文并茂开展普法宣传，制作展板二十块。",
    "摄影、书法、剪纸三个协会全年办展九场。",
    "拍摄微电影六部，在县电视台播出（含廉政短片拍摄）。",
    "题图设计、排版、校对均由通讯员承担。",
    "完成老照片征集四百一十幅（含资料图片）",
    "下图为近三年群众信访量变化情况。",
]


@pytest.mark.parametrize("line", OWN)
def test_a_line_of_the_report_about_pictures_stays(line: str) -> None:
    assert texts(TITLE, BODY[0], line, BODY[1]) == [TITLE, BODY[0], line, BODY[1]]


CONTACTS = [
    "欢迎社会各界监督并提出意见。联系电话：0000-6620138；通讯地址：柳河镇府前路6号；邮政编码：000000。",
    "监督电话：0000-7712345（工作日8:30—17:30）。",
    "如有意见建议，请于12月10日前反馈至县纪委监委党风室，电话0000-3345678，邮箱dfs@example.cn。",
    "公示期间如有异议，请与柳河镇纪委联系。联系方式：电话0000-5521436；邮政信箱：柳河镇府前路6号。",
    "联系方式：电话0000-6667788；邮寄地址：榆树乡人民政府（请注明“巡察整改”字样）。",
    "欢迎广大群众对整改情况进行监督，举报电话0000-1234567。",
]


@pytest.mark.parametrize("line", CONTACTS)
@pytest.mark.parametrize("below", [[], ["中共柳河镇委员会", "2022年12月5日"]])
def test_where_an_office_can_be_reached_stays(line: str, below: list[str]) -> None:
    assert texts(TITLE, *BODY, line, *below) == [TITLE, *BODY, line, *below]


@pytest.mark.parametrize(
    "line", ["客服电话：0000-6620138 意见反馈", "如有侵权，请联系本站，邮箱：a@example.cn"]
)
def test_where_a_site_can_be_reached_goes(line: str) -> None:
    assert texts(TITLE, *BODY, line) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "line",
    [
        "【本文关键词】青年职工 流失 调查报告",
        "【文章标签】防汛 值班",
        "〔相关标签〕述职报告",
        "【关键词】河长制 考核",
    ],
)
def test_the_keywords_of_a_site_go(line: str) -> None:
    assert texts(TITLE, *BODY, line) == [TITLE, *BODY]


def test_the_keywords_of_a_paper_stay() -> None:
    assert texts(TITLE, "【关键词】助餐；养老；社区", *BODY) == [TITLE, "【关键词】助餐；养老；社区", *BODY]
