"""Words and grams."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.fold import LATIN, fold, is_latin
from archive.segment import LAZY_LIMIT, MAX_GRAM, Segmenter, _DictionaryFile, grams, segmenter

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def loaded() -> Segmenter:
    """A segmenter with the whole dictionary in memory."""
    whole = Segmenter(rust=False)
    whole.words("长" * (LAZY_LIMIT + 1))
    return whole


def test_the_dictionary_read_letter_by_letter_is_the_whole_dictionary(loaded: Segmenter) -> None:
    lazy = _DictionaryFile(Path(loaded._jieba.get_module_res("dict.txt").name))
    full = loaded._full.FREQ
    assert all(lazy.get(word) == frequency for word, frequency in full.items())
    assert dict(lazy) == full


def test_a_short_text_is_cut_alike_from_the_file_and_from_memory(loaded: Segmenter) -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        text = fold(path.read_text(encoding="utf-8")).replace("\n", "")
        for start in range(0, min(len(text), 3000), 1500):
            lazy = Segmenter()
            for piece in (text[at : at + 60] for at in range(start, start + 1500, 60)):
                assert lazy.words(piece) == loaded.words(piece)
            assert lazy._full is None


def test_who_cuts_much_loads_the_dictionary() -> None:
    cutting = Segmenter()
    for _ in range(LAZY_LIMIT // 10 + 1):
        cutting.words("意识形态工作责任制落实")
    assert cutting._full is not None


def test_user_words_are_kept_whole_and_change_the_version() -> None:
    assert "数智党建" not in segmenter().words("推进数智党建工作")
    mine = segmenter(("数智党建",))
    assert "数智党建" in mine.words("推进数智党建工作")
    assert mine.version != segmenter().version


ODD = "[-+#&._%a-z0-9〇年的工作网路信息安全管理㐀\U00020000豈龦 ,。×5%]"


@pytest.fixture(scope="module")
def rust() -> Segmenter:
    """A segmenter that cuts what is long by rjieba."""
    fast = Segmenter(rust=True)
    fast.words("长" * (LAZY_LIMIT + 1))
    return fast


def test_rjieba_cuts_the_corpus_as_jieba_does(loaded: Segmenter, rust: Segmenter) -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        for line in fold(path.read_text(encoding="utf-8")).split("。"):
            assert rust.words(line) == loaded.words(line)


@pytest.mark.parametrize(
    "text",
    [
        "发布时间2022-01-15 08:41来源",
        "防火墙e-mail加密方案",
        "罚没款x.x万元,增长5.2%,共1.5.3项",
        "编号jt-2022-xxx号的file_name",
        "www.example.com的a1-5b",
        "𠮷野家与㐀字及豈字",
        "c++和c#以及a&b",
        "",
    ],
)
def test_rjieba_cuts_what_it_would_cut_otherwise_as_jieba_does(
    loaded: Segmenter, rust: Segmenter, text: str
) -> None:
    assert rust.words(text) == loaded.words(text)


@given(text=st.text(alphabet=ODD, max_size=30))
def test_rjieba_cuts_any_text_as_jieba_does(loaded: Segmenter, rust: Segmenter, text: str) -> None:
    assert rust.words(text) == loaded.words(text)


@given(lines=st.lists(st.text(alphabet=ODD, max_size=12), max_size=4))
def test_no_word_goes_over_the_end_of_a_line(loaded: Segmenter, rust: Segmenter, lines: list[str]) -> None:
    for cut in (loaded, rust):
        assert cut.words("\n".join(lines)) == [word for line in lines for word in cut.words(line)]


def test_rjieba_knows_the_words_of_the_user(loaded: Segmenter) -> None:
    mine = ("网信办", "义工", "5g网络", "的规定")
    slow, fast = (Segmenter(mine, rust=rust) for rust in (False, True))
    text = "县网信办组织义工建设5g网络,按照有关的规定办理社会主义工程。" * (LAZY_LIMIT // 30 + 1)
    assert fast.words(text) == slow.words(text)
    assert fast.version == slow.version


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("意识形态", {"意识", "识形", "形态"}),
        ("5g网络", {"5g", "网络"}),
        ("qq、微信", {"qq", "微信"}),
        ("工", set()),
        ("×× 、", set()),
        ("a" * 40, {"a" * MAX_GRAM}),
    ],
)
def test_grams(text: str, expected: set[str]) -> None:
    assert grams(text) == expected


@given(st.text(alphabet="意识形态5gé×、 𠮷_", max_size=30), st.data())
def test_the_grams_of_a_piece_are_grams_of_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = text[start:end]
    cut_left = piece and is_latin(piece[0]) and start and is_latin(text[start - 1])
    cut_right = piece and is_latin(piece[-1]) and end < len(text) and is_latin(text[end])
    if not cut_left and not cut_right:
        assert grams(piece) <= grams(text)


def test_the_multiplication_sign_of_placeholders_is_no_letter() -> None:
    assert not is_latin("×")
    assert "×" not in LATIN
