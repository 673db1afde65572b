import pytest
from structure_pages import rules

from archive.structure.lexicon import heading_types, is_measures


@pytest.mark.parametrize(
    ("heading", "types"),
    [
        ("上半年工作情况", "工作情况"),
        ("主要做法", "工作情况"),
        ("取得的成效", "工作情况"),
        ("履职情况", "工作情况"),
        ("基本情况", "工作情况"),
        ("工作亮点", "工作情况"),
        ("问题整改情况", "工作情况"),
        ("工作计划完成情况", "工作情况"),
        ("存在的问题", "存在问题"),
        ("不足之处", "存在问题"),
        ("薄弱环节", "存在问题"),
        ("存在的风险和隐患", "存在问题"),
        ("困难和挑战", "存在问题"),
        ("党建工作方面存在的问题", "存在问题"),
        ("存在问题的原因分析", "原因分析"),
        ("问题成因", "原因分析"),
        ("产生问题的根源", "原因分析"),
        ("下步工作打算", "下一步打算"),
        ("下一步的工作措施", "下一步打算"),
        ("今后工作思路", "下一步打算"),
        ("努力方向", "下一步打算"),
        ("整改措施", "下一步打算"),
        ("下半年安排", "下一步打算"),
        ("2024年工作思路", "下一步打算"),
        ("总体感受", "经验体会"),
        ("启发启示", "经验体会"),
        ("几点体会", "经验体会"),
        ("面临的形势", "形势分析"),
        ("机遇与挑战", "形势分析"),
        ("对策建议", "意见建议"),
        ("几点建议", "意见建议"),
        ("存在的问题及下一步打算", "存在问题/下一步打算"),
        ("存在的问题及原因", "存在问题/原因分析"),
        ("面临的形势和问题", "形势分析/存在问题"),
        ("网络舆情处置情况及存在的问题", "工作情况/存在问题"),
        ("工作成效及经验", "工作情况/经验体会"),
        ("困难和问题", "存在问题"),
    ],
)
def test_headings_name_types(heading, types):
    assert "/".join(heading_types(heading, rules().types)) == types


@pytest.mark.parametrize(
    "heading",
    [
        "强化问题导向",
        "坚持问题导向，解决突出问题",
        "补齐短板弱项",
        "防范化解风险",
        "排查整治隐患",
        "做好困难群众救助工作",
        "加强组织领导",
        "抓好党风廉政建设工作",
        "切实提高思想认识",
        "加强对意识形态领域重大问题的研判工作",
    ],
)
def test_measures_that_mention_problems_name_no_type(heading):
    assert heading_types(heading, rules().types) == ()


@pytest.mark.parametrize(
    ("heading", "measures"), [("主要措施", True), ("工作举措", True), ("重点任务", True), ("组织领导", False)]
)
def test_headings_of_measures_wait_for_their_place(heading, measures):
    assert is_measures(heading, rules().types) is measures
