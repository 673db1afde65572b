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


def reorder(share: float, text: str, rng: random.Random) -> str:
    """Clauses that make up `share` of the text change places with each other."""
    clauses = _CLAUSE.findall(text)
    order = rng.sample(range(len(clauses)), len(clauses))
    moved: list[int] = []
    while len(moved) < 2 or sum(len(clauses[i]) for i in moved) < share * len(text):
        moved.append(order.pop())
    result = list(clauses)
    # One place further each, so that none stays where it was.
    for old, new in zip(moved, [*moved[1:], moved[0]], strict=True):
        result[new] = clauses[old]
    return "".join(result)


def add(share: float, text: str, rng: random.Random) -> str:
    """Put in clauses of other business that make up `share` of the old text."""
    clauses, goal = _CLAUSE.findall(text), share * len(text)
    for new in rng.sample(_OTHER_CLAUSES, len(_OTHER_CLAUSES)):
        if goal <= 0:
            break
        clauses.insert(rng.randrange(1, len(clauses) + 1), new)
        goal -= len(new)
    return "".join(clauses)


_OTHER_CLAUSES = [
    "对照清单逐项销号,",
    "聘请第三方机构开展评估,",
    "在门户网站上公布了咨询热线,",
    "为一线人员配发防暑降温用品,",
    "及时更换破损的警示标识,",
    "邀请人大代表到现场视察,",
    "与邻近三个县签订了合作协议,",
    "把评议结果与年终奖金挂钩,",
    "专门编印了图文并茂的口袋书,",
    "夜间增派两班值守力量,",
    "让办事窗口周末照常开放,",
    "试行首席专家负责的做法,",
]


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


# What may be done to a larger or smaller share of a passage.
KINDS: dict[str, Callable[[float, str, random.Random], str]] = {
    "words": swap_words,
    "clauses cut": cut,
    "clauses added": add,
    "clauses reordered": reorder,
}
SHARES = (5, 10, 20, 30, 40)

EDITS: dict[str, Edit] = {
    **{f"{name} {share} %": partial(edit, share / 100) for name, edit in KINDS.items() for share in SHARES},
    "as it is, Traditional": traditional,
    "masks": mask,
    "new figures": new_numbers,
    "masks, words 10 %": _then(mask, partial(swap_words, 0.10)),
    "reordered, words 10 %": _then(partial(reorder, 0.5), partial(swap_words, 0.10)),
}
