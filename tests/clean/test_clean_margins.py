"""Lines of a page's margins go where their neighbours are the site's; a report's own stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.clean import clean
from archive.config import Settings
from archive.parsed import Block, CleanText, SourceText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
TITLE = "青石县水利局2021年工作总结"
BODY = ["今年以来，我局认真落实防汛责任制，排查隐患点三十处。", "下一步，我局将继续抓好河道清淤。"]


def cleaned(lines: list[str], settings: Settings = SETTINGS) -> CleanText:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1))
    return clean(SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks), settings)


def page(above: list[str], under: list[str], below: list[str]) -> list[str]:
    return [block.text for block in cleaned([*above, TITLE, *under, *BODY, *below]).blocks]


ABOVE = [
    ["青石水利网", "首页 > 政务公开 > 总结计划"],
    ["政务公开", "互动交流", "走进青石", "您当前位置：首页 → 正文"],
    ["网站支持IPv6", "请输入关键字"],
    ["索 引 号：", "0012/2021-3", "名 称：", "首页 > 总结"],
    ["机构概况", "通知公告", "工作动态"],
    [f"{TITLE}.docx"],
    [f"原标题：{TITLE}"],
    ["每天一篇好文", "↑点击上方“材料参考”关注我们"],
    ["- 12.5 KB", "- 2021-03-05 发布 |", "- 6页", "- 1、此文件由网友提供，付款以前请先看清内容。"],
    ["1. 1、下载以前请核对文件是否齐全，平台不代为补充。", "文档介绍"],
    ["您好，这里是清风文档", "更新时间:2021-11"],
    ["11-08 清风材料网"],
    ["Skip to content", "Menu"],
    ["2021年3月5日　星期五", "水利讯息", "首页 > 水利讯息"],
    ["【打开】"],
    ["清风公文网", "范例大观 党团材料 讲话汇集 制度选编", "会员登录 免费注册"],
    ["学校概况 校务公开 德育之窗 教学科研 师生园地"],
    ["点击上方“清风材料”关注，每天一篇好材料", "收录于话题 防汛 12个内容"],
    ["推荐阅读：", "怎样写好年终总结", "年终总结的写法"],
    ["· 水利局召开例会 [12-03]", "· 县领导检查堤防 [12-01]"],
    ["Word格式 完整文本 可自由编辑"],
    ["当前位置：首页 > 总结", "又到年底了，大家都在忙着写材料。"],
    ["当前位置：首页 > 总结", "适用人群：办公室人员", "企业版本库"],
]
UNDER = [
    ["12 人赞同了该文章"],
    ["来源：青石水利网", "青石发布", "浏览次数：35"],
    ["原标题：水利工作一年间"],
]
BELOW = [
    ["上一篇：水利局召开例会", "历史上的今天", "最近来访"],
    ["您可能感兴趣的文章：", "1.妇联半年总结", "2.工会经验材料"],
    ["工作总结（12）", "述职报告（8）"],
    ["来源 | 青石县水利局", "审核 | 李大为", "往期回顾", "●全县水利会议召开"],
    ["赞同 12", "还没有人来过"],
    ["¥ 3.0", "立即开通"],
    ["【打印】【关闭】", "如您需要完整的材料，请登录后查看。"],
    ["END"],
    ["与此有关", "妇联半年工作小结", "共青团半年工作总结", "换一批"],
    ["Leave a comment"],
    ["Produced By CMS 网站群内容管理系统 publishdate:2023/01/30 11:02:51"],
    ["该文档由用户上传，请勿用于商业用途"],
    ["看了“水利局总结”的人还看了：", "※仅供参考"],
    ["投稿邮箱：abc@def.com", "精彩回顾", "☞ 写好防汛材料"],
    ["友情链接：水利学会 清风学院"],
    ["清风写作秘诀多", "想要更多范例？", "扫码进群领取"],
]


@pytest.mark.parametrize("lines", ABOVE, ids=lambda lines: lines[0])
def test_what_stands_above_the_title_among_lines_of_the_site_goes(lines: list[str]) -> None:
    assert page(lines, [], []) == [TITLE, *BODY]


@pytest.mark.parametrize("lines", UNDER, ids=lambda lines: lines[0])
def test_what_stands_between_lines_of_the_site_under_the_title_goes(lines: list[str]) -> None:
    assert page([], lines, []) == [TITLE, *BODY]


@pytest.mark.parametrize("lines", BELOW, ids=lambda lines: lines[0])
def test_what_stands_below_a_line_of_the_site_under_the_text_goes(lines: list[str]) -> None:
    assert page([], [], lines) == [TITLE, *BODY]


OWN = [
    ([], ["县水利局局长 张志强", "（2021年12月30日）"], []),
    (["青石县水利局文件", "青水发〔2021〕3号"], ["县人民政府："], []),
    ([], [], ["青石县水利局", "2021年12月30日"]),
    ([], [], ["附件：1.项目进度表", "2.资金使用表", "抄送：县政府办"]),
    ([], [], ["（联系人：李娟 电话：0730-8412345）"]),
    ([], [], ["五、保障措施", "首页改版", "收藏数量不断增加"]),
    ([], [], ["序号 项目 投资", "1 河道清淤 300万元", "2 堤防加固 120万元"]),
    ([], [], ["会员发展情况", "新发展会员120人"]),
    ([], [], ["参加人员：", "王建国", "赵小芳"]),
    ([], ["各位领导、各位同志："], ["谢谢大家！"]),
    (["中共青石县委"], [], []),
    (["受文者：青石县政府", "编制单位：青石县水利局"], [], []),
    ([], [], ["青石县水利局办公室", "张志强"]),
    (["凝心聚力 攻坚克难 开拓进取 务实笃行"], [], []),
    (["青石县水利局文件", "签发人：张志强", "附件1"], [], ["青石县水利局 2021年12月30日"]),
    ([], ["供水平稳"], ["数据来源：县统计局"]),
]


@pytest.mark.parametrize(("above", "under", "below"), OWN)
def test_what_may_be_the_report_s_own_stays(above: list[str], under: list[str], below: list[str]) -> None:
    assert page(above, under, below) == [*above, TITLE, *under, *BODY, *below]


def test_a_first_paragraph_that_speaks_of_users_stays() -> None:
    lines = ["首页 > 总结", TITLE, "过去一年，水务处全力为用户提供稳定的供水。", *BODY]
    assert [block.text for block in cleaned(lines).blocks] == lines[1:]


def test_what_a_site_calls_out_before_the_title_of_its_trail_goes() -> None:
    lines = ["当前位置：首页 > 总结 > 水利局防汛工作汇报", "备好材料，早点休息!水利局防汛工作汇报", *BODY]
    assert [block.text for block in cleaned(lines).blocks] == ["水利局防汛工作汇报", *BODY]


@pytest.mark.parametrize(
    "line", ["再来看另一篇：", "——下一篇——", "（此处有广告）", "友情提醒：内容较长请耐心阅读"]
)
def test_what_leads_from_one_report_to_the_next_goes(line: str) -> None:
    second = "青石县林业局2022年工作总结"
    assert [block.text for block in cleaned([TITLE, *BODY, line, second, *BODY]).blocks] == [
        *(TITLE, *BODY),
        *(second, *BODY),
    ]


def test_a_heading_above_a_heading_with_the_words_of_a_title_stays() -> None:
    lines = [TITLE, *BODY, "做好下一篇文章", "下一步工作计划", *BODY]
    assert [block.text for block in cleaned(lines).blocks] == lines


def test_a_sentence_of_the_report_stays_above_a_heading_with_the_words_of_a_title() -> None:
    lines = ["防汛工作紧紧依靠群众。", "下一步工作计划", *BODY]
    assert [block.text for block in cleaned(["首页 > 公开", *lines]).blocks] == lines


def test_a_signature_stays_below_the_buttons_of_a_page() -> None:
    below = ["【打印】【关闭】", "青石县水利局", "2021年12月30日"]
    assert page([], [], below) == [TITLE, *BODY, *below[1:]]


def test_the_first_half_of_a_title_stays_above_the_second() -> None:
    lines = ["首页 > 公开", "青石县水利局关于政务网站管理", "建设情况的报告", *BODY]
    assert [block.text for block in cleaned(lines).blocks][:2] == lines[1:3]


def test_the_title_of_a_collection_and_a_motto_stay_above_the_line_of_the_author() -> None:
    for title in ("水利局年度工作总结(精选5篇)", "凝心聚力谱新篇 治水兴水惠民生"):
        lines = [title, "时间：2021-12-30 08:00:00 作者：清风", TITLE, *BODY]
        assert [block.text for block in cleaned(lines).blocks] == [title, TITLE, *BODY]


def test_the_label_of_the_first_report_stays_below_the_title_of_its_page() -> None:
    lines = ["工作总结(精选4篇)", "范文一：水利局防汛工作总结", *BODY]
    assert [block.text for block in cleaned(lines).blocks] == lines


def test_every_line_that_goes_is_listed() -> None:
    lines = [TITLE, *BODY, "上一篇：水利局召开例会", "历史上的今天"]
    assert [(item.line, item.text, item.reason) for item in cleaned(lines).removed] == [
        (4, "上一篇：水利局召开例会", "navigation"),
        (5, "历史上的今天", "page-margin"),
    ]


def test_the_mark_of_a_part_is_no_line_of_the_site() -> None:
    lines = ["工作总结(精选2篇)", "Part 1", *BODY, "Part 2", *BODY]
    assert [block.text for block in cleaned(lines).blocks] == lines


def test_the_user_can_add_a_maker_of_pages() -> None:
    lines = [TITLE, *BODY, "分享到：", "汇总：薛明远", "上一篇：水利局召开例会"]
    mine = replace(SETTINGS, rules={"boilerplate": {"margin": {"makers": ["汇总"]}}})
    assert "汇总：薛明远" in [block.text for block in cleaned(lines).blocks]
    assert [block.text for block in cleaned(lines, mine).blocks] == [TITLE, *BODY]
