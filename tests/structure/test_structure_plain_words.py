import pytest
from structure_places import (
    ADVICE,
    AMONG_WORK,
    CAUSES,
    OPENED,
    OPENING,
    OTHER,
    PLANS,
    PROBLEMS,
    RECTIFIED,
    SELF_CHECK,
    SITUATION,
    SPEECH,
    SPEECH_END,
    TOLD,
    UNDER_PROBLEMS,
    UNDER_WORK,
    WORK,
    types_of,
)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            UNDER_WORK,
            "全年放映电影216场，送戏下乡38场，观众4.6万人次。美中稍欠的是，年轻观众不足一成，台下坐的多半是白头发。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "茶园改造完成860亩，换种新苗42万株，鲜叶价格由每斤12元涨到16元。可惜采茶工难找，春茶有三成老在了树上。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "新建标准厂房3.2万平方米，签约企业14家，已投产9家。余下的5家，有的在等环评，有的老板换了主意，厂房空了大半年。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "组织技能比武6场，312人参加，47人晋级。但拿得出手的高级技师全厂还是那几张老面孔，五年里没有添一个。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "公交线路由18条增加到24条，日均客流9.2万人次。遗憾的是夜班车始终没有开起来，晚上九点以后城东等于断了线。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "图书馆全年进馆31万人次，借书46万册。只是乡镇分馆门可罗雀，有两家一年借出去的书不到一百本。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "三项改革同时推开，薪酬改革落地，机构由21个并成14个。人员分流这一步卡住了，47名富余人员至今没有去处。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (
            UNDER_WORK,
            "办结信访件213件，化解积案9件。老城拆迁的那一件，前后换了三任包案领导，还是没有谈下来。",
            (
                WORK,
                PROBLEMS,
            ),
        ),
        (UNDER_WORK, "组织技能比武6场，312人参加，没有一个人临阵退缩，47人晋级。", (WORK,)),
        (UNDER_WORK, "门诊量增长9%，平均住院日降到7.2天，比同级医院短了1.6天。", (WORK,)),
        (UNDER_WORK, "有人说夜班车开不起来，我们偏要试一试，九月通车，三个月运客2.1万人次。", (WORK,)),
        (UNDER_WORK, "厂房空了大半年的那五家，今年全部投产，新增就业420人。", (WORK,)),
        (UNDER_WORK, "刚接手时借书的人寥寥无几，如今一年借出46万册。", (WORK,)),
        (UNDER_WORK, "可喜的是年轻观众多了，三成的座位坐的是学生，全年放映216场。", (WORK,)),
        (UNDER_WORK, "差错率万分之零点三，比全行平均水平低一半，全年无一笔赔付。", (WORK,)),
        (
            UNDER_PROBLEMS,
            "办公区的灯整夜亮着，空调开着没人关，一年电费多花了六万。说一千道一万，还是我这个当家人没有把过日子的账算细。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "三个班组互不通气，图纸改了版没人通知，白白报废了两批零件。病出在流程上，设计、工艺、车间三张皮，谁也不替谁操心。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "大厅排队时间最长到了两个小时，老人没有座位。追根究底，是窗口开少了，高峰期还按平时排班。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "对下属的小毛病睁一只眼闭一只眼，结果小错拖成了大错。我之所以拉不下脸，是怕得罪人、怕丢选票。",
            (
                PROBLEMS,
                CAUSES,
            ),
        ),
        (
            UNDER_PROBLEMS,
            "档案室半年没有整理，查一份合同翻了三天。幸亏新来的小陈肯下功夫，用四十天把两万份卷宗重新编了号。",
            (
                PROBLEMS,
                WORK,
            ),
        ),
    ],
)
def test_what_a_paragraph_ends_with_counts_in_plain_words(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (RECTIFIED, "巡察组认为：项目前期论证不充分，两个项目开工后又停工，浪费资金120万元。", (PROBLEMS,)),
        (RECTIFIED, "问题表现：党费收缴不及时，有的支部半年才收一次，有的用现金代收。", (PROBLEMS,)),
        (RECTIFIED, "存在问题：下属单位违规发放补贴，名目多达七种。", (PROBLEMS,)),
        (RECTIFIED, "反馈问题：领导班子谈心谈话流于形式，记录互相抄。", (PROBLEMS,)),
        (RECTIFIED, "整改措施及成效：清理补贴七种，退回资金43万元；出台发放办法一项。", (WORK,)),
        (RECTIFIED, "整改进展：已约谈支部书记9人，补缴党费1.2万元，建立按月提醒机制。", (WORK,)),
        (
            RECTIFIED,
            "整改结果：移交线索2条，立案1件，挽回损失26万元。剩余8万元当事人分期退还，预计明年六月全部到账。",
            (
                WORK,
                PLANS,
            ),
        ),
        (
            RECTIFIED,
            "经了解，欠缴的原因是流动党员联系不上，支部又没有专人催收。现已逐人打通电话，补缴到位。",
            (
                CAUSES,
                WORK,
            ),
        ),
        (
            RECTIFIED,
            "经核实，此事起因是合同签订时没有约定工期，监理也没有签字。目前已补签协议，追回违约金6万元。",
            (
                CAUSES,
                WORK,
            ),
        ),
        (RECTIFIED, "针对反馈的问题，办公室第二天就把七种补贴全部停发，并在公示栏公开了清退名单。", (WORK,)),
    ],
)
def test_reports_on_rectification_say_what_was_found_and_done(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            OPENED,
            "各位父老，我当这个主任三年了。三年里干了些啥、欠了些啥，今儿个我给大伙儿交个实底。",
            (OPENING,),
        ),
        (OPENED, "受支部委托，我代表班子作对照检查。会前征求意见46条，谈心谈话31人次。", (OPENING,)),
        (
            OPENED,
            "这份材料我写了三遍，前两遍都撕了，因为尽是套话。第三遍我决定只写真事，写给组织看，也写给自己看。",
            (OPENING,),
        ),
        (OPENED, "又到年底交卷的时候了。一年来，有成绩也有教训，下面我分三部分说。", (OPENING,)),
        (OPENED, "根据安排，由我介绍一下我们村的做法，讲得不对的地方请大家指正。", (OPENING,)),
        (TOLD, "细想起来，这几件事的根都在我身上：心思全放在跑车上，人没有放在心上。", (CAUSES,)),
        (
            TOLD,
            "这是为什么？我反复问过自己。一是嘴懒，不肯多问一句；二是手懒，检查表签个名就算查过了。",
            (CAUSES,),
        ),
        (
            TOLD,
            "来年的活儿我心里有数：头三个月把车底盘全部做一遍防锈，五月前建起司机休息室，入冬前给每台车换雪地胎。",
            (PLANS,),
        ),
        (
            TOLD,
            "欠下的账总得还。开年第一个月，我先去那位司机家里看看；车况档案一车一本，三月底建齐。",
            (PLANS,),
        ),
        (TOLD, "我还有个心愿，盼公司能把车场的大门往东挪三十米，拐弯就不用倒三把了。", (ADVICE,)),
        (TOLD, "也请公司体谅车队的难处，油料定额能不能按山路算？修车的工时费能不能涨一点？", (ADVICE,)),
        (SELF_CHECK, "对上级党组，我想提一条建议：少发一些照抄照转的文件，多给基层一些自主权。", (ADVICE,)),
        (
            AMONG_WORK,
            "布价涨了一成二，工钱涨了一成，出口单价反倒降了，一件衬衫只赚七毛钱，工厂接单越多亏得越多。",
            (PROBLEMS,),
        ),
        (
            AMONG_WORK,
            "全年销售白酒2600吨，同比下降4.2%；啤酒1.8万吨，同比增长6%；黄酒900吨，与上年持平。",
            (WORK,),
        ),
        (SPEECH_END, "我的话讲完了，祝大家工作顺利、阖家幸福！", (OTHER,)),
        (SPEECH_END, "最后，祝大家元旦快乐，身体健康，家庭和睦！", (OTHER,)),
    ],
)
def test_one_who_speaks_for_himself_opens_blames_and_asks(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    ("page", "paragraph", "types"),
    [
        (
            SPEECH,
            "先看外面。贷款利率一降再降，优质客户成了香饽饽，五家银行抢一个项目；理财产品打破刚兑，储户的钱袋子越捂越紧。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "明年是个什么年景？我看有三喜两忧。喜的是高铁要通、园区要扩、补贴要加；忧的是招工更难、地价更贵。",
            (SITUATION,),
        ),
        (SPEECH, "市场这碗饭越来越不好吃了。同行在降价，平台在抽成，客人拿着手机货比三家。", (SITUATION,)),
        (
            SPEECH,
            "形势不等人。邻县的三个园区已经封顶，省里的专项债年底截止申报，错过这一班车就要再等三年。",
            (SITUATION,),
        ),
        (
            SPEECH,
            "机遇摆在那里：国家把养老列入重点，县里六十岁以上老人占到两成三，护理需求一年比一年旺。",
            (SITUATION,),
        ),
        (UNDER_WORK, "看外面的世界，长自己的本事，组织员工外出学习12批。", (WORK,)),
        (UNDER_WORK, "面对不等人的工期，三班倒连轴转，提前十天封顶。", (WORK,)),
    ],
)
def test_the_time_is_told_in_pictures(page, paragraph, types):
    assert types_of(page, paragraph) == set(types)


@pytest.mark.parametrize(
    "paragraph",
    [
        "六月份起车队换了新制度，半年出车1.2万趟，准点率98%。",
        "七月份换了调度员，三个月跑了四百六十趟，接送学生1200人次，没有误过一次点。",
        "到了秋天，我们又添了六台新车，开通两条支线，累计运客3.6万人次。",
    ],
)
def test_what_was_done_after_the_problems_is_no_plan(paragraph):
    assert types_of(TOLD, paragraph) == {WORK}


@pytest.mark.parametrize(
    "paragraph",
    [
        "新学年，我给自己派了三件活：把车库的暖气换掉，钱已经谈妥了；请老师傅带一带新来的四个人；把欠下的体检补上。",
        "明年，我也给自己定了两条：一条是每天查一遍车，一条是每月谈一次心。",
        "趁今天各位领导都在，我也厚着脸皮提两个要求。请公司给我们配一名专职的调度；再就是山路拐弯处没有护栏，恳请早些来看一看。",
    ],
)
def test_what_one_sets_oneself_and_asks_for_is_no_problem(paragraph):
    assert types_of(TOLD, paragraph) == {ADVICE if paragraph.startswith("趁") else PLANS}


@pytest.mark.parametrize(
    ("paragraph", "types"),
    [
        (
            "我们已经退掉了那批面粉，换了供货商，也请师傅修好了排烟罩。接下来学校要做三件事：一是请家长轮流陪餐；二是下学期收回自营；三是后厨装上摄像头，画面接到校门口。",
            {WORK, PLANS},
        ),
        (
            "破损的护栏已经全部换了，责任人也调离了岗位。下一步，我们将每周巡查一次，雨天加巡；六月底前给三处急弯装上反光镜；年内把十一公里老路面重新铺一遍。",
            {WORK, PLANS},
        ),
        (
            "漏雨的屋顶已请人补好了，泡坏的书架搬了出来。今后，我们将每季度检查一次屋面，汛期前清理天沟，把贵重的书移到二楼，并为书库装上湿度计和除湿机。",
            {WORK, PLANS},
        ),
        (
            "经过大家努力，我们已经取得了一些成绩。下一步，我们将每周巡查一次，雨天加巡；六月底前给三处急弯装上反光镜；年内把十一公里老路面重新铺一遍。",
            {PLANS},
        ),
        (
            "总的来看，各项工作已经走上了正轨。下一步，我们将每周巡查一次，雨天加巡；六月底前给三处急弯装上反光镜；年内把十一公里老路面重新铺一遍。",
            {PLANS},
        ),
        (
            "思想上已经统一了认识，进展总体良好。今后，我们将每季度检查一次屋面，汛期前清理天沟，把贵重的书移到二楼，并为书库装上湿度计和除湿机。",
            {PLANS},
        ),
    ],
)
def test_what_was_done_at_once_counts_before_the_plans_and_praise_does_not(paragraph, types):
    assert types_of(AMONG_WORK, paragraph) == types
