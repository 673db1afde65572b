"""Unicode and white space: characters that nobody sees, code points that only look right, stray blanks.

Letters, digits and Han characters get their ordinary code points; punctuation keeps its width.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ..config import Settings
from ..model import Block, CleanText, Removed
from ._edit import HAN, rewrite

# Controls, soft hyphens, zero-width and direction marks, byte order marks, object placeholders,
# variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e01ef]+"
)
# Only entities that scraped pages are full of; `&amp;` hides others.
_ENTITY = re.compile(
    r"&(?:amp;){0,4}(?:nbsp|ensp|emsp|thinsp|amp|lt|gt|quot|apos|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|bull"
    r"|times|laquo|raquo|copy|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
# Radicals and compatibility forms, which PDF files put for the characters they look like, and
# full-width letters and digits.
_COMPATIBLE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_COMBINING = re.compile("[\u0300-\u036f]")
# Radicals of the supplement that Unicode gives no equivalent: the Simplified forms that fonts mix up.
_RADICALS = dict(
    zip(
        "⺁⺄⺊⺌⺍⺕⺗⺝⺠⺢⺣⺧⺩⺫⺬⺮⺳⺶⺷⺸⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻍⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻨⻩⻫⻬⻭⻮⻯⻰⻱⻳⺎⺒⺓⺚⺟⺰⺱⻌⻎",
        "厂乙卜小小彐心月民水灬牛王罒示竹网羊羊羊聿月臼艹艹艹虎衤覀西见角讠贝车辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟麦黄斉齐齒齿竜龙龜龟兀巳幺疋母丝罓辶辶",
        strict=True,
    )
)
_SPACE = r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_ODD_SPACE = re.compile(rf"^{_SPACE}|{_SPACE}$|{_SPACE}{{2}}|[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACES = re.compile(rf"{_SPACE}+")
