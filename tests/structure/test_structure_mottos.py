"""Mottos in front of titles and above subtitles, and the labels and lists that look like them."""

from __future__ import annotations

import pytest
from structure_pages import SETTINGS, page
from structure_places import BODY, PARTS

from archive.clean import clean
from archive.parsed import Report, SourceText
from archive.structure import understand

ANNOUNCING = BODY.replace("这份材料。", "这份材料。下面，我把我们的做法向各位领导作个汇报。")
OTHER = "清水镇2021年防汛工作总结"
SITES = ["知行文库\n下载本文档 收藏 举报\n", "网站首页 > 调研报告 > 正文\n", ""]


def reports(text: str) -> list[Report]:
    source = SourceText("a.txt", "0" * 32, "utf-8", "text/plain", page(text).blocks)
    return list(understand(clean(source, SETTINGS), "0" * 32, SETTINGS).reports)


def types(report: Report) -> list[tuple[str, ...]]:
    return [paragraph.types for section in report.sections for paragraph in section.paragraphs]


MOTTOS = [
    ("小积分兑出大文明：青石村积分制管理经验交流材料", "青石村党支部", "其他"),
    ("从“刺头”到“排头兵”：机修班长先进事迹材料", "机修车间", "其他"),
    ("把根留住：柳河镇返乡青年创业情况调查", "镇团委、乡村振兴办联合调研组", "调研"),
    ("小药箱里的大民生：桐岭县村卫生室用药保障调研报告", "县卫健局医政股", "调研"),
    ("守住舌尖上的安全：海棠区校园食堂监管工作总结", "", "总结"),
    ("向管理要效益：恒达纺织公司2021年降本增效工作汇报", "企业管理部", "汇报"),
    ("老树发新芽：东渡码头片区改造情况的调查与思考", "区住建局、区规划分局", "调研"),
    ("谁来种地：榆树乡农业劳动力老龄化问题调查", "乡农业服务中心", "调研"),
    ("从“等水”到“调水”：白杨灌区春灌保障工作报告", "灌区管理处", "报告"),
    ("让数据多跑路，让群众少跑腿：行政审批局2022年度述职报告", "行政审批局局长 程立", "述职"),
    ("护航高考：松江供电公司高考保电工作方案", "", "方案"),
    ("破局与重生：古楼老街业态调整考察报告", "市商务局 市文旅局联合考察组", "调研"),
    ("踔厉奋发开新局：在全县农业农村工作会议上的讲话", "县委副书记 高远", "讲话"),
    ("一根网线连城乡：青坪县远程教学工作小结", "县教育局电教馆", "总结"),
    ("水清了，鱼回来了：清溪河流域治理工作总结", "", "总结"),
    ("以案为鉴 警钟长鸣：观看警示教育片心得体会", "", "心得"),
]


@pytest.mark.parametrize(("title", "author", "doc_type"), MOTTOS)
@pytest.mark.parametrize("site", SITES)
def test_a_title_behind_a_motto_stands_above_who_wrote(
    title: str, author: str, doc_type: str, site: str
) -> None:
    (report,) = reports(f"{site}{title}\n{author}\n{BODY}")
    assert (report.title, report.doc_type) == (title, doc_type)
    assert types(report)[: 1 + bool(author)] == [("其他",), ("导语",)][not author :]


@pytest.mark.parametrize(("title", "author", "doc_type"), MOTTOS)
def test_a_title_behind_a_motto_begins_a_report(title: str, author: str, doc_type: str) -> None:
    found = reports(f"{OTHER}\n{BODY}\n{title}\n{author}\n{BODY}")
    assert [report.title for report in found] == [OTHER, title]


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("所属分类：调研报告", "榆树乡返乡创业情况调研报告"),
        ("来源：县委政研室调研报告", "榆树乡返乡创业情况调研报告"),
        ("关键词：防汛 工作总结", "清水镇防汛工作总结"),
        ("资料名称：2022年度防汛工作总结", "清水镇防汛工作总结"),
        ("文档标签：述职报告", "清水镇镇长述职报告"),
        ("相关专题：乡村振兴工作总结", "清水镇防汛工作总结"),
    ],
)
@pytest.mark.parametrize("site", SITES[:2])
def test_a_label_above_the_title_is_none(label: str, title: str, site: str) -> None:
    assert [report.title for report in reports(f"{site}{label}\n{title}\n{BODY}")] == [title]


@pytest.mark.parametrize(
    "line",
    [
        "成果形式：青川县河道治理调研报告",
        "完成时限：十二月底前报送工作总结",
        "责任单位：县水利局防汛工作总结",
        "主要任务：编制全县防汛应急预案",
        "第一项议程：听取校长述职报告",
        "会议议题：审议2022年工作总结",
        "强化学习：制定年度理论学习计划",
        "附件材料：清水镇2022年工作总结",
        "参考文献：全县农村改革调研报告",
        "活动主题：我为群众办实事工作总结",
        "牵头科室：办公室起草全年工作总结",
        "报送内容：村级财务自查报告",
    ],
)
@pytest.mark.parametrize("at", [3, 5])
def test_a_label_inside_a_report_begins_none(line: str, at: int) -> None:
    body = "\n".join([*PARTS[:at], line, *PARTS[at:]])
    assert [report.title for report in reports(f"{OTHER}\n{body}")] == [OTHER]


SUBTITLES = [
    ("基层治理案例库", "从“等靠要”到“加油干”", "——柳河镇脱贫户自强经验交流材料", "其他"),
    ("党建园地", "一枚党徽亮山乡", "——记榆树乡党委书记先进事迹材料", "其他"),
    ("典型经验", "门前三分地 种出好风景", "——松台街道微改造典型经验材料", "其他"),
    ("学习强站", "向海而兴", "——东渡港区发展纪实", "其他"),
    ("乡村振兴素材网", "把课堂搬到田埂上", "——青坪县农民夜校办学经验介绍", "其他"),
    ("改革案例", "一枚印章管审批", "——海棠区行政审批改革的做法与启示", "其他"),
    ("", "小切口做出大文章", "——白杨灌区水价改革案例", "其他"),
    ("", "钱从哪里来 人往哪里去", "——桐岭县合村并居的实践与思考", "其他"),
    ("", "让老手艺吃上新饭", "——清溪竹编产业发展调查", "调研"),
    ("经验交流", "一把尺子量到底", "——县审计局质量管控经验交流发言", "讲话"),
    ("文稿平台", "答好民生这张卷", "——柳河镇2022年民生实事工作总结", "总结"),
    ("", "让数字会说话", "——松江供电公司线损治理情况汇报", "汇报"),
]


@pytest.mark.parametrize(("site", "motto", "subtitle", "doc_type"), SUBTITLES)
def test_above_a_subtitle_stands_the_title_and_above_it_the_site(
    site: str, motto: str, subtitle: str, doc_type: str
) -> None:
    (report,) = reports(f"{site}\n{motto}\n{subtitle}\n{ANNOUNCING}")
    assert report.title in (motto, motto + subtitle)
    assert report.doc_type == doc_type
    assert types(report)[:2] in ([("其他",), ("导语",)], [("导语",), ("工作情况",)])


@pytest.mark.parametrize(("site", "motto", "subtitle", "doc_type"), SUBTITLES)
def test_a_motto_above_a_subtitle_begins_a_report(
    site: str, motto: str, subtitle: str, doc_type: str
) -> None:
    found = reports(f"{OTHER}\n{BODY}\n{motto}\n{subtitle}\n{ANNOUNCING}")
    assert [(report.title or "")[: len(motto)] for report in found] == [OTHER[: len(motto)], motto]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("联系群众更紧", "——累计走访农户三千一百户，办理实事四百一十件。"),
        ("项目推进更快", "——九个重点项目全部开工"),
        ("主要做法", "——以党建为引领"),
        ("几点体会", "——坚持群众路线"),
        ("工作成效明显", "——获评省级先进单位"),
        ("三、下一步打算", "——加快推进项目建设"),
        ("具体目标", "——粮食总产稳定在三十万吨"),
        ("四个坚持", "——坚持问题导向"),
        ("重点任务", "——建设示范村二十个"),
        ("群众满意", "——柳河镇水库移民安置点现场"),
    ],
)
@pytest.mark.parametrize("at", [3, 5])
def test_an_item_with_a_dash_makes_no_title_of_the_line_above(line: str, item: str, at: int) -> None:
    body = "\n".join([*PARTS[:at], line, item, *PARTS[at:]])
    assert [report.title for report in reports(f"{OTHER}\n{body}")] == [OTHER]
