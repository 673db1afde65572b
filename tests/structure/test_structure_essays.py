"""Essays, speeches, surveys and letters of experience: prose that reasons rather than reports."""

import pytest
from structure_pages import only, typed

WORK, PROBLEMS, CAUSES, PLANS = "工作情况", "存在问题", "原因分析", "下一步打算"
OPENING, OTHER, LESSONS, SITUATION, ADVICE = "导语", "其他", "经验体会", "形势分析", "意见建议"

REASONING = (
    "随着人口老龄化的加深，社区养老正在成为一种必然的趋势。所谓社区养老，不仅是照料，而且是一种生活方式，"
    "只有老人愿意走出家门，才能使得服务真正抵达，因此环境往往比设施重要，可以说这是它的本质之一。"
)
ESSAY = "\n".join(
    [
        "关于社区养老的思考报告",
        "本文从需求出发，试图分析社区养老的规律，共分三个部分。",
        *[REASONING] * 8,
        "不可否认，当前社区养老还没有完全摆脱重硬件、轻服务的惯性，护理人员短缺，收费标准难以统一。",
        "为此，课题组提出以下对策建议。",
        "社区应当成为资源的枢纽。凡是能够共享的场地，都可以向老人开放。",
        "随着技术的发展，远程照护正在普及，这为居家老人带来便利。",
        "（三）培育专业队伍",
        "护理学校是人才的摇篮，专业设置取决于市场的需要。",
    ]
)
SPEECH = """在全县秋冬季森林防火工作会议上的讲话
同志们：
这次会议的主要任务是分析形势，部署秋冬季防火工作。下面，我讲三点意见。
一、提高认识，绷紧防火这根弦
去年以来，全县发生森林火情7起，过火面积同比下降62%，成绩值得肯定。
必须看到，入秋以来降水偏少四成，可燃物大量堆积，防火形势十分严峻。
个别乡镇思想麻痹，护林员巡护走过场，这些问题必须引起高度重视。
二、突出重点，把住关键环节
要管住火源。清明、冬至等节点要设卡检查，严禁火种进山。
三、落实责任，确保万无一失
各乡镇主要负责同志是第一责任人，要亲自研究、亲自督促。
让我们行动起来，为守护绿水青山作出新的更大贡献！
最后，祝大家工作顺利。"""
SURVEY = """关于小微企业融资情况的调研报告
区工商联走访了62家企业，现将有关情况报告如下。
一、融资现状
全区现有小微企业8600户，贷款余额118亿元，较年初增长14%。
二、融资难的主要表现
一是门槛高。银行普遍要求不动产抵押。
三、融资难的原因
银行方面，尽职免责机制没有落地，客户经理惜贷。
四、破解融资难的几点思考
（一）搭建平台。整合税务、社保、水电等数据。"""
TRAINING = """赴外地学习招商工作心得体会
今年五月，我跟随组织部赴外地参加了为期十天的学习。当地人敢为人先的精神令人难忘。
这次学习让我明白，招商不能光靠优惠政策，更要靠优质服务。
对比先进，我们的差距是全方位的：产业配套不完善，干部专业能力不强。
回去以后，我要把学到的经验用到工作中，主动走出去敲门招商。"""
REQUEST = """西坪村人居环境整治工作汇报
近年来，我村以“五清一改”为抓手推进整治，现汇报如下：
组织党员义务劳动26次，清运陈年垃圾180吨，拆除残垣断壁43处。
主要困难：污水管网还没有接入，后续管护资金没有着落。
恳请县镇两级在管网建设上给予倾斜支持。
下步，我们要巩固成果，发展庭院经济。"""


def test_an_essay_sets_its_frame_reasons_and_advises_to_its_end():
    types = [found for _, found in typed(only(ESSAY))]
    assert types == [OPENING, *[SITUATION] * 8, PROBLEMS, *[ADVICE] * 4]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (SPEECH, [OTHER, OPENING, WORK, SITUATION, PROBLEMS, PLANS, PLANS, PLANS, OTHER]),
        (SURVEY, [OPENING, WORK, PROBLEMS, CAUSES, ADVICE]),
        (TRAINING, [OPENING, LESSONS, PROBLEMS, PLANS]),
        (REQUEST, [OPENING, WORK, PROBLEMS, ADVICE, PLANS]),
    ],
)
def test_prose_of_other_kinds(text, types):
    assert [found for _, found in typed(only(text))] == types
