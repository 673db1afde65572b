"""What queries mean: one table a rule of the language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archive.query import And, Field, Node, Not, Or, Phrase, Prefix, Term, YearRange, Years, parse

A, B, C = Term("舆情"), Term("疫情"), Term("处置")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("舆情", A),
        ("  舆情  ", A),
        ("舆情 疫情", And((A, B))),
        ("舆情\u3000疫情", And((A, B))),
        ("舆情\n\t疫情\ufeff", And((A, B))),
        ("舆情 AND 疫情", And((A, B))),
        ("舆情 & 疫情", And((A, B))),
        ("舆情&疫情", And((A, B))),
        ("舆情 ＆＆ 疫情", And((A, B))),
        ("舆情 与 疫情", And((A, B))),
        ("+舆情 +疫情", And((A, B))),
        ("舆情 + 疫情", And((A, B))),
        ("＋舆情 ＡＮＤ ＋疫情", And((A, B))),
        ("舆情 OR 疫情", Or((A, B))),
        ("舆情|疫情", Or((A, B))),
        ("舆情 || 疫情", Or((A, B))),
        ("舆情｜疫情", Or((A, B))),
        ("舆情 或 疫情", Or((A, B))),
        ("舆情 ＯＲ 疫情", Or((A, B))),
        ("舆情 NOT 疫情", And((A, Not(B)))),
        ("舆情 AND NOT 疫情", And((A, Not(B)))),
        ("舆情 非 疫情", And((A, Not(B)))),
        ("非 疫情", Not(B)),
        ("舆情 -疫情", And((A, Not(B)))),
        ("舆情 －疫情", And((A, Not(B)))),
        ("-疫情", Not(B)),
        ("--疫情", Not(Not(B))),
        ("+-疫情", Not(B)),
        ("-(舆情 疫情)", Not(And((A, B)))),
        ("(舆情)-疫情", And((A, Not(B)))),
    ],
)
def test_operators_join_words_in_every_spelling(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("舆情 OR 疫情 处置", Or((A, And((B, C))))),
        ("舆情 疫情 OR 处置", Or((And((A, B)), C))),
        ("(舆情 OR 疫情) 处置", And((Or((A, B)), C))),
        ("（舆情｜疫情）处置", And((Or((A, B)), C))),
        ("((舆情 疫情)) 处置", And((A, B, C))),
        ("舆情 OR (疫情 OR 处置)", Or((A, B, C))),
        ("-舆情 疫情", And((Not(A), B))),
        ("NOT 舆情 OR 疫情", Or((Not(A), B))),
        ("舆情(疫情)", And((A, B))),
    ],
)
def test_not_binds_before_and_before_or(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    "word",
    [
        "e-mail",
        "2020-01",
        "C++",
        "互联网+政务",
        "互联网+",
        "R&D",
        "Ｒ＆Ｄ",
        "http://a.cn/b?x=1&y=2#z",
        "比例3:1",
        "10:30",
        "责任单位:某局",
        "types:a",
        "党建/团建",
        "《条例》",
        "5*8小时",
        "*名",
        "××县",
        "20__年",
        "参与",
        "或者",
        "非常",
        "or",
        "And",
        "ORDER",
        "ＮＯＴＥ",
        "第①条",
        "𠮷林",
        "5.8%",
    ],
)
def test_signs_inside_a_word_belong_to_the_word(word: str) -> None:
    assert parse(word) == Term(word)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("与会 人员", And((Term("与会"), Term("人员")))),
        ("与 会", And((Phrase("与"), Term("会")))),
        ("舆情 或", And((A, Phrase("或")))),
        ("或", Phrase("或")),
        ("舆情 非", And((A, Phrase("非")))),
        ("（与 舆情）", And((Phrase("与"), A))),
    ],
)
def test_han_operators_that_join_nothing_are_text(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ('"意识形态 工作"', Phrase("意识形态 工作")),
        ("“意识形态”", Phrase("意识形态")),
        ("「意识形态」", Phrase("意识形态")),
        ("『意识形态』", Phrase("意识形态")),
        ("＂意识形态＂", Phrase("意识形态")),
        ('" 意识形态 "', Phrase("意识形态")),
        ('"推进“互联网+”行动"', Phrase("推进“互联网+”行动")),
        ("「甲『乙』丙」", Phrase("甲『乙』丙")),
        (r'"a\"b\\c\d"', Phrase(r'a"b\c\d')),
        ("“a\\”", Phrase("a\\")),
        ('"，"', Phrase("，")),
        ('"OR"', Phrase("OR")),
        ('网络"舆情"处置', And((Term("网络"), Phrase("舆情"), C))),
        ('舆情 -"疫情 防控"', And((A, Not(Phrase("疫情 防控"))))),
        ("-“疫情”", Not(Phrase("疫情"))),
    ],
)
def test_quotes_keep_their_text_as_it_stands(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("信息*", Prefix("信息")),
        ("信息＊", Prefix("信息")),
        ("信息**", Prefix("信息")),
        ("a*", Prefix("a")),
        ("-信息*", Not(Prefix("信息"))),
        ("OR*", Prefix("OR")),
        ("与*", Prefix("与")),
    ],
)
def test_an_asterisk_behind_a_word_makes_a_prefix(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("舆情 —— 疫情", And((A, B))),
        ("舆情 - 疫情", And((A, B))),
        ("舆情 , 疫情 。", And((A, B))),
        ("舆情 * 疫情", And((A, B))),
        ("__ 舆情", A),
        ("舆情 OR … 疫情", Or((A, B))),
    ],
)
def test_words_of_punctuation_alone_are_passed_over(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "name", "values"),
    [
        ("type:存在问题", "type", ("存在问题",)),
        ("类型：存在问题", "type", ("存在问题",)),
        ("ＴＹＰＥ：存在问题", "type", ("存在问题",)),
        ("type:存在問題，下一步打算、意見建議", "type", ("存在问题", "下一步打算", "意见建议")),
        ("type: 存在问题, 工作情况", "type", ("存在问题", "工作情况")),
        ("doc:總結,述職,調研", "doc", ("总结", "述职", "调研")),
        ("doc-type:汇报", "doc", ("汇报",)),
        ("文種:計劃", "doc", ("计划",)),
        ("unit:某局", "unit", ("某局",)),
        ("单位:某局", "unit", ("某局",)),
        ('title:"网络 舆情",工作', "title", ("网络 舆情", "工作")),
        ("标题：“某某工作总结”", "title", ("某某工作总结",)),
        ("period:上半年", "period", ("上半年",)),
        ("file:a-b/c*.txt", "file", ("a-b/c*.txt",)),
        ("ID:3f2a", "id", ("3f2a",)),
        ("title:a,", "title", ("a",)),
    ],
)
def test_fields_take_one_value_or_several(query: str, name: str, values: tuple[str, ...]) -> None:
    assert parse(query) == Field(name, values)


@pytest.mark.parametrize(
    ("query", "ranges"),
    [
        ("year:2020", [(2020, 2020)]),
        ("year:2020年", [(2020, 2020)]),
        ("year:2019..2021", [(2019, 2021)]),
        ("year:2019-2021", [(2019, 2021)]),
        ("year:2019至2021", [(2019, 2021)]),
        ("年份：２０１９～２０２１", [(2019, 2021)]),
        ("year:2019…2021", [(2019, 2021)]),
        ("year:2019..", [(2019, None)]),
        ("year:..2021", [(None, 2021)]),
        ("year:2015,2019..2021", [(2015, 2015), (2019, 2021)]),
    ],
)
def test_years_are_ranges(query: str, ranges: list[tuple[int | None, int | None]]) -> None:
    assert parse(query) == Years(tuple(YearRange(*ends) for ends in ranges))


def test_fields_take_part_in_logic_like_words() -> None:
    tree = parse("(舆情 OR 疫情) -type:导语 year:2020")
    years = Years((YearRange(2020, 2020),))
    assert tree == And((Or((A, B)), Not(Field("type", ("导语",))), years))


def test_the_usual_few_words_do_not_load_the_grammar() -> None:
    parsing = "from archive.query import parse; parse('舆情 “疫情” type:导语')"
    code = f"import sys; {parsing}; print('lark' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
