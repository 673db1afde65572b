"""Speeches of one meeting: a motto, who speaks, his words; and lists of people inside a report."""

from __future__ import annotations

import pytest
from structure_pages import SETTINGS, page

from archive.clean import clean
from archive.parsed import Report, SourceText
from archive.structure import understand

FIRST = """各位领导、同志们：
我校地处库区，四成学生是留守儿童。这几年，我们从一次家访做起，让每个孩子都有人惦记。
去年以来，全校七十二名教师结对三百一十名学生，辍学学生由九人减为零。
下学期准备同镇卫生院合办心理驿站，把周末也管起来。
以上发言，请批评指正。"""
SECOND = """刚才听了几位同志的发言，很受启发。下面我从人事工作的角度谈三点看法。
先说现状。全县在编教师四千一百人，平均年龄四十六岁，音体美教师缺口二百三十人。
再说原因。编制总量十年没动，县城学校挤、乡村学校空。
今年秋季招聘一百二十人，全部分到乡镇，服务期六年。谢谢大家！"""
THIRD = """我是一名出租车司机，孩子在城东小学念四年级。今天能坐在这里，心里又高兴又紧张。
这两年学校变化不小，延时服务开到六点半，我们跑车的再也不用请假接孩子了。
我的话讲完了，祝老师们节日快乐！"""
SPEAKERS = [
    [
        ("让每个孩子都被看见", "青坪中学校长 何静"),
        ("把好教师入口关", "县教育局人事股股长 吴涛"),
        ("家校本是一家人", "家长代表 罗小云"),
    ],
    [
        ("守住田间课堂", "县农广校 邓成林"),
        ("让数据替农民说话", "县农业农村局信息中心主任 谢芳"),
        ("老把式的新账本", "种粮大户 贺长庚"),
    ],
    [
        ("小网格托起大平安", "松台街道党工委书记 丁岚"),
        ("用心用情办好每一件信访事项", "县信访局局长 薛明远"),
        ("我当楼长这三年", "东门社区居民 史桂香"),
    ],
    [
        ("向绿而行 逐光而上", "恒晟光伏公司董事长 侯一鸣"),
        ("融资难在哪里", "农商银行行长 阮志刚"),
        ("盼着政策再暖一点", "个体工商户代表 江月"),
    ],
]


def reports(text: str) -> list[Report]:
    source = SourceText("a.txt", "0" * 32, "utf-8", "text/plain", page(text).blocks)
    return list(understand(clean(source, SETTINGS), "0" * 32, SETTINGS).reports)


def first_types(report: Report) -> tuple[str, ...]:
    return next(paragraph.types for section in report.sections for paragraph in section.paragraphs)


@pytest.mark.parametrize("speakers", SPEAKERS)
@pytest.mark.parametrize("head", ["座谈会交流发言（三篇）\n", "教育工作座谈会发言摘登\n", ""])
def test_a_motto_above_who_speaks_begins_a_speech(speakers: list[tuple[str, str]], head: str) -> None:
    speeches = zip(speakers, (FIRST, SECOND, THIRD), strict=True)
    found = reports(head + "\n".join(f"{motto}\n{who}\n{text}" for (motto, who), text in speeches))
    assert [report.title for report in found] == [motto for motto, _ in speakers]
    assert {first_types(report) for report in found} == {("其他",)}


@pytest.mark.parametrize("label", ["发言", "发言之", "交流发言"])
@pytest.mark.parametrize("numbers", ["一二三", "123"])
def test_numbered_speeches_are_parts_of_a_page(label: str, numbers: str) -> None:
    speeches = zip(numbers, SPEAKERS[1], (FIRST, SECOND, THIRD), strict=True)
    text = "\n".join(f"{label}{number}：{motto}\n{who}\n{words}" for number, (motto, who), words in speeches)
    found = reports(f"座谈会发言（三篇）\n{text}")
    assert [report.title for report in found] == [motto for motto, _ in SPEAKERS[1]]


@pytest.mark.parametrize(
    "text",
    [
        """柳河镇2021年工作总结
今年以来，我镇扎实推进各项工作，现将情况总结如下。
一、主要工作
完成造林三千亩，清淤沟渠十一公里，群众满意度九成八。
二、下一步打算
继续抓好项目建设，力争再上台阶。
特此报告
柳河镇镇长 丁岚
2022年1月4日""",
        """在全县表彰大会上的讲话
同志们：
今天我们隆重召开表彰大会，表彰先进、鼓舞干劲。
一、学习先进
要学习他们扎根基层的精神
县人民医院护士长 罗小云
她二十年如一日守护患者，累计护理病人四万人次，没有发生一起差错，是我们身边的榜样。
县交警大队民警 吴涛
他在路口站了十一年，处理事故一千三百起，记三等功两次，群众都叫他“铁警”。
二、争当先进
希望全县干部以先进为镜，把本职工作做得更好。""",
        """县志愿服务工作总结
今年以来，我县志愿服务活动蓬勃开展，现总结如下。
一、组织机构
领导小组组成人员
组长：县委宣传部部长 丁岚
副组长 薛明远
成员单位共有二十六个，每季度召开一次联席会议，研究解决问题四十一个。
二、先进典型
优秀志愿者
青坪中学教师 何静
何静老师利用假期为留守儿童补课，三年累计一千二百小时，家长送来锦旗六面，事迹在县电视台播出。
三、下一步打算
继续扩大队伍。""",
    ],
)
def test_people_who_are_named_inside_a_report_begin_none(text: str) -> None:
    assert len(reports(text)) == 1


def test_headings_numbered_by_a_blank_alone_are_not_counts_of_a_site() -> None:
    text = """广陵县2022年一季度工业经济运行分析
一季度，全县工业经济开局平稳，规上工业增加值增长7.2%，高于全市平均0.8个百分点。
1 运行特点
规上企业实现产值86.4亿元，新增入库企业九家，产销率达到97.2%。
2 值得关注的问题
六成企业反映在手订单排不满两个月，用工缺口一千三百人。
3 需要说明的几个情况
电解铜价格同比上涨三成，拉低利润两个百分点，影响较大。
4 走势研判与预测
稳增长政策陆续到位，外需收缩的影响还会持续，预计增长8%。
5 点击增长新引擎
建议加快兑现助企政策，建立企业用工余缺调剂平台，稳住大盘。
6 文化旅游同步发力
建议加快兑现文旅政策，建立景区客流调剂平台，稳住大盘。"""
    (report,) = reports(text)
    found = [(part.number, part.heading) for part in report.sections if part.heading]
    assert found == [
        ("1", "运行特点"),
        ("2", "值得关注的问题"),
        ("3", "需要说明的几个情况"),
        ("4", "走势研判与预测"),
        ("5", "点击增长新引擎"),
        ("6", "文化旅游同步发力"),
    ]


@pytest.mark.parametrize("line", ["把好教师入口关", "守牢耕地保护红线关", "把课堂搬进田间的学校"])
def test_a_slogan_that_ends_like_an_organisation_signs_nothing(line: str) -> None:
    text = f"{line}\n组织教师下乡支教四十人次，开设公开课八十二节，覆盖全部教学点。"
    (report,) = reports(f"教育工作总结\n今年以来，我局认真做好各项工作，现总结如下。\n{text}")
    assert [part.heading for part in report.sections if part.heading] == [line]


def test_numbers_with_a_nought_may_stand_before_any_words() -> None:
    text = """青石县医院康复科2023年总结
01 做了些什么
全年收治患者一千二百人次，开展新技术三项，随访率达到九成八。
02 2022，补上的课
全年组织培训二十四场，考核通过率百分之百，差错较上年减少一半。
03 哪里还不够：人手与床位
床位只有三十张，治疗师缺四名，旺季时患者要等上两个星期。"""
    (report,) = reports(text)
    found = [(part.number, part.heading, part.level) for part in report.sections if part.heading]
    assert found == [
        ("01", "做了些什么", 1),
        ("02", "2022，补上的课", 1),
        ("03", "哪里还不够：人手与床位", 1),
    ]
