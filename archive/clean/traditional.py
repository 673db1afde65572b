"""Traditional to Simplified by OpenCC, phrase-aware, Hong Kong's and Taiwan's variants included.

Only characters are converted, never vocabulary (網路 becomes 网路, not 网络). OpenCC takes each text
for Traditional, so Simplified text is kept from it: 乾 in a Simplified page is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ..config import Settings, load_rules
from ..model import Block, CleanText

# OpenCC's standard Traditional together with Hong Kong's forms; Taiwan's are Unicode's own and covered.
_CONFIG = "hk2s"
_BOPOMOFO_ONE = re.compile("(?<![\u3105-\u312f])\u3127(?![\u3105-\u312f])")


@lru_cache(maxsize=1)
def converter() -> Any:
    """OpenCC's converter, loaded once; it has `convert(text)`."""
    from opencc import OpenCC

    return OpenCC(_CONFIG)
