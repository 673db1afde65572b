"""Rules written as data become compiled expressions here, with an error that names the culprit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import SettingsError


def any_of(fragments: Iterable[str]) -> str:
    """One alternation of all fragments, as a non-capturing group; of none, what never matches."""
    found = tuple(fragments)
    return f"(?:{'|'.join(found)})" if found else r"(?!)"


def compiled(pattern: str, table: str) -> re.Pattern[str]:
    """`pattern`, compiled. Raises SettingsError naming the rule table where it is not an expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            f"a pattern in the rules {table!r} is no regular expression ({error}); correct [rules.{table}]"
        ) from error


def longest_first(words: Iterable[str]) -> str:
    """Plain words as one alternation in which a longer word is tried before its own beginning."""
    return any_of(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
