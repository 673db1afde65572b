"""What pages from elsewhere have around and inside their reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from archive.clean import Cleaner
from archive.clean.boilerplate import remove_boilerplate
from archive.clean.lines import join_lines
from archive.clean.pinyin import remove_pinyin
from archive.clean.whitespace import clean_whitespace
from archive.parsed import CleanText

Run = Callable[[Cleaner, Sequence[str]], CleanText]
REPORT = "今年以来，我局认真落实防汛责任制，排查隐患点三十处。"


@pytest.mark.parametrize(
    "line",
    [
        "【2023年工会工作总结(精选4篇)】相关文章：",
        "企业工会年终总结03-21 工会个人总结11-08 工会半年工作总结07-15",
        "1.学校安全工作总结 2.医院护理工作总结 3.公司财务工作总结",
        "★招商引资工作汇报 ★招商局长表态发言 ★招商推介会主持词",
        "工作总结 发布时间：2020-01-16 点击：",
        "[ 本帖最后由 清风 于 2022-12-30 16:05 编辑 ]",
        "分享 收藏 支持 反对 | 使用道具 举报",
        "回复 高级模式 B Color Image Link Quote Code Smilies 您需要登录后才可以回帖 登录 | 立即注册",
        "阅读(1234) 评论(0) 收藏",
        "本站部分内容来自网络，如侵犯您的权益，请联系我们删除。",
        "本文为word格式，下载后可任意编辑修改。",
        "(function() { var hm = document.createElement(“script”); })();",
        "（本文由会员【清风】上传，转载请注明出处）",
        "以上就是残联工作计划范文(汇总3篇)的全部内容了，更多精彩请关注工作计划栏目。",
        "时间就如白驹过隙般流逝，我们又迈入新的阶段，让我们一起来学习写计划吧。计划怎么写才合适呢？以下是小编整理的工作计划，欢迎大家借鉴。",
    ],
)
def test_what_a_site_wrote_goes_and_is_listed(run: Run, line: str) -> None:
    text = run(remove_boilerplate, [*[REPORT] * 14, line])
    assert [block.text for block in text.blocks] == [REPORT] * 14
    assert text.removed


@pytest.mark.parametrize(
    "line",
    [
        "来源广泛、渠道多样，是今年工作的一大特点",
        "下载量突破3万次，居全省前列。",
        "建立微信公众号：“平安某某”，粉丝达3万人",
        "一是推荐优秀企业参展12家。",
        "登录平台的企业达到320家",
        "（县水利局 2023年12月）",
        "审核：凡是上报材料一律经分管领导审核。",
        "我们认真学习文件精神，让我们的工作更有方向。",
    ],
)
def test_what_a_report_says_in_such_words_stays(run: Run, line: str) -> None:
    text = run(remove_boilerplate, [REPORT, line])
    assert [block.text for block in text.blocks] == [REPORT, line]


def test_pinyin_without_tone_marks_goes_where_the_page_has_much_of_it(run: Run) -> None:
    line = "学(xue)习收获(huo)对照检(jian)查(cha)，旅(lv)途平台(app)。"
    assert run(remove_pinyin, [line]).blocks[0].text == "学习收获对照检查，旅途平台(app)。"


def test_a_single_word_in_brackets_is_no_pinyin(run: Run) -> None:
    assert run(remove_pinyin, ["银行(hang)与平台(tai)"]).blocks[0].text == "银行(hang)与平台(tai)"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2 0 2 3 年 工 作 总 结", "2023年工作总结"),
        ("述 职 报 告", "述职报告"),
        ("(三)强化网络安全，着力守好安全防线 掌握工作领导权和主动权，必须加强管理。", None),
    ],
)
def test_letter_spaced_titles_close_and_headings_keep_their_blank(
    cleaned: Callable[[Cleaner, str], str], line: str, expected: str | None
) -> None:
    assert cleaned(clean_whitespace, line) == (expected or line)


def test_a_heading_broken_after_a_comma_is_one_line(run: Run) -> None:
    blocks = run(join_lines, ["一、回头看，", "", "去年的仗打得不容易", "", REPORT]).blocks
    assert [block.text for block in blocks] == ["一、回头看，去年的仗打得不容易", REPORT]


def test_a_line_is_full_where_the_number_behind_it_could_not_be_divided(run: Run) -> None:
    lines = [
        "水稻完全成本保险自去年全面铺开，亩均保额由每亩四百元提高",
        "到一千元，农户每亩自缴只有十二元，近三年来累计收取保费达到",
        "1060万元，支付赔款8740万元，受益农户五万三千户次，去年七月的",
        "洪灾之后保险公司一次就向受灾的种粮大户们足额赔付",
        "12160.5万元，不少大户靠这笔钱补种了秋玉米，保住了全年的收",
        "成，也稳住了来年继续扩大种植规模的信心和决心，反响很好。",
    ]
    assert len(run(join_lines, lines).blocks) == 1
