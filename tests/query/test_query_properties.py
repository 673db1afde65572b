"""What holds for every tree and for every text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.model import DOC_TYPES, SECTION_TYPES
from archive.query import And, Field, Node, Not, Or, Phrase, Prefix, Term, YearRange, Years, caret, parse
from archive.query.ast import TEXT_FIELDS
from archive.query.lexer import is_stem, is_word, lex
from archive.query.parser import _is_leaf, _leaf, parse_with_grammar

# Every sign that means something, among letters of all kinds.
SIGNS = '"＂“”「」『』()（）|｜&＆+＋-－*＊:：,，、\\/_.。·×…—\u3000\u200b\n '
LETTERS = "ab9Ｒ与或非舆情年类型𠮷é"
PIECES = ["OR", "AND", "NOT", "type:", "year:", "单位：", "存在问题", "2020", "..", " 与 ", " 或 ", " 非 "]

texts = st.one_of(st.text(SIGNS + LETTERS), st.text())
messy = st.lists(st.one_of(st.sampled_from(PIECES), st.text(SIGNS + LETTERS, max_size=3)), max_size=12).map(
    "".join
)
filled = texts.filter(str.strip)
short = st.text(SIGNS + LETTERS, min_size=1, max_size=4)
words = st.one_of(short, st.sampled_from(["ORDER", "or", "R&D", "e-mail", "C++", "3:1", "a*b", "*a"])).filter(
    is_word
)
years = st.integers(0, 9999)


def _year_range(ends: tuple[int, int], kept: int) -> YearRange:
    low, high = sorted(ends)
    return [YearRange(low, high), YearRange(low, None), YearRange(None, high)][kept]


leaves: st.SearchStrategy[Node] = st.one_of(
    words.map(Term),
    short.filter(is_stem).map(Prefix),
    filled.map(Phrase),
    st.builds(
        Field,
        st.sampled_from(sorted(TEXT_FIELDS - {"type", "doc"})),
        st.lists(filled, min_size=1, max_size=3).map(tuple),
    ),
    st.lists(st.sampled_from(SECTION_TYPES), min_size=1).map(lambda v: Field("type", tuple(v))),
    st.lists(st.sampled_from(DOC_TYPES), min_size=1).map(lambda v: Field("doc", tuple(v))),
    st.lists(st.builds(_year_range, st.tuples(years, years), st.integers(0, 2)), min_size=1).map(
        lambda ranges: Years(tuple(ranges))
    ),
)
several = st.lists(leaves, min_size=2, max_size=4).map(tuple)


def _grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    items = st.lists(nodes, min_size=2, max_size=4).map(tuple)
    return st.one_of(nodes.map(Not), items.map(And), items.map(Or))


trees = st.recursive(leaves, _grown, max_leaves=12)


@given(trees)
def test_what_a_tree_writes_is_read_as_that_tree(tree: Node) -> None:
    assert parse(str(tree)) == tree


@given(st.one_of(texts, messy))
@example("a& b")
@example('type:"')
@example("信*\ufeff")
def test_every_text_is_a_query_or_an_error_with_its_place(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert caret(error).count("\n") == 1
    else:
        assert parse(str(tree)) == tree


@given(several)
def test_queries_without_operators_mean_the_same_with_and_without_the_grammar(
    items: tuple[Node, ...],
) -> None:
    query = " ".join(map(str, items))
    lexemes = list(lex(query))
    assert all(map(_is_leaf, lexemes))
    found = {lexeme.start: _leaf(lexeme, query) for lexeme in lexemes}
    assert parse_with_grammar(lexemes, found, query) == parse(query)


@given(trees)
def test_equal_trees_have_equal_hashes_and_texts(tree: Node) -> None:
    again = parse(str(tree))
    assert (hash(again), str(again)) == (hash(tree), str(tree))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Term(""),
        lambda: Term("a b"),
        lambda: Term("OR"),
        lambda: Term("与"),
        lambda: Term("-a"),
        lambda: Term("a|b"),
        lambda: Term("a*"),
        lambda: Term("——"),
        lambda: Term("type:导语"),
        lambda: Prefix(""),
        lambda: Prefix("*"),
        lambda: Phrase(" "),
        lambda: Field("type", ("没有",)),
        lambda: Field("title", ()),
        lambda: Field("title", ("",)),
        lambda: Field("nosuch", ("a",)),
        lambda: Field("year", ("2020",)),
        lambda: YearRange(None, None),
        lambda: YearRange(2021, 2020),
        lambda: YearRange(2021, 20210),
        lambda: Years(()),
        lambda: And((Term("a"),)),
        lambda: Or(()),
    ],
)
def test_no_tree_can_be_built_that_no_query_says(build: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        build()  # type: ignore[operator]
