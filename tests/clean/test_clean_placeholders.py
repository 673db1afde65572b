"""Masks become one `××`; what only looks like a mask stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.clean import Cleaner
from archive.clean.placeholders import mark_placeholders
from archive.config import Settings
from archive.parsed import Block, CleanText

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())

MASKED = [
    ("##县####年引进项目#个，到位资金#.##亿元", "××县××年引进项目××个，到位资金××.××亿元"),
    ("20##年#-#月份", "20××年××-××月份"),
    ("〔…〕镇投资〔……〕万元", "××镇投资××万元"),
    ("在[...]村新建文化广场", "在××村新建文化广场"),
    ("人均收入X112元", "人均收入××112元"),
    ("技改项目投资X00万元", "技改项目投资××00万元"),
    ("20__年", "20××年"),
    ("202x年", "202×年"),
    ("20-年上半年", "20××年上半年"),
    ("20_—20_年", "20××—20××年"),
    ("〔20_〕43号", "〔20××〕43号"),
    ("中国**x网", "中国××网"),
    ("学_,", "学××,"),
    ("排名第_。", "排名第××。"),
    ("xx县", "××县"),
    ("___分", "××分"),
    ("第七组*名同志", "第七组××名同志"),
    ("x市x局", "××市××局"),
    ("云上**xapp", "云上××app"),
    ("二○二三年", "二〇二三年"),
    ("二O二O年", "二〇二〇年"),
    ("二○○八年", "二〇〇八年"),
    ("×××", "××"),
    ("学xx_台", "学××台"),
    ("活跃度xx_,", "活跃度××,"),
    ("中国**x网and云上**x”的", "中国××网and云上××”的"),
    ("党的__大和__届四中", "党的××大和××届四中"),
    ("20-全国两会", "20××全国两会"),
    ("达x%", "达××%"),
    ("2xx局", "2××局"),
    ("138****1234", "138××1234"),
    ("138xxxx1234", "138××1234"),
    ("（xx委办〔20xx〕xx号）", "（××委办〔20××〕××号）"),
    ("20xx-20xx学年", "20××-20××学年"),
    ("200x年", "200×年"),
    ("201*年", "201×年"),
    ("2***年", "2×××年"),
    ("xxxx年", "××年"),
    ("20xxx年", "20××年"),
    ("202_年5月", "202×年5月"),
    ("〔202x〕5号", "〔202×〕5号"),
    ("(202x)", "(202×)"),
    ("20__.5.6", "20××.5.6"),
    ("○○镇", "××镇"),
    ("张○○", "张××"),
    ("□□局", "××局"),
    ("**重点**：加强", "重点：加强"),
    ("大写**x,宣传**x良好", "大写××,宣传××良好"),
    ("，**县和**，", "，××县和××，"),
    ("展示****良好", "展示××良好"),
    ("Gxx高速", "G××高速"),
    ("第x轮", "第××轮"),
    ("“XX·难忘的记”xx童谣", "“××·难忘的记”××童谣"),
    ("副主任xx负责", "副主任××负责"),
    ("Ｘ县", "××县"),
    ("＊＊县＿＿局", "××县××局"),
    ("20—年", "20××年"),
    ("20--年", "20××年"),
    ("20-—20-年", "20××—20××年"),
    ("人均x.x万元", "人均××.××万元"),
    ("5.x%", "5.××%"),
    ("xx_区", "××区"),
    ("_区", "××区"),
    ("_月_日", "××月××日"),
    ("*月*日", "××月××日"),
    ("× × 县", "××县"),
    ("二○二三年十二月", "二〇二三年十二月"),
    ("一九九○年", "一九九〇年"),
    ("三○五医院", "三〇五医院"),
    ("xx〔2020〕x号", "××〔2020〕××号"),
    ("20xx年x月x日", "20××年××月××日"),
    ("1x人", "1××人"),
    ("3x加速", "3××加速"),
    ("拼音x", "拼音××"),
    ("《xx》", "《××》"),
    ("王*明", "王××明"),
    ("李某×", "李某××"),
    ("京A*****", "京A××"),
    ("中共×县委", "中共××县委"),
    ("*县*局", "××县××局"),
    ("（x）", "（××）"),
    ("永葆_员", "永葆××员"),
    ("“实力__”、“诚信__”", "“实力××”、“诚信××”"),
    ("第三方--xx日报", "第三方--××日报"),
    ("XX年", "××年"),
    ("20__年__月", "20××年××月"),
    ("20ⅹⅹ年", "20××年"),
    ("●●县", "××县"),
    ("（20__）", "（20××）"),
    ("20_0年", "20×0年"),
    ("至20__年底", "至20××年底"),
    ("xx-xx学年", "××-××学年"),
    ("某○某□同志", "某××某××同志"),
    ("赵××、钱×", "赵××、钱××"),
    ("x月x日至x月x日", "××月××日至××月××日"),
    ("ＸＸ省ＸＸ市", "××省××市"),
    ("＿＿年＿＿月", "××年××月"),
    ("20＿＿年", "20××年"),
    ("20ｘｘ年", "20××年"),
    ("到202_年底", "到202×年底"),
    ("202x—202x年", "202×—202×年"),
    ("19xx年", "19××年"),
    ("201x年度", "201×年度"),
    ("在20-学年", "在20××学年"),
    ("*%的村", "××%的村"),
    ("共*万元", "共××万元"),
    ("**市**局**科", "××市××局××科"),
    ("__同志", "××同志"),
    ("“**杯”竞赛", "“××杯”竞赛"),
    ("（___）", "（××）"),
    ("x个村x户x人", "××个村××户××人"),
    ("电话：0571-8888****", "电话：0571-8888××"),
    ("身份证5101************12", "身份证5101××12"),
    ("XXX同志任组长", "××同志任组长"),
    ("xxx、xxx任副组长", "××、××任副组长"),
    ("X线路", "××线路"),
    ("○○局主要做法", "××局主要做法"),
    ("二○一二至二○一五年", "二〇一二至二〇一五年"),
    ("一○一医院", "一〇一医院"),
    ("二○○○年", "二〇〇〇年"),
    ("**一、主要做法**", "一、主要做法"),
    ("__加强领导__，落实责任", "加强领导，落实责任"),
    ("xxapp上线", "××app上线"),
    ("__app上线", "××app上线"),
    ("××××", "××"),
]

KEPT = [
    "## 工作总结",
    "3#楼和#1机组使用C#编写",
    "发起#美丽乡村#话题",
    "依据〔2021〕4号文件和[1]号附件",
    "购置X3型设备",
    "QQ群",
    "app",
    "web2.0",
    "3×5",
    "X光",
    "X射线",
    "file_name",
    "5*8小时",
    "e-mail",
    "xlsx",
    "IXXA公司",
    "二〇二三年",
    "××",
    "1+X证书",
    "互联网+X",
    "□是 □否",
    "* 加强领导",
    "1920x1080",
    "10米×20米",
    "10 × 20",
    "长×宽×高",
    "ABC证",
    "iPhone X手机",
    "x86架构",
    "https://x.com/a_b",
    "xxx@163.com",
    "2018-2020年",
    "第20-二十一条",
    "图1_2",
    "v2.x版",
    "IMG_2020",
    "打×",
    "√或×",
    "得分×权重",
    "XXL号",
    "____",
    "****",
    "Max值",
    "fox公司",
    "f(x)",
    "y=x+1",
    "●加强领导",
    "24*7值守",
    "SpaceX公司",
    "×5",
    "20××年",
    "2O2X年",
    "20-21学年",
    "第20-25页",
    "10-20人",
    "20-30人",
    "A4纸、4G网络、5G基站",
    "VPN、MAX、Excel、Linux",
    "max、box、index、text、xml、xls",
    "my_file_x.txt",
    "report_2023_final.docx",
    "a_b_c",
    "2023_01_05",
    "example@xx.com",
    "www.xxx.gov.cn",
    "X线片",
    "x轴y轴",
    "x、y两个变量",
    "“N+X”模式",
    "“X+1”工程",
    "党建+x",
    "6×6米",
    "3*5=15",
    "120㎡×3",
    "单价×数量",
    "合格率×100%",
    "得分=实际完成数×权重",
    "对的打“√”错的打“×”",
    "*注：本表不含附属单位",
    "带*为必填项",
    "○ 加强组织领导",
    "●主要成效明显",
    "□有 □无",
    "三Ｏ一",
    "iPhone X",
    "Model X车型",
    "XXXL码",
    "XIX世纪",
    "×× ××",
    "* * *",
    "________",
]


@pytest.mark.parametrize(("line", "expected"), MASKED)
def test_a_mask_becomes_one_double_cross(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str
) -> None:
    assert cleaned(mark_placeholders, line) == expected


@pytest.mark.parametrize("line", [*KEPT, *(expected for _, expected in MASKED)])
def test_what_is_no_mask_and_what_is_done_stays(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    assert cleaned(mark_placeholders, line) == line


# These mean something else at the beginning of a line: bullets, boxes, rules.
ANYWHERE = [line for line in [*KEPT, *(masked for masked, _ in MASKED)] if line[0] not in "○●*□_="]


@pytest.mark.parametrize("line", ANYWHERE)
def test_a_mask_is_read_the_same_inside_a_sentence(cleaned: Callable[[Cleaner, str], str], line: str) -> None:
    alone = cleaned(mark_placeholders, line)
    assert cleaned(mark_placeholders, f"工作推进。{line}。成效明显") == f"工作推进。{alone}。成效明显"


def test_the_user_can_keep_more(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path,
        index_dir=tmp_path,
        corpus_dir=tmp_path,
        rules={"placeholders": {"keep": ["xx号机组"]}},
    )
    text = CleanText((Block("xx号机组和xx号楼", (1, 1)),))
    assert mark_placeholders(text, settings).blocks[0].text == "xx号机组和××号楼"


@given(st.text(st.sampled_from("县局年月一二○〇□×*_xX2019-—+=，。（） aQ"), max_size=30))
def test_marking_masks_again_changes_nothing(line: str) -> None:
    once = mark_placeholders(CleanText((Block(line, (1, 1)),)), SETTINGS)
    assert mark_placeholders(once, SETTINGS).blocks == once.blocks


@given(st.text(st.sampled_from("县局年月工作在2019，。*_○"), max_size=30))
def test_digits_and_words_beside_masks_stay(line: str) -> None:
    marked = mark_placeholders(CleanText((Block(line, (1, 1)),)), SETTINGS).blocks[0].text
    assert [c for c in marked if c not in "×*_○"] == [c for c in line if c not in "*_○"]


def test_a_stressed_label_at_the_beginning_of_an_item_is_no_mask(
    cleaned: Callable[[Cleaner, str], str],
) -> None:
    assert cleaned(mark_placeholders, "1. **分级管理**:建立台账") == "1. 分级管理:建立台账"
