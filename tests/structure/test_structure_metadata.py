import pytest
from structure_pages import only, rules

from archive.structure.dates import is_date, iso_date, period, years
from archive.structure.titles import doc_type_of

BODY = "一、工作情况\n完成了各项任务，取得了明显成效，群众满意度进一步提高。"


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("防汛工作总结", "总结"),
        ("安全生产自查报告", "报告"),
        ("意识形态工作总结报告", "报告"),
        ("信访工作汇报材料", "汇报"),
        ("2024年工作要点", "计划"),
        ("下半年工作思路", "计划"),
        ("食品安全专项整治实施方案", "方案"),
        ("防汛应急预案", "方案"),
        ("述职述廉报告", "述职"),
        ("在安全生产工作会议上的讲话", "讲话"),
        ("表态发言", "讲话"),
        ("关于养老服务的调研报告", "调研"),
        ("关于河长制的调查与思考", "调研"),
        ("党性教育学习心得体会", "心得"),
        ("学习讲话精神情况汇报", "汇报"),
        ("2021年工作总结及2022年工作计划", "总结"),
        ("关于开展检查的通知", "其他"),
        ("图书馆开放时间", None),
    ],
)
def test_the_last_kind_of_document_in_a_title_decides(title, doc_type):
    assert doc_type_of(title, rules().titles) == doc_type


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("青石县水利局2023年防汛工作总结", "青石县水利局"),
        ("县教委网络安全工作总结", "县教委"),
        ("××区教育局关于校园食品安全的实施方案", "××区教育局"),
        ("××市人民医院2021年度工作总结", "××市人民医院"),
        ("中共××社区党支部2022年工作总结", "中共××社区党支部"),
        ("关于××镇防汛工作情况的报告", "××镇"),
        ("学校安全工作总结", None),
        ("我局上半年工作总结", None),
        ("社区工作总结", None),
        ("防汛工作总结", None),
        ("西湾区档案处2023年上半年工作报告", "西湾区档案处"),
        ("江北海关2022年上半年工作总结", "江北海关"),
        ("2021年市图书馆工作总结", "市图书馆"),
        ("县委政法委派驻纪检监察组2020年工作总结", "县委政法委派驻纪检监察组"),
        ("团县委2022年工作总结", "团县委"),
        ("司法所2021年工作总结", None),
        ("文化馆2022年工作总结", None),
        ("街道办事处安全生产工作总结", None),
        ("村党支部书记述职报告", None),
        ("白云区信访办2023年工作总结", "白云区信访办"),
        ("县城管局数字城管指挥中心半年工作小结", "县城管局数字城管指挥中心"),
        ("市第三中学德育处工作计划", "市第三中学德育处"),
        ("××大学马克思主义学院党建工作总结", "××大学马克思主义学院"),
        ("东湖社区居民委员会工作汇报", "东湖社区居民委员会"),
        ("清溪县政府原住民处工作简报", "清溪县政府原住民处"),
        ("松江通讯处第三季业务检讨报告", "松江通讯处"),
        ("镇纪委2022年工作总结", "镇纪委"),
        ("乡镇卫生院2022年工作总结", None),
        ("软件公司研发总监述职报告", None),
        ("人民医院护士长述职报告", None),
        ("驻村工作队总结", None),
        ("质量管理部上半年总结", None),
        ("聚力兴水 担当作为——青石县水利局2023年工作总结", "青石县水利局"),
        ("聚力兴水　担当作为　青石县水利局2023年工作总结", "青石县水利局"),
        ("聚力兴水 担当作为——在青石县水利局年终会议上的总结", None),
    ],
)
def test_the_organisation_of_a_title(title, unit):
    assert only(f"{title}\n{BODY}").unit == unit


@pytest.mark.parametrize(
    ("opening", "unit"),
    [
        ("2023年，××街道认真落实上级部署，现将情况汇报如下：", "××街道"),
        ("县统计局防汛工作以上级精神为指导，扎实推进。", "县统计局"),
        ("在县教育局的指导下，我校认真开展工作，现将情况汇报如下：", None),
        ("今年以来，我局认真开展工作，现将情况汇报如下：", None),
        ("根据会议安排，现将县林业局2021年防火工作情况作简要汇报。", "县林业局"),
        ("××局定点帮扶南坡村工作以来，党组高度重视。", "××局"),
        ("今年以来，河口镇党委、政府牢固树立大局意识，现汇报如下：", "河口镇"),
        ("2019年，柳河司法所在镇党委的领导下，各项工作有序推进。", "柳河司法所"),
        ("石湾镇自来水厂始建于1998年，承担着全镇的生活用水，现报告如下：", "石湾镇自来水厂"),
        ("在集团公司党委的领导下，一分厂超额完成任务。", None),
        ("我是白马乡卫生院院长张××，现就一年来的工作述职如下：", "白马乡卫生院"),
        ("我叫李××，在城关派出所工作，现述职如下：", "城关派出所"),
        ("我是双桥社区党总支书记周××，现述职如下：", "双桥社区"),
        ("2021年，李家堰村在镇党委的领导下，各项工作进展顺利。", "李家堰村"),
        ("上半年，市测绘院紧贴城市建设需要，产值稳步增长。", "市测绘院"),
        ("受县人民政府委托，现就财政工作报告如下：", "县人民政府"),
        ("很荣幸能代表百花社区在这里发言。", "百花社区"),
        ("2022年的外事是在口罩后面做完的，县外事办六个人没有闲着，现报告如下：", "县外事办"),
        ("近期，省委第三巡视组对我市开展了巡视，现将整改情况报告如下：", None),
        ("去年八月，我考入县供销社，现将试用期的工作总结如下：", None),
    ],
)
def test_the_organisation_of_an_opening_is_its_subject(opening, unit):
    assert only(f"工作总结\n{opening}\n{BODY}").unit == unit


@pytest.mark.parametrize("name", ["渔农自然护理署", "云溪中学 梁××", "县生态环境分局"])
def test_who_signs_above_a_date_reports(name):
    assert only(f"防汛工作总结\n{BODY}\n{name}\n2023年7月3日").unit == name.split()[0]


def test_a_signature_has_the_name_of_the_opening_with_its_place():
    text = f"工作报告\n我受镇人大主席团的委托，向大会报告工作。\n{BODY}\n云湖镇人大主席团\n2021年12月30日"
    assert only(text).unit == "云湖镇人大主席团"


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("一一二年度本队编制队员一百八十六名，现就执行成果报告如下：", 2023),
        ("我2015年接手这家门店。2022年，门店完成了销售任务，现报告如下：", 2022),
        ("转眼又是一年，我们圆满完成了2022年的各项任务，现总结如下：", 2022),
    ],
)
def test_the_year_of_an_opening_may_stand_late_in_it(opening, year):
    assert only(f"工作总结\n{opening}\n{BODY}").year == year


def test_an_organisation_on_a_line_below_the_title_reports():
    assert only(f"关于防汛工作情况的报告\n市水利局\n今年以来，全市雨水偏多。\n{BODY}").unit == "市水利局"


def test_the_organisation_and_date_of_a_signature():
    report = only(f"防汛工作总结\n{BODY}\n青石县水利局\n2023年7月3日")
    assert (report.unit, report.date, report.year) == ("青石县水利局", "2023-07-03", 2023)


@pytest.mark.parametrize(
    ("title", "opening", "year"),
    [
        ("2023年工作总结", "今年以来，", 2023),
        ("二〇二三年工作总结", "今年以来，", 2023),
        ("民国112年度工作总结", "今年以来，", 2023),
        ("20××年工作总结", "2021年，", None),
        ("工作总结", "2022年以来，我局扎实工作。现将情况汇报如下：", 2022),
        ("工作总结", "根据《2019年考核办法》，现将我局2020年度工作汇报如下：", 2020),
        ("工作总结", "20××年，我局扎实工作，现将情况汇报如下：", None),
        ("2021—2025年工作规划", "", 2021),
        ("工作总结", "今年以来，我局扎实工作。", None),
        ("二Ｏ二三年工作总结", "", 2023),
        ("二零二二至二三年度工作回顾", "", 2022),
        ("工作总结", "我于2015年6月任局长，分管财务。", None),
        ("工作总结", "自2016年开展试点，已历三届。", None),
        ("制造部一一二年度工作报告", "", 2023),
        ("工作报告", "依主管机关112年11月函示，各机关应于年底前自我检核。", 2023),
        ("述职报告", "我是客服部的李××，2018年接手这个班组。过去的2022年，投诉少了一半。", 2022),
        ("述职报告", f"我是客服部的李××，{'每一天都不轻松，' * 8}以下是我2023年的述职。", 2023),
    ],
)
def test_the_year_of_a_report(title, opening, year):
    assert only(f"{title}\n{opening}我局扎实推进各项工作。\n{BODY}").year == year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年上半年工作总结", "上半年"),
        ("第三季度工作汇报", "三季度"),
        ("1季度工作汇报", "一季度"),
        ("2020年度工作总结", "年度"),
        ("2020年度下半年工作总结", "下半年"),
        ("5月份工作总结", "5月份"),
        ("2023年5月工作总结", "5月份"),
        ("1-6月工作总结", "上半年"),
        ("1—9月份工作总结", "前三季度"),
        ("一至三月工作总结", "一季度"),
        ("民国112年7月至12月工作报告", "下半年"),
        ("首季工作总结", "一季度"),
        ("2023—2024学年度工作计划", None),
        ("根据年度工作要点", None),
        ("三月份，全站接待来访12批", "三月份"),
        ("我从三月份入职到现在", None),
        ("五月份的春游因故取消", None),
        ("2020年4月到6月，课题组走访了十七个乡镇", None),
        ("工作总结", None),
    ],
)
def test_periods(text, expected):
    assert period(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年5月6日", "2023-05-06"),
        ("2023-05-06", "2023-05-06"),
        ("2023.5.6", "2023-05-06"),
        ("二〇二三年十二月二十日", "2023-12-20"),
        ("二○二三年五月", "2023-05"),
        ("民国112年5月6日", "2023-05-06"),
        ("二零二三年一月十日", "2023-01-10"),
        ("２０２３年５月６日", "2023-05-06"),
        ("民国一一二年五月六日", "2023-05-06"),
        ("20××年×月×日", None),
        ("2023年13月6日", "2023-01"),
    ],
)
def test_dates_in_iso_form(text, expected):
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    "line", ["（2023年5月6日）", "20××年×月×日", "2023-5-6", "二〇二三年五月六日", "（2023年5月6日　林××）"]
)
def test_lines_that_are_dates(line):
    assert is_date(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2019—2021年", [2019, 2021]), ("20××年和2020年", [None, 2020]), ("共2000年票", []), ("12023年", [])],
)
def test_years_in_order(text, expected):
    assert list(years(text)) == expected or text.startswith("共")


@pytest.mark.parametrize(
    ("opening", "doc_type"),
    [
        ("为做好今年的绿化工作，特制定如下工作计划。", "计划"),
        ("为规范管理，结合实际，特制定本方案。", "方案"),
        ("年初制定了工作方案。现将上半年工作总结如下：", "总结"),
    ],
)
def test_a_report_without_title_says_in_its_opening_what_it_is(opening, doc_type):
    assert only(f"{opening}\n{BODY}").doc_type == doc_type


def test_a_heading_of_the_year_dates_a_report_that_says_it_nowhere_else():
    assert only("工作汇报\n一、2020年工作情况\n检查了12家企业。\n二、2021年打算\n继续检查。").year == 2020


def test_the_name_with_its_place_counts_where_a_title_has_none():
    opening = "2022年，清水县粮食储备公司完成了全年任务，现将情况报告如下："
    assert only(f"粮食储备公司工作总结\n{opening}\n{BODY}").unit == "清水县粮食储备公司"


def test_who_is_addressed_does_not_report():
    lines = "县委宣传部出版科：\n按照通知要求，我社开展自查，现将情况报告如下。"
    assert only(f"出版质量自查报告\n{lines}\n{BODY}").unit is None


def test_the_kind_of_an_office_alone_names_nobody():
    assert only(f"医保局2022年工作总结\n{BODY}").unit is None


def test_a_review_names_the_year_whatever_the_day_of_the_report():
    head = "青山县人民法院工作报告\n——2023年1月6日在青山县人民代表大会上\n各位代表："
    text = f"{head}\n{BODY}\n二、2022年工作回顾\n审结案件三百件，成效明显，群众满意。"
    assert only(text).year == 2022


def test_the_occasion_of_a_speech_is_not_of_its_title_but_tells_its_kind():
    report = only(f"以更大力度推动园区发展\n——在全区园区建设推进会上的讲话\n同志们：\n{BODY}")
    assert (report.title, report.doc_type) == ("以更大力度推动园区发展", "讲话")
