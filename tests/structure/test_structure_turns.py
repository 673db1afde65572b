import pytest
from structure_pages import read, typed

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"

AMONG_WORK = """供水站工作总结
一、加强领导
我站成立了领导小组，召开会议5次，明确了责任。
{}
二、抢修管网
全年抢修漏点86处，更换阀门40只。"""
UNDER_PROBLEMS = """供水站工作总结
一、工作情况
全年抢修漏点86处，更换阀门40只。
二、存在的问题
{}
三、下一步打算
继续努力。"""
RECTIFIED = """关于巡察反馈意见整改情况的报告
现将整改情况报告如下。
一、整改工作组织情况
局党组召开会议3次，制定措施46条。
二、反馈问题整改落实情况
1．关于“财务管理不严”的问题
{}
2．关于“会风不实”的问题
本年会议压减到12次。"""
RECTIFIED_RUN_IN = """关于巡察反馈意见整改情况的报告
现将整改情况报告如下。
一、整改工作组织情况
局党组召开会议3次，制定措施46条。
二、逐条对账抓整改
1．关于“财务管理不严”的问题。{}
2．关于“会风不实”的问题。全年会议压减到12次，文件压减到30份。"""


def types_of(page, paragraph):
    """The types of a paragraph in the place that a page leaves for it."""
    found = typed(read(page.format(paragraph)).reports[0])
    (types,) = [types for beginning, types in found if beginning.rstrip("…") in paragraph]
    return set(types.split("/"))


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            AMONG_WORK,
            "期末全镇统考，语文由第七名升到第二名，参加夏令营的学生有146人，英语却还是老样子，六年级仍有九人没有及格。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "全年接种疫苗2.6万剂次，建档率升到96%，但三个偏远村仍在六成左右打转，宣传员去了几趟也不见起色。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "新社区的缴费率提高到91%，催收陈欠47万元。老片区的缴费率始终在一半上下徘徊，收费员跑断了腿也没有起色。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "上次会上答应的五件事，办成了四件：路灯亮了，水通了，厕所改了，菜场搬了。还剩一件没有着落，就是敬老院的电梯。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "全所现有职工212人，其中专业技术人员87人。去年辞职43人，离职率20.3%，远高于全系统8%的平均水平。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "全县公办幼儿园37所，在园幼儿8600人。生均用房只有3.1平方米，明显低于全省平均水平。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "首批设备已到货26台，安装完成18台。麻烦的是配电增容，供电和物业各说各话，四个月了还没有谈拢。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "库房改造四月动工，八月封顶，节省资金37万元。头疼的是验收，三个部门的意见不一样，拖到年底也没盖上章。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "全年办结案件346件，息访率94%。唯独水库移民的老案子至今悬着，一拖就是八年。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "全年建成充电桩120个，服务车辆3.1万台次，可老城区的充电桩依然是一位难求，夜里排队要等两个钟头。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "今年修了四座桥、两条路，投资860万元。只剩下东沟的那座桥还没有动工，村民过河仍要绕十里路。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            AMONG_WORK,
            "试点推行一年，有37个小组用上了新台账，差错少了六成。当然，老年组员不会用手机、山里没有信号、流量费没人出，都是绕不过去的坎。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "有的班组开会点名要点三遍，工具借出去找不回来，废料堆到了消防通道上。这些毛病，责任首先在我，是我开会多、下去少，对班组管得太松。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "书库去年两次漏雨，泡坏图书三百册，读者借不到书。弄成这样，是我总想着再凑合一年，迟迟不肯报修。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "有的窗口动不动就甩脸子，一张表让人跑三趟，群众骂声不断。好在街道发现得早，上个月撤换了两名窗口负责人，投诉当月就降到了零。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "食堂的饭菜又贵又凉，学生宁可吃泡面。所幸后勤处已经动手，九月份更换了承包商，菜价降了一成。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "车间半年换了三任主任，报表迟交成了习惯。说到底板子要打在我身上，是我用人只看资历，谈话只走过场。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (AMONG_WORK, "虽然起步晚，但仍在短短一年里建成了六个站点，群众拍手叫好。", (WORK,)),
        (
            AMONG_WORK,
            "那年冬天工地上却还是热热闹闹，三百多名村民自发来帮忙清淤，四天挖通了两公里水渠。",
            (WORK,),
        ),
        (AMONG_WORK, "全镇遭了三次旱，粮食亩产却还是创了新高，达到612公斤。", (WORK,)),
        (AMONG_WORK, "窗口服务人员由6人增加到9人，全年窗口满意率99.2%，远高于全市平均水平。", (WORK,)),
        (AMONG_WORK, "全年改造锅炉12台，单位产品能耗每吨0.42千克，明显低于行业平均水平。", (WORK,)),
        (AMONG_WORK, "办理投诉36件，投诉量远低于全市平均，办结率100%。", (WORK,)),
        (
            AMONG_WORK,
            "难的是每天坚持，可我们的队员做到了，三百六十五天没有一天缺岗，巡线4.2万公里。",
            (WORK,),
        ),
        (AMONG_WORK, "最难的是征地，我们一户一户谈，用了四十天全部签完。", (WORK,)),
        (AMONG_WORK, "好在天公作美，全镇夏收比往年提前五天结束，收割小麦2.3万亩。", (WORK,)),
        (AMONG_WORK, "还有一个重点项目是文化广场，总投资460万元，已建成投用。", (WORK,)),
        (AMONG_WORK, "有两户人家原先说什么也不肯搬，最后却主动签了字，全村86户全部搬进新居。", (WORK,)),
        (AMONG_WORK, "职工工资由4200元提高到5100元，高于全县平均水平。", (WORK,)),
        (AMONG_WORK, "资金却一分没有少，全年到位860万元，全部用在了管网上。", (WORK,)),
        (AMONG_WORK, "经费只有往年的一半，队员们却没有一句怨言，全年出警316次。", (WORK,)),
        (AMONG_WORK, "当然，成绩属于大家，全年评出先进个人12名、先进班组3个。", (WORK,)),
    ],
)
def test_what_a_paragraph_ends_with_is_its_second_type(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (RECTIFIED, "巡察指出：食堂采购长期由一个人经手，发票与入库单对不上。", (PROBLEMS,)),
        (RECTIFIED, "巡察反馈：公务接待一函一单落实不严，少数接待拆单入账。", (PROBLEMS,)),
        (RECTIFIED, "检查组反馈，三个科室的固定资产台账与实物对不上。", (PROBLEMS,)),
        (RECTIFIED, "群众反映：窗口中午没人，跑了三趟没办成一件事。", (PROBLEMS,)),
        (RECTIFIED, "审计发现，两笔培训费先开票后开班，附件里没有签到表。", (PROBLEMS,)),
        (RECTIFIED, "督查组指出：河道保洁外包以后无人过问，漂浮物越积越多。", (PROBLEMS,)),
        (RECTIFIED, "反馈意见指出，党组会记录过于简单，讨论过程一笔带过。", (PROBLEMS,)),
        (
            RECTIFIED,
            "巡察发现，出纳与会计由一人兼任三年，银行对账单从来没有人复核。对此，局党组责令财务科停职检查，重新聘任出纳一名，补做对账单36份。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
        (
            RECTIFIED,
            "经核查，接待费两年涨了六成，主要是因为审批权下放到了科室，超标没有人过问。目前已收回审批权，全部接待由分管领导签批，9至11月接待费下降47%。",
            (
                CAUSES,
                WORK,
            ),
        ),
        (
            RECTIFIED,
            "经查，车辆油耗偏高，原因是加油卡由司机自己保管，没有逐车核算。现已一车一卡，油耗每百公里下降1.6升。",
            (
                CAUSES,
                WORK,
            ),
        ),
        (
            RECTIFIED,
            "整改情况：清理往来款36笔，收回资金28万元；修订财务制度3项，集中培训两次。但历史挂账仍有11笔，单位撤并多年，找不到对方，还要再想办法。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            RECTIFIED,
            "整改情况：清退超标办公用房6间，重新分配座位。剩余2间因承重墙不能拆除，尚未腾退。将协调住建部门重新设计，力争明年三月底前改造完成。",
            (
                WORK,
                PLANS,
            ),
        ),
        (
            RECTIFIED,
            "巡察指出：项目招标走过场。整改情况：重新梳理招标流程，全年公开招标26次，节约资金310万元。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
        (
            RECTIFIED,
            "完成情况：14笔借款已收回12笔，另外2笔当事人已调离。将商请其所在单位协助，争取年底前结清。",
            (
                WORK,
                PLANS,
            ),
        ),
        (
            RECTIFIED_RUN_IN,
            "巡察发现，个别干部上班时间炒股，群众拍了视频。对此，镇党委立即约谈当事人，给予警告处分2人，并安装了上网行为管理系统。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
        (
            RECTIFIED_RUN_IN,
            "经核查，绿化养护费三年翻了一番，主要是因为养护合同一年一签、没有比价，面积也从未复测。目前已重新测量面积，公开招标选定养护单位，全年节约资金46万元。",
            (
                CAUSES,
                WORK,
            ),
        ),
        (
            RECTIFIED_RUN_IN,
            "12处危房已加固9处，剩余3处因产权纠纷尚未动工。将协调法院和社区尽快确权，力争明年汛前全部完成。",
            (
                WORK,
                PLANS,
            ),
        ),
        (RECTIFIED, "整改情况：巡察指出的12个问题已全部整改到位，退还资金8万元。", (WORK,)),
        (RECTIFIED, "整改情况：经核查，群众反映的问题不属实，已向当事人作出说明。", (WORK,)),
        (RECTIFIED, "整改情况：对检查发现的36个问题逐一登记，已办结34个。", (WORK,)),
        (RECTIFIED, "整改完成情况：公开招聘会计2名，制定内控制度6项，开展业务培训4次。", (WORK,)),
        (RECTIFIED, "局党组对照反馈意见召开专题会3次，把6类问题拆成31条措施，逐条明确责任人。", (WORK,)),
        (AMONG_WORK, "群众反映的36件事办结35件，满意率97%。", (WORK,)),
        (AMONG_WORK, "组织检查组反馈会两次，向基层反馈意见46条，帮助建章立制12项。", (WORK,)),
        (AMONG_WORK, "巡查发现隐患36处，全部整改到位。", (WORK,)),
        (AMONG_WORK, "经查，全镇无一例违规建房，顺利通过省级验收。", (WORK,)),
        (AMONG_WORK, "我们把将要到期的合同逐份核对，力争做到一份不漏，共核对合同326份。", (WORK,)),
    ],
)
def test_what_was_found_why_it_was_and_what_was_done_are_told_apart(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)
