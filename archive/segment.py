"""Words and grams: the two ways in which folded text is cut, on the index and the query side alike.

Words come from jieba and serve ranking. Grams serve matching: whatever the segmenter thought, the
grams of a piece of text are among the grams of every text that contains it.
"""

from __future__ import annotations

import math
import mmap
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from .fold import LATIN, is_latin

# A term longer than this says nothing more for being kept whole, and indexes bound their terms.
MAX_GRAM = 32
# Reading the words of one first letter costs 1 ms at most, loading the whole dictionary 600 ms, and
# then each look-up is three times as fast: whoever has cut this many characters goes on to cut more.
LAZY_LIMIT = 2_000
# The first 72 lines of jieba's dictionary mix letters of all kinds; from there on it is in order.
UNSORTED_HEAD = 100
# Sum of the frequencies of jieba's own dictionary, by version: the one number of it that a cut
# needs besides the words' own. An unknown version is loaded whole.
DICTIONARY_TOTALS = {"0.42.1": 60101967}

# rjieba cuts as jieba does but for these: in words of letters it joins other signs, and it takes for
# Chinese what jieba's expressions do not know. Numbers such as 5.2% are the same in both.
_APART = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGNS = "+#&._%\\-"
_DIFFERENT = re.compile(f"[{_SIGNS}{_APART}]")
_BLOCK = re.compile(f"[\u4e00-\u9fd5a-zA-Z0-9{_SIGNS}{_APART}]+")
_NUMBER = re.compile(r"(?<![a-zA-Z0-9.])\d+(?:\.\d+%?|%)(?![a-zA-Z0-9.%])")

_RUN = re.compile(f"[{LATIN}]+|[^\\W{LATIN}]+")
_WORD_CHAR = re.compile(r"\w")


def grams(folded: str) -> set[str]:
    """The grams of a folded text: its Latin words, and each pair of neighbours among other letters.

    Punctuation and white space are in no gram; a Latin word is cut at MAX_GRAM characters.
    """
    found: set[str] = set()
    for run in _RUN.findall(folded):
        if is_latin(run[0]):
            found.add(run[:MAX_GRAM])
        else:
            found.update(map("".join, pairwise(run)))
    return found


class _DictionaryFile(dict[str, int]):
    """jieba's dictionary as the table that its algorithm reads, loaded a first letter at a time.

    As in jieba's own table each word has its frequency and each beginning of a word 0. But for a
    few lines at its head, which are read at once, the file is in the order of first letters, so
    the words of one letter are found by bisection.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._letters: set[str] = set()
        self._sorted_from = 0
        for _ in range(UNSORTED_HEAD):
            self._sorted_from = self._next_line(self._sorted_from)
        self._read(0, self._sorted_from)

    def get(self, word: str, default: Any = None) -> Any:
        self._load(word)
        return super().get(word, default)

    def __contains__(self, word: object) -> bool:
        self._load(str(word))
        return super().__contains__(word)

    def __getitem__(self, word: str) -> int:
        self._load(word)
        return super().__getitem__(word)

    def _load(self, word: str) -> None:
        letter = word[:1]
        if letter in self._letters or not letter:
            return
        self._letters.add(letter)
        self._read(self._first_line(letter), self._first_line(letter + "\0"))

    def _first_line(self, letter: str) -> int:
        """Where the first sorted line lies whose letter is not below `letter`, itself or what follows it."""
        low, high = self._sorted_from, len(self._data)
        while low < high:
            middle = self._data.rfind(b"\n", low, (low + high) // 2)
            middle = low if middle < 0 else middle + 1
            if self._letter_at(middle) < letter:
                low = self._next_line(middle)
            else:
                high = middle
        return low

    def _letter_at(self, at: int) -> str:
        # A letter takes four bytes at most; what is cut off behind it does not matter.
        return self._data[at : at + 4].decode(errors="ignore")[:1]

    def _next_line(self, at: int) -> int:
        end = self._data.find(b"\n", at)
        return end + 1 if end >= 0 else len(self._data)

    def _read(self, start: int, end: int) -> None:
        """Take in the lines between two places: of each its word, the word's frequency and its kind."""
        fields = self._data[start:end].decode().split()
        words = fields[::3]
        self.update(zip(words, map(int, fields[1::3]), strict=True))
        beginnings = set(words)
        while beginnings := {word[:-1] for word in beginnings if word[1:]}:
            for beginning in beginnings:
                self.setdefault(beginning, 0)


def _deferred(name: str) -> ModuleType:
    """What stands for a module until something of it is used.

    Not importlib's LazyLoader, whose modules are loaded by the import statement of another module.
    """
    stand_in = ModuleType(name)

    def load(attribute: str) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        vars(stand_in).update(vars(import_module(name)))
        return vars(stand_in)[attribute]

    stand_in.__getattr__ = load  # type: ignore[method-assign]
    return stand_in


def _jieba() -> ModuleType:
    """jieba, imported without pkg_resources, and with its model of unknown words only where one is met.

    jieba asks pkg_resources where its files lie and does without where there is none; to load it
    takes longer than the rest of a search, and new versions print a warning. The model takes half of
    the time that is left.
    """
    sys.modules.setdefault("jieba.finalseg", _deferred("jieba.finalseg"))
    hidden = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if hidden is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = hidden
    return jieba  # type: ignore[no-any-return]


@cache
def _one_pass(base: type[Any]) -> type[Any]:
    """jieba's tokenizer with its two passes over a sentence made one; the cut is the same.

    jieba lists the words that begin at each character (`get_DAG`) and then finds the most probable
    chain of them from the end (`calc`), looking each word up three times. Here each is looked up
    once, which doubles the speed of a cut. Sums and ties are as in jieba: of equal chains, the one
    whose first word is longer.
    """

    class OnePass(base):  # type: ignore[misc]
        def get_DAG(self, sentence: str) -> None:  # noqa: N802 (jieba's name)
            """Nothing: `calc` does the work of both."""

        def calc(self, sentence: str, DAG: None, route: dict[int, tuple[float, int]]) -> None:  # noqa: N803
            size, look_up, whole = len(sentence), self.FREQ.get, math.log(self.total)
            unknown = 0.0 - whole
            route[size] = (0, 0)
            for start in range(size - 1, -1, -1):
                best, last = None, start
                end = start + 1
                frequency = look_up(sentence[start:end])
                while frequency is not None:
                    if frequency:
                        score = math.log(frequency) - whole + route[end][0]
                        if best is None or score >= best:
                            best, last = score, end - 1
                    if end == size:
                        break
                    end += 1
                    frequency = look_up(sentence[start:end])
                route[start] = (unknown + route[start + 1][0] if best is None else best, last)

    return OnePass


class _RustTokenizer:
    """jieba's cut by rjieba (extra `fast`), twelve times as fast.

    `jieba` cuts what the two would cut differently: three characters in a thousand, mostly dates and
    addresses. `user_words` are added with the frequencies that `jieba` gives them.
    """

    def __init__(self, jieba: Any, user_words: Iterable[str]) -> None:
        import rjieba

        self._jieba = jieba
        self._rust = rjieba.Jieba()
        for word in user_words:
            self._rust.add_word(word, jieba.FREQ[word], "")

    def cut(self, text: str) -> list[str]:
        """The words of a text in their order, and all between them."""
        words: list[str] = []
        start = 0
        if _DIFFERENT.search(text):
            for block in _BLOCK.finditer(text):
                if _DIFFERENT.search(_NUMBER.sub("0", block[0])):
                    words += self._rust.cut(text[start : block.start()])
                    words += self._jieba.cut(block[0])
                    start = block.end()
        words += self._rust.cut(text[start:] if start else text)
        return words


class Segmenter:
    """jieba with the user's own words; the same cut from the loaded dictionary and from its file."""

    def __init__(self, user_words: Iterable[str] = (), *, rust: bool | None = None) -> None:
        """`rust` says whether rjieba cuts what is long; None: where it is installed."""
        self._jieba = _jieba()
        self.user_words = tuple(user_words)
        self._rust = find_spec("rjieba") is not None if rust is None else rust
        self._full: Any = None
        self._lazy: Any = None
        self._cut = 0

    @property
    def version(self) -> str:
        """What the cut depends on, for the manifest of an index."""
        words = ",".join(sorted(self.user_words))
        return f"jieba {self._jieba.__version__}" + (f" + {words}" if words else "")

    def words(self, folded: str) -> list[str]:
        """The words of a folded text in their order, without punctuation and white space."""
        pieces = self._tokenizer(len(folded)).cut(folded)
        # Most are words of letters alone, which Python tells in a third of the expression's time.
        return [piece for piece in pieces if piece.isalnum() or _WORD_CHAR.search(piece)]

    def counts(self, folded: str) -> Counter[str]:
        """How often each of `words` occurs: in order of its first occurrence."""
        counts = Counter(self._tokenizer(len(folded)).cut(folded))
        # To ask this of each different piece takes a third of the time of asking it of every piece.
        for piece in [piece for piece in counts if not (piece.isalnum() or _WORD_CHAR.search(piece))]:
            del counts[piece]
        return counts

    def _tokenizer(self, length: int) -> Any:
        if self._full is not None:
            return self._full
        self._cut += length
        total = DICTIONARY_TOTALS.get(self._jieba.__version__)
        if total is None:
            self._full = self._loaded()
            return self._full
        if self._lazy is None:
            path = Path(self._jieba.get_module_res("dict.txt").name)
            self._lazy = self._with_table(_DictionaryFile(path), total)
        if self._cut <= LAZY_LIMIT:
            return self._lazy
        self._full = _RustTokenizer(self._lazy, self.user_words) if self._rust else self._loaded()
        return self._full

    def _loaded(self) -> Any:
        # jieba would keep its table in the machine's shared temporary folder and trust what it
        # finds there; reading the dictionary anew costs as much and trusts nobody.
        tokenizer = self._jieba.Tokenizer()
        return self._with_table(*tokenizer.gen_pfdict(tokenizer.get_dict_file()))

    def _with_table(self, table: Any, total: int) -> Any:
        tokenizer = _one_pass(self._jieba.Tokenizer)()
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = table, total, True
        for word in self.user_words:
            tokenizer.add_word(word)
        return tokenizer


@lru_cache(maxsize=4)
def segmenter(user_words: tuple[str, ...] = ()) -> Segmenter:
    """The segmenter for these user words; one is kept for each set."""
    return Segmenter(user_words)
