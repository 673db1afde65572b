"""The chain of cleaners as a whole: order, idempotence, nothing lost, and time."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.clean import BLOCKWISE, CLEANERS, clean
from archive.config import Settings
from archive.parsed import Block, CleanText, Notice, SourceText
from archive.read import find_files, read_file
from archive.structure import understand

SETTINGS = Settings(home=Path(), index_dir=Path(), corpus_dir=Path())
CORPUS = Path(__file__).parents[2] / "corpus"
TONES = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")

LINES = st.sampled_from(
    [
        "当前位置：首页 > 总结 > 正文",
        "时间:2023-07-08 06:51:04 作者:清风",
        "縣水利局防汛工作總結",
        "網(wǎng)絡(luò)安全釘釘?shù)绕脚_(tái)",
        "實行日?qǐng)?bào)、0報告制度",
        "隨著形勢發展，我們(men)著力推進",
        "今年以来，__县共排查*处，20__年完成202x年任务",
        "三、",
        "下一步工作打算",
        "（一）加强领导　　张三　李四",
        "以下是小编为大家整理的总结，供大家参考。",
        "，并及时上报",
        "根据《关于加强",
        "河道管理的通知》要求",
        "\u200b\ufeff",
        "　　⼯作总&nbsp;结  ",
        "****",
        "二○二三年X光机5×3台",
        "心得体会。",
        "成员共撰写。",
        "上一篇：水利局例会",
        "历史上的今天",
        "水利局2021年工作总结",
        "登录",
        "青石水利网",
        "水利局工作总结 篇一",
        "水是生命之源，治水关系千家万户。",
        "",
    ]
)
TEXTS = st.lists(
    st.one_of(LINES, st.text(st.sampled_from("工作县，。、（）()*_x×○2年一 　?aāi網路"), max_size=25)),
    max_size=10,
)


def source(lines: list[str], warnings: tuple[Notice, ...] = ()) -> SourceText:
    blocks = tuple(Block(line, (n, n)) for n, line in enumerate(lines, 1) if line.strip())
    return SourceText("a.txt", "0" * 32, "utf-8", "text/plain", blocks, warnings)


def test_each_stage_prepares_the_next() -> None:
    notice = Notice("reader", 1, "from the reader")
    text = clean(
        source(
            [
                "縣水利局防汛工作總結",
                "时间:2023-07-08 06:51:04 作者:清风",
                "三、",
                "",
                "下步　⼯作打算",
                "依托QQ、微信、釘釘?shù)绕脚_(tái)，xx縣落實20__年責(zé)任",
            ],
            (notice,),
        ),
        SETTINGS,
    )
    assert [(block.text, block.lines) for block in text.blocks] == [
        ("县水利局防汛工作总结", (1, 1)),
        ("三、下步 工作打算", (3, 5)),
        ("依托QQ、微信、钉钉等平台，××县落实20××年责任", (6, 6)),
    ]
    assert [(removed.line, removed.reason) for removed in text.removed] == [(2, "page-bar")]
    assert text.warnings == (notice,)


@example(["2222x一 2_2_2_?222222222_，"])
@example(["_22222222222222_2_2_，一 2_"])
@example(["当前位置：首页 > 总结 > 正文", "登录", "水是生命之源，治水关系千家万户。", "水利局2021年工作总结"])
@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(lines: list[str]) -> None:
    once = clean(source(lines), SETTINGS)
    again = clean(SourceText("a.txt", "0", None, "text/plain", once.blocks, once.warnings), SETTINGS)
    assert (again.blocks, again.warnings, again.removed) == (once.blocks, once.warnings, ())


@given(TEXTS)
def test_each_cleaner_alone_is_idempotent(lines: list[str]) -> None:
    text = CleanText(source(lines).blocks)
    for cleaner in CLEANERS:
        text = cleaner(text, SETTINGS)
        assert cleaner(text, SETTINGS) == text


@given(st.lists(LINES, max_size=8))
def test_a_block_is_cleaned_as_it_is_by_itself(lines: list[str]) -> None:
    """What a second round leaves out: cleaners of blocks find nothing new where nothing has changed."""
    blocks = tuple(Block(line, (number, number)) for number, line in enumerate(lines, 1) if line)
    for cleaner in BLOCKWISE:
        whole = cleaner(CleanText(blocks), SETTINGS)
        alone = [cleaner(CleanText((block,)), SETTINGS) for block in blocks]
        assert whole.blocks == tuple(block for text in alone for block in text.blocks)
        assert whole.removed == tuple(item for text in alone for item in text.removed)
        assert whole.warnings == tuple(item for text in alone for item in text.warnings)


@given(TEXTS)
def test_every_line_is_accounted_for_and_ranges_stay_in_order(lines: list[str]) -> None:
    read = source(lines)
    text = clean(read, SETTINGS)
    spans = [block.lines for block in text.blocks]
    assert all(first <= last for first, last in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {removed.line for removed in text.removed}
    covered = covered.union(*(range(first, last + 1) for first, last in spans))
    assert {block.lines[0] for block in read.blocks} <= covered


@pytest.mark.parametrize("path", list(find_files([CORPUS], SETTINGS)), ids=lambda path: path.stem[:3])
def test_the_corpus_comes_out_without_pinyin_masks_or_damage(path: Path) -> None:
    text = clean(read_file(path, SETTINGS), SETTINGS)
    joined = "\n".join(block.text for block in text.blocks)
    assert not TONES.search(joined)
    assert not re.search(r"[*_]|××[*_xX]|[\u4e00-\u9fff]xx", joined)
    assert not re.search(r"[一-鿿]\?[a-z]", joined)
    assert text.warnings == ()
    assert clean(SourceText("", "", None, "", text.blocks), SETTINGS).blocks == text.blocks


HOSTILE = [
    *("x", "*", "x_", "1_", "a.", "?shù)", "釘?shù)", "网(wǎng)", "(wǎng)", "一", "我 ", "我们 ", " ", "　"),
    *(
        "amp;",
        "&amp;",
        "<",
        "<b ",
        "《",
        "第1/",
        "a! ",
        "a b ",
        "小编",
        "下面小编为",
        "。",
        "20_",
        "**我",
        "_a",
    ),
    *("○一", "* ", "臺灣", "臺著", "(", "(zhuang", "1 2 ", "http://", "20-", "xx1", "□是", "3×", "，x", '"'),
    *("欢迎", "以下是为您", "首页>"),
    *(
        "“a",
        "”a?",
        '"a?',
        "E' ",
        "r7 ",
        "总结。",
        "总结_网",
        "打印 ",
        "作者:a ",
        "2023-01-01 ",
        "大 ",
        "[1] ",
        "网>a",
    ),
    *(
        "更多推荐",
        "下面小编整理",
        "[b]",
        "if(",
        "/*",
        "来源于网络",
        "第1页 ",
        "撰写。",
        "赞(1)",
        "dedecms",
        "-1-",
        "工作（更多资料请关注公众号下载）",
    ),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_line_takes_time_in_proportion_to_its_length(piece: str) -> None:
    line = "正文" + piece * (50_000 // len(piece)) + "！"
    start = time.process_time()
    clean(source([line]), SETTINGS)
    # Lines as short as a breadcrumb are compared with more rules than long ones.
    clean(source([(piece * 199)[:199] + "！"] * 20), SETTINGS)
    # Linear work on so many characters takes at most 0.15 s; anything quadratic takes half a minute.
    assert time.process_time() - start < 1.5


def test_a_megabyte_of_all_of_them_on_one_line_takes_seconds() -> None:
    share = 1_000_000 // len(HOSTILE)
    line = "".join(piece * (share // len(piece.encode())) for piece in HOSTILE)
    start = time.process_time()
    understand(clean(source([line]), SETTINGS), "0" * 32, SETTINGS)
    # Work in proportion takes some two seconds; anything quadratic takes an hour.
    assert time.process_time() - start < 20
