"""Edited copies of passages: what people do to a paragraph when they use it again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache, partial

from opencc import OpenCC

# Words that reports exchange for one another.
EXCHANGES = {
    "加强": "强化",
    "认真": "扎实",
    "组织": "安排",
    "开展": "进行",
    "落实": "抓好",
    "充分": "切实",
    "广泛": "大力",
    "推动": "促进",
    "提高": "提升",
    "问题": "情况",
    "群众": "百姓",
    "工作": "事项",
    "坚持": "始终",
    "明确": "划定",
    "全年": "一年中",
}
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十百千万两]{2,}")
_CLAUSE = re.compile("[^,;。:]+[,;。:]?")

Edit = Callable[[str, random.Random], str]


def swap_words(share: float, text: str, rng: random.Random) -> str:
    """Replace `share` of the text by other words, in pairs of characters: first what reports
    exchange anyway, then whatever stands there by words that it did not have."""
    changed, goal = 0, share * len(text)
    for old, new in EXCHANGES.items():
        if changed < goal and old in text:
            text = text.replace(old, new, 1)
            changed += 2
    starts = [found.start() for found in _WORD.finditer(text)]
    rng.shuffle(starts)
    letters = list(text)
    for start in starts:
        if changed >= goal:
            break
        letters[start : start + 2] = rng.choice(_OTHER_WORDS)
        changed += 2
    return "".join(letters)


_OTHER_WORDS = [
    "协同",
    "拓展",
    "夯实",
    "筑牢",
    "优化",
    "创建",
    "健全",
    "攻坚",
    "统筹",
    "聚焦",
    "引入",
    "增设",
    "更新",
    "借助",
    "研判",
    "细化",
]


def mask(text: str, rng: random.Random) -> str:
    """Hide the numbers, as sites do with what might identify somebody."""
    return _NUMBER.sub("××", text)


def new_numbers(text: str, rng: random.Random) -> str:
    """The same paragraph with the figures of another year."""
    return _NUMBER.sub(lambda found: str(rng.randrange(2, 900)), text)


def reorder(text: str, rng: random.Random) -> str:
    """Half of the clauses change places with each other."""
    clauses = _CLAUSE.findall(text)
    moved = rng.sample(range(len(clauses)), len(clauses) // 2)
    shuffled = rng.sample(moved, len(moved))
    result = list(clauses)
    for old, new in zip(moved, shuffled, strict=True):
        result[new] = clauses[old]
    return "".join(result)


def cut(share: float, text: str, rng: random.Random) -> str:
    """Leave out clauses that make up `share` of the text."""
    clauses = _CLAUSE.findall(text)
    goal, gone = share * len(text), 0
    while gone < goal and len(clauses) > 1:
        gone += len(clauses.pop(rng.randrange(1, len(clauses))))
    return "".join(clauses)


def traditional(text: str, rng: random.Random) -> str:
    """The same text in Traditional characters and full width."""
    converted: str = _converter().convert(text)
    return converted.replace(",", "\uff0c")


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def _then(*edits: Edit) -> Edit:
    def both(text: str, rng: random.Random) -> str:
        for edit in edits:
            text = edit(text, rng)
        return text

    return both


EDITS: dict[str, Edit] = {
    "as it is, Traditional": traditional,
    "words 5 %": partial(swap_words, 0.05),
    "words 10 %": partial(swap_words, 0.10),
    "words 20 %": partial(swap_words, 0.20),
    "words 30 %": partial(swap_words, 0.30),
    "words 40 %": partial(swap_words, 0.40),
    "masks": mask,
    "new figures": new_numbers,
    "clauses reordered": reorder,
    "clauses cut 20 %": partial(cut, 0.20),
    "clauses cut 40 %": partial(cut, 0.40),
    "masks, words 10 %": _then(mask, partial(swap_words, 0.10)),
    "reordered, words 10 %": _then(reorder, partial(swap_words, 0.10)),
}
