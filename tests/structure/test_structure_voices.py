import pytest
from structure_pages import read, typed

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"
OPENING, OTHER, SITUATION, ADVICE = "导语", "其他", "形势分析", "意见建议"

AMONG_WORK = """供水站工作总结
一、加强领导
我站成立了领导小组，召开会议5次，明确了责任。
{}
二、抢修管网
全年抢修漏点86处，更换阀门40只。"""
UNDER_WORK = """供水站工作总结
一、主要工作
我站召开会议5次，明确了责任。
{}
全年抢修漏点86处，更换阀门40只。
二、存在的问题
人手不足。
三、下一步打算
继续努力。"""
TOLD = """述职报告
各位同事：
去年三月我接手车队，现将一年情况报告如下。
头一件事是把三十一辆车挨个检修了一遍，换了六十四条轮胎。
也有对不住大家的地方。去年冬天两台车半路趴窝，让乘客在雪里等了一个小时；有位司机家里出事，我三天以后才知道。
{}
以上述职，请大家评议。"""
OPENED = """个人述职报告
{}
一、干了哪些事
修路三公里，装灯四十盏。
二、存在的不足
学习不够。"""
SPEECH = """在年度工作会议上的讲话
同志们：
今天会议的主要任务是总结工作、部署任务。下面，我讲三点。
一、这一年干得不错
完成产值3.2亿元，新增客户120家。
二、低头想想，担子不轻
{}
三、新的一年怎么干
要稳住老客户，要开拓新市场。"""
SPEECH_END = """在年度工作会议上的讲话
同志们：
下面，我讲三点。
一、这一年干得不错
完成产值3.2亿元，新增客户120家。
二、新的一年怎么干
要稳住老客户，要开拓新市场，年内增加网点六个。
同志们，让我们拧成一股绳，把今年的硬仗打赢！
{}"""
SELF_CHECK = """个人对照检查材料
一、存在的问题
学习不够深入。
二、努力方向
今后每周读书三次，每月到村里走一走。
{}"""


def types_of(page, paragraph):
    """The types of a paragraph in the place that a page leaves for it."""
    found = typed(read(page.format(paragraph)).reports[0])
    (types,) = [types for beginning, types in found if beginning.rstrip("…") in paragraph]
    return set(types.split("/"))


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            OPENED,
            "去年八月，我挑着两只箱子到大坪村报到。村里一百二十户，一条土路，一口老井。三百多个日子过去，我想把这一路走来的事老老实实说给乡亲们听，就当是交一份作业。",
            (OPENING,),
        ),
        (
            OPENED,
            "年前，我来到城北所上班。所里九个人，管着四万居民。下面，我对照四个方面作检查，不遮不掩，请同志们帮我把脉。",
            (OPENING,),
        ),
        (OPENED, "我在这个岗位上干了八个月。今天不念稿子，想到哪说到哪，说错了请大家包涵。", (OPENING,)),
        (
            OPENED,
            "到任整整一年，修了路，也挨过骂。今天站在这里，把一年的账一笔一笔摊开，请大家评说。",
            (OPENING,),
        ),
        (
            OPENED,
            "按照会议安排，我先作自我批评，再请大家批评。会前我读了三本书，走了五个村，收集意见14条。",
            (OPENING,),
        ),
        (
            OPENED,
            "我是去年秋天从县里下来的，算是半个新人。借今天这个机会，把心里话跟大家说一说，权当述职。",
            (OPENING,),
        ),
        (
            OPENED,
            "今年是我当校长的第三个年头。以下是我这一年的一点实话，讲得不好，请各位多担待。",
            (OPENING,),
        ),
        (
            OPENED,
            "会前我把一年的工作日记翻了一遍，走访了12户。现在我从四个方面对照检查，红红脸、出出汗。",
            (OPENING,),
        ),
        (
            OPENED,
            "刚接到通知让我发言，我没有准备讲稿。就凭记忆，把今年的几件事捋一捋，算是向大家交个底。",
            (OPENING,),
        ),
        (AMONG_WORK, "我们把一年来的事故案例编成小册子，原原本本讲给新职工听，共开课12场。", (WORK,)),
        (AMONG_WORK, "支部书记带头对照党章作检查，查找问题26条，全部整改到位。", (WORK,)),
        (AMONG_WORK, "开展自我批评会4次，班子成员之间谈心46人次。", (WORK,)),
        (AMONG_WORK, "组织老党员讲故事，想到哪说到哪，听众有620人次。", (WORK,)),
    ],
)
def test_what_says_how_one_will_speak_opens_a_report(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (TOLD, "为什么会这样？怨不得别人，怪我平时只看报表，不到车库里去看一眼。", (CAUSES,)),
        (TOLD, "这些事说到根上，都怪我耳朵根子软，别人一求情就松了口。", (CAUSES,)),
        (TOLD, "事后我想了很久，毛病还是出在我自己身上，太相信经验，舍不得花时间学。", (CAUSES,)),
        (
            TOLD,
            "新的一年，我给自己定了四件事：头一件是换掉六台老车，第二件是每月请师傅讲一课，第三件是把调度室搬到车场，第四件是学会看发动机数据。",
            (PLANS,),
        ),
        (TOLD, "开春以后，我打算先干两件事：把修理间的地面硬化了，再把三位老师傅请回来带徒弟。", (PLANS,)),
        (
            TOLD,
            "接下来的一年，我给自己立下三条：不在办公室里听汇报，不让一台病车上路，不让一个乘客在雪里等。",
            (PLANS,),
        ),
        (
            TOLD,
            "下一年我手上有三件活：把车场的排水沟挖通，钱已经有了着落；给司机每人配一只保温杯；把欠下的培训补上。",
            (PLANS,),
        ),
        (
            TOLD,
            "趁领导在场，我斗胆提两个请求。请公司给车队添一名调度，再就是加油站离车场太远，盼着早点挪近些。",
            (ADVICE,),
        ),
        (
            TOLD,
            "最后厚着脸皮说两件要帮忙的事。一是恳请总部把退役的拖车调一台给我们；二是请后勤处看看宿舍的暖气。",
            (ADVICE,),
        ),
        (
            TOLD,
            "借这个机会也想求上面两件事。能不能再给我们拨两台新车？能不能让司机的加班费按月发？",
            (ADVICE,),
        ),
        (TOLD, "还有两句话想说给公司听：司机的体检能不能一年两次？车库的灯能不能换亮一点？", (ADVICE,)),
        (TOLD, "公司给我们派了三件活：运粮、运煤、运学生，全部按时跑完，共出车860趟。", (WORK,)),
        (AMONG_WORK, "领导提了两个要求，我们逐条落实，新建台账12本。", (WORK,)),
        (AMONG_WORK, "向上级提出请求4项，落实资金260万元。", (WORK,)),
        (AMONG_WORK, "给自己定了三条规矩以后，全站12个月没有发生一起事故。", (WORK,)),
        (AMONG_WORK, "对群众“能不能再快一点”的要求，我们把办理时限由7天压缩到2天，办件1260件。", (WORK,)),
    ],
)
def test_what_is_told_in_the_first_person_has_types_of_its_own(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            SPEECH,
            "从外部看，两家同行年底投产，订单被分走三成；新国标明年三月实行，老产品一夜之间就不能卖了。再看需求，高铁开通带来上百万游客，机会和考验都摆在眼前。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "往外看，原料一年涨了四成，海运说断就断。往里看订单，三家大客户转向东南亚，饭碗不是谁家的铁饭碗。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "眼下的有利条件是，高速六月通车，产业园落户邻镇；不利之处在于，年轻人进城的多，地租一年高过一年。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "综合判断，明年客流总体平稳，初步预计增长百分之三到五，但节假日过后会有明显回落。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "看外头，新政策鼓励以旧换新，市场还有一块蛋糕；同时电商直播把价格打到了地板上，机遇和压力一起来了。",
            (SITUATION,),
        ),
        (SPEECH, "有利的是利率下行、需求回暖，不利的是同质化竞争越来越凶、账期越拉越长。", (SITUATION,)),
        (
            SPEECH,
            "从大环境看，人口连年减少，新生入园数一年比一年低，幼儿园抢生源已经抢到了家门口。",
            (SITUATION,),
        ),
        (
            UNDER_WORK,
            "全站现有职工168人，管网312公里，日供水能力4万吨。眼下的有利条件是，新水厂明年投产，管网改造列入省里盘子；不利之处在于，上游来水连年减少，水价三年没有动过。",
            (
                WORK,
                SITUATION,
            ),
        ),
        (
            UNDER_WORK,
            "去年完成接待12万人次，收入860万元。从外部看，高铁通车在即，邻县又新开了两家景区，机会和挑战都摆在眼前。",
            (
                WORK,
                SITUATION,
            ),
        ),
        (
            UNDER_WORK,
            "全场存栏生猪2.3万头，出栏4.1万头，盈利260万元。综合各方面判断，明年猪价前低后高，饲料价格仍会高位运行，初步预计行业整体微利。",
            (
                WORK,
                SITUATION,
            ),
        ),
        (UNDER_WORK, "从外部引进技术人员6名，培训职工120人次。", (WORK,)),
        (UNDER_WORK, "利用有利条件，抢抓晴好天气，完成栽植1.2万亩。", (WORK,)),
        (UNDER_WORK, "综合判断水质数据，及时调整加药量36次，出厂水合格率100%。", (WORK,)),
        (UNDER_WORK, "预计投资260万元的泵站已经建成，日供水1.2万吨。", (WORK,)),
        (UNDER_WORK, "从外观看，新泵房整洁明亮，接待参观26批次。", (WORK,)),
        (UNDER_WORK, "克服不利条件，冒雨抢修漏点16处，四小时恢复供水。", (WORK,)),
        (UNDER_WORK, "给职工创造学习的机会，组织考试4次，120人取得证书。", (WORK,)),
    ],
)
def test_how_the_world_stands_is_told_apart_from_the_work(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            SELF_CHECK,
            "最后，对镇党委班子提一点意见：会开得太多，表填得太碎，建议每周留两天不开会。",
            (ADVICE,),
        ),
        (SELF_CHECK, "对局班子，我也提两条意见：下基层少了些，建议每位班子成员联系一个站所。", (ADVICE,)),
        (SELF_CHECK, "借此机会，给党组提点建议：干部轮岗太勤，建议一个岗位至少干满三年。", (ADVICE,)),
        (
            SELF_CHECK,
            "同时，向班子提三条意见：一是考核太细，二是培训太少，三是加班太多，建议逐项研究解决。",
            (ADVICE,),
        ),
        (SELF_CHECK, "给领导班子提个醒：年轻干部上手慢，建议实行师徒结对。", (ADVICE,)),
        (SPEECH_END, "再过十天就是春节，给大家拜个早年，祝各位阖家团圆！", (OTHER,)),
        (SPEECH_END, "马上就要过年了，我代表公司给全体职工和家属拜年，谢谢大家！", (OTHER,)),
        (SPEECH_END, "快过年了，借这个机会提前给大家拜年，祝大家新春快乐、万事如意！", (OTHER,)),
        (SPEECH_END, "元宵节就要到了，祝大家节日愉快，谢谢各位。", (OTHER,)),
        (SPEECH_END, "最后，给在座的各位和一线的同志们拜个早年！", (OTHER,)),
        (SPEECH_END, "欢迎大家有空到我们车间走一走、坐一坐，多给我们提意见。谢谢！", (OTHER,)),
        (SPEECH_END, "欢迎各位领导和兄弟单位到我们那里看一看，帮我们出出主意。谢谢大家！", (OTHER,)),
        (SPEECH_END, "春节前要把拖欠的工资全部发完，一户不漏。", (PLANS,)),
        (SPEECH_END, "节日期间要安排好值班，让大家过一个安心年。", (PLANS,)),
        (SPEECH_END, "要欢迎大家提意见，每月办一次职工接待日。", (PLANS,)),
        (TOLD, "请公司放心，这个车队我一定带好，再苦也不撂挑子。", (PLANS,)),
        (TOLD, "请各位放心，明年我会把车一台一台修好，不让一台病车上路。", (PLANS,)),
        (AMONG_WORK, "全年完成产值3.6亿元，增长8.2%；出口1200万元，下降3.1%；纳税860万元，增长2%。", (WORK,)),
        (AMONG_WORK, "三季度到港集装箱12万只，同比下降2.4%；散货36万吨，同比增长5.1%。", (WORK,)),
        (
            AMONG_WORK,
            "原煤涨价两成，运费涨了一成半，产品价格却跌了12%，利润两头挤，全年亏损310万元。",
            (PROBLEMS,),
        ),
        (
            AMONG_WORK,
            "饲料贵了，鸡蛋便宜了，每斤赔两毛钱，养殖户的利润被两头挤压，三成鸡舍空着。",
            (PROBLEMS,),
        ),
        (AMONG_WORK, "用电成本上涨18%，人工上涨9%，毛利率由21%掉到12%，赚的还不够还利息。", (PROBLEMS,)),
    ],
)
def test_requests_wishes_and_figures_in_their_places(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)
