"""Many expressions as one, tried only where one of them can begin.

The rule tables hold hundreds of expressions, which are looked for at every position of a text. Python's
engine tries them one by one, unless a look at the character that stands there spares it all of them:
`(?=[不没缺])(?:不足|没有|缺[乏少])`. With that the tables are searched in a third to a tenth of the time
(measured on the sentences of 60 pages), and nothing else changes. What begins with anything up to a
certain length, `[^。]{0,16}之所以`, is tried where a character it must have is within reach; an expression
of which not even that can be told is tried everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

# A look at the next character is worth its time where it spares so many expressions.
_MIN_GUARDED = 2
# Longer ranges are scripts, and hold most characters of a text.
_MAX_RANGE = 256
_CHARACTER = r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\.|."
_TOKEN = re.compile(
    r"(?P<around>\(\?<?[=!])|(?P<back>\(\?P=\w+\))|(?P<folded>\(\?i:)"
    r"|(?P<group>\((?:\?(?::|>|P<\w+>))?(?!\?))|(?P<close>\))|(?P<either>\|)"
    r"|(?P<edge>\^)|(?P<set>\[\]?(?:\\.|[^\]\\])*\])|(?P<times>(?:[*+?]|\{\d*(?:,\d*)?\})[+?]?)"
    rf"|(?P<other>\(\?|\[|\$|\.)|(?P<char>{_CHARACTER})",
    re.DOTALL,
)
_NUMBER = re.compile(r"\\\d")
_MEMBER = re.compile(rf"({_CHARACTER})(?:-({_CHARACTER}))?", re.DOTALL)
_MOST = re.compile(r"\{(?:\d*,)?(\d+)\}")
_KINDS = frozenset({r"\d", r"\s", r"\w"})
_OPENERS = frozenset({"group", "around", "folded"})
_MAY_LACK = ("*", "?", "{0", "{,")
_MOST_STARTS = 5
_PLAIN_START = re.compile(r"[^\W\d_](?![?*+{])")

# More strings than these are not told one by one.
_MAX_STRINGS = 48
# Every twentieth character of a report is one of these, others are met ten times less often.
_COMMON = frozenset(",，。、的一不人个有了在是上中下大我到和会对年工作成")

_Set = frozenset[str] | None
_Token = tuple[str, str]


def any_of(fragments: Iterable[str]) -> str:
    """One alternation of all fragments, as a non-capturing group; of none, what never matches.

    It matches what `(?:a|b|…)` does, and the first fragment that matches has it. It must be compiled
    without flags.
    """
    found = tuple(fragments)
    return f"(?:{'|'.join(_guarded(found))})" if found else r"(?!)"


def one_word(words: Iterable[str]) -> str:
    """What finds where one of the words begins; of none, what never matches.

    Python's engine runs to the next character of a class that the expression begins with, and is slow
    wherever it finds one; with the second characters of the words as a second class it seldom does.
    """
    found = sorted(words)
    if not all(word[1:] for word in found):
        return any_of(map(re.escape, found))
    first, second = (re.escape("".join(sorted({word[at] for word in found}))) for at in (0, 1))
    return f"[{first}][{second}](?<=(?={'|'.join(map(re.escape, found))})..)" if found else r"(?!)"


def first_characters(expression: str) -> _Set:
    """With what a match of `expression` can begin, as members of a character class.

    None where that cannot be told: a match may be empty, or begin with almost anything.
    """
    return _first(_tokens(expression), 0)


def last_characters(expression: str) -> _Set:
    """With what a match of `expression` can end, told as by `first_characters`."""
    return _first(_backwards(_tokens(expression)), 0)


def second_characters(expression: str) -> _Set:
    """What can stand behind the first character of a match, told as by `first_characters`."""
    tokens = _tokens(expression)
    plain = len(tokens) > 1 and tokens[0][0] in ("char", "set") and tokens[1][0] != "times"
    if not plain or _end(tokens) < len(tokens):
        return None
    return _first(tokens, 1)


def alternatives(expression: str) -> list[str]:
    """The expressions of which any may match; `expression` alone where they cannot be told apart safely."""
    tokens = _tokens(expression)
    found, rest = [], tokens
    while (end := _end(rest)) < len(rest):
        found.append("".join(token for _, token in rest[:end]))
        rest = rest[end + 1 :]
    found.append("".join(token for _, token in rest))
    # A flag holds for all, and groups have other numbers in a part.
    is_bound = ("other", "(?") in tokens or any(
        kind == "back" or _NUMBER.fullmatch(token) for kind, token in tokens
    )
    return [expression] if is_bound or "|".join(found) != expression else found


def split_by_first_character(expression: str) -> list[str]:
    """Expressions of which one is found wherever `expression` is, each beginning with a character.

    Python's engine finds a character seven times as fast as a class of some. `expression` alone where
    there would be too many.
    """
    found = [part for whole in alternatives(expression) for part in _spelled_start(whole)]
    is_worth_it = len(found) <= _MOST_STARTS and all(_starts_plainly(part) for part in found)
    return found if is_worth_it else [expression]


def _spelled_start(expression: str) -> list[str]:
    (kind, token), *rest = _tokens(expression) or [("", "")]
    members = spelled_out(_members(kind, token)) if kind == "set" and rest and rest[0][0] != "times" else None
    behind = "".join(token for _, token in rest)
    return [re.escape(member) + behind for member in sorted(members)] if members else [expression]


def _starts_plainly(expression: str) -> bool:
    tokens = _tokens(expression)[:2]
    kinds = [kind for kind, _ in tokens]
    return kinds[:1] == ["char"] and kinds[1:] != ["times"] and _literal(tokens[0][1]) is not None


def _literal(token: str) -> str | None:
    """The character that a token stands for; None if it is any of several, or none."""
    member = _member(token)
    return None if member is None or member in _KINDS else chr(_code(member))


def _end(tokens: Sequence[_Token]) -> int:
    """Where the first of the alternatives ends."""
    depth = 0
    for at, (kind, _) in enumerate(tokens):
        depth += (kind in _OPENERS) - (kind == "close")
        if kind == "either" and not depth:
            return at
    return len(tokens)


def spelled_out(members: _Set) -> _Set:
    """The characters of the members of a class; None where they are too many to be told, as of \\d."""
    found: set[str] = set()
    for member in (None,) if members is None else members:
        ends = _MEMBER.fullmatch(member) if member else None
        if ends is None or ends[1] in _KINDS:
            return None
        found.update(map(chr, range(_code(ends[1]), _code(ends[2] or ends[1]) + 1)))
    return frozenset(found)


def _backwards(tokens: Sequence[_Token]) -> list[_Token]:
    """The tokens from the last unit to the first, as `_first` reads them."""
    levels: list[list[list[_Token]]] = [[]]
    for token in tokens:
        if token[0] in _OPENERS:
            levels.append([[token]])
        elif token[0] == "close" and len(levels) > 1:
            opened, *units = levels.pop()
            levels[-1].append([*opened, *_turned(units), token])
        elif token[0] == "times" and levels[-1]:
            levels[-1][-1].append(token)
        else:
            levels[-1].append([token])
    return _turned(levels[0])


def _turned(units: Sequence[Sequence[_Token]]) -> list[_Token]:
    return [token for unit in reversed(units) for token in unit]


# Of most expressions it is asked what they begin with, what they end with, and what they need.
@lru_cache(maxsize=4096)
def _tokens(expression: str) -> tuple[_Token, ...]:
    return tuple([(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(expression)])


def _first(tokens: Sequence[_Token], at: int) -> _Set:
    if ("other", "(?") in tokens:
        return None
    members, empty, _ = _read(tokens, at)
    return None if empty else members


def _guarded(fragments: Sequence[str]) -> Iterator[str]:
    """The fragments in their order, those side by side of which the beginnings are known together."""
    if all(_has_plain_start(fragment) for fragment in fragments):
        # The engine looks for their first characters by itself.
        yield from fragments
        return
    known = [(first_characters(fragment), fragment) for fragment in fragments]
    for is_known, run in groupby(known, key=lambda pair: pair[0] is not None):
        pairs = list(run)
        if not is_known:
            yield from (f"{_within_reach(fragment)}(?:{fragment})" for _, fragment in pairs)
            continue
        together = "|".join(fragment for _, fragment in pairs)
        if len(pairs) >= _MIN_GUARDED:
            members = sorted(frozenset[str]().union(*(members or () for members, _ in pairs)))
            together = f"(?=[{''.join(members)}])(?:{together})"
        yield together


def _within_reach(expression: str) -> str:
    """A look ahead for what `expression` must have behind its loose beginning; "" where there is none."""
    tokens = _tokens(expression)
    at = reach = 0
    while at < len(tokens) and (most := _most(tokens, at)):
        reach += most
        at += 2 if at + 1 < len(tokens) and tokens[at + 1][0] == "times" else 1
    members = "".join(sorted(_first(tokens, at) or ()))
    return f"(?=[^{members}]{{0,{reach}}}+[{members}])" if reach and members else ""


def _most(tokens: Sequence[_Token], at: int) -> int:
    """How many characters the loose unit at `at` takes at most; 0 if it is none or knows no bound."""
    kind, token = tokens[at]
    times = tokens[at + 1][1] if at + 1 < len(tokens) and tokens[at + 1][0] == "times" else ""
    if kind not in ("set", "char") or (_members(kind, token) is not None and not times.startswith("?")):
        return 0
    if times.startswith("{"):
        bound = _MOST.match(times)
        return int(bound[1]) if bound else 0
    return 1 if times in ("", "?", "??", "?+") else 0


def _has_plain_start(fragment: str) -> bool:
    return _PLAIN_START.match(fragment) is not None and "|" not in fragment


def _read(tokens: Sequence[_Token], at: int) -> tuple[_Set, bool, int]:
    """What the alternatives from `at` to the end of their group begin with.

    Returns the members (None: cannot be told), whether a match may be empty, and where the group ends.
    """
    members: _Set = frozenset()
    empty, begun = False, False
    while at < len(tokens) and tokens[at][0] != "close":
        kind = tokens[at][0]
        if kind == "either":
            empty, begun, at = empty or not begun, False, at + 1
            continue
        if begun:
            at = _behind(tokens, at)
            continue
        first, may_lack, at = _unit(tokens, at)
        if kind not in ("around", "edge"):
            members = None if members is None or first is None else members | first
            begun = not may_lack
    return members, empty or not begun, at


def _behind(tokens: Sequence[_Token], at: int) -> int:
    """Where the unit at `at` ends: a character, a class or a group."""
    depth = 0
    while at < len(tokens):
        kind = tokens[at][0]
        depth += (kind in _OPENERS) - (kind == "close")
        at += 1
        if not depth:
            break
    return at


def _unit(tokens: Sequence[_Token], at: int) -> tuple[_Set, bool, int]:
    """What a character, a class or a group at `at` begins with, whether it may be absent, and its end."""
    kind, token = tokens[at]
    first, may_lack = _members(kind, token), False
    if kind in _OPENERS:
        first, may_lack, at = _read(tokens, at + 1)
        # Its characters stand for those of the other case as well.
        first = None if kind == "folded" else first
    at += 1
    if at < len(tokens) and tokens[at][0] == "times":
        may_lack = may_lack or tokens[at][1].startswith(_MAY_LACK)
        at += 1
    return first, may_lack, at


# A table of rules has few hundred characters, and some of them in every expression.
@lru_cache(maxsize=4096)
def _members(kind: str, token: str) -> _Set:
    """The members of a class or a single character, so written that they may stand in any class.

    None for a class of almost anything: what is not something, or a script.
    """
    if kind == "char":
        member = _member(token)
        return frozenset({member}) if member else None
    if kind != "set" or token.startswith("[^"):
        return None
    members: set[str] = set()
    for found in _MEMBER.finditer(token[1:-1]):
        ends = [_member(end) for end in found.groups() if end]
        if None in ends or (found[2] and _code(found[2]) - _code(found[1]) > _MAX_RANGE):
            return None
        members.add("-".join(filter(None, ends)))
    return frozenset(members)


def _code(token: str) -> int:
    return int(token[2:], 16) if token[:2] in (r"\u", r"\U", r"\x") else ord(token[-1])


def _member(token: str) -> str | None:
    """A character as a member of a class; None for what is none, as \\b or a group's number."""
    if len(token) == 1:
        return re.escape(token)
    if token[1] in "uUx" or token in _KINDS or not token[1].isalnum():
        return token
    return None


def needed(expression: str) -> _Set:
    """Pairs of characters, or single ones, of which every match of `expression` holds at least one.

    Of several choices it is the one that texts hold least often. None where there is none that can be told.
    """
    tokens = _tokens(expression)
    return None if ("other", "(?") in tokens else _needs(tokens, 0)[1]


class _Sequence:
    """What is known of what the units of an alternative match, one after the other."""

    def __init__(self) -> None:
        self.strings: _Set = frozenset({""})
        self.needs: _Set = None
        self._end = frozenset({""})

    def add(self, strings: _Set, needs: _Set, often: str) -> None:
        """Add a unit: what it matches, if that can be told, what it needs, and its quantifier."""
        if often.startswith(_MAY_LACK):
            strings = needs = None
        joined = _joined(self._end, strings)
        self._end = joined or strings or frozenset({""})
        self._choose(self._end, needs)
        if often:
            strings, self._end = None, frozenset({""})
        self.strings = _joined(self.strings, strings)

    def _choose(self, *choices: _Set) -> None:
        for found in choices:
            if found and "" not in found:
                pairs = frozenset(map(_rarest_pair, found))
                if self.needs is None or frequency(pairs) < frequency(self.needs):
                    self.needs = pairs


def _needs(tokens: Sequence[_Token], at: int) -> tuple[_Set, _Set, int]:
    """What the alternatives from `at` to the end of their group match, what they need, and where they end."""
    alternatives = [_Sequence()]
    while at < len(tokens) and tokens[at][0] != "close":
        kind, token = tokens[at]
        at += 1
        if kind == "either":
            alternatives.append(_Sequence())
            continue
        strings = needs = _strings(kind, token)
        if kind in _OPENERS:
            strings, needs, at = _needs(tokens, at)
            at += 1
        if kind == "folded":
            # Its characters stand for those of the other case as well.
            strings = needs = None
        often = tokens[at][1] if at < len(tokens) and tokens[at][0] == "times" else ""
        at += bool(often)
        if kind not in ("around", "edge") and (kind, token) != ("other", "$"):
            alternatives[-1].add(strings, needs, often)
    return (
        _either([found.strings for found in alternatives]),
        _either([found.needs for found in alternatives]),
        at,
    )


@lru_cache(maxsize=4096)
def _strings(kind: str, token: str) -> _Set:
    """The characters that a token stands for; None where they cannot be told."""
    return spelled_out(_members(kind, token))


def _joined(before: _Set, after: _Set) -> _Set:
    """Each of the strings with each of those behind it; None where they are too many to be told."""
    if before is None or after is None or len(before) * len(after) > _MAX_STRINGS:
        return None
    return frozenset(first + second for first in before for second in after)


def _either(sets: Sequence[_Set]) -> _Set:
    known = [found for found in sets if found is not None]
    return frozenset[str]().union(*known) if len(known) == len(sets) else None


@lru_cache(maxsize=8192)
def _rarest_pair(string: str) -> str:
    pairs = [string[at : at + 2] for at in range(len(string) - 1)]
    return min(pairs, key=lambda pair: frequency({pair})) if pairs else string


def frequency(strings: Iterable[str]) -> float:
    """About how often one of the strings stands at a place of a text, to compare sets of them."""
    return sum(map(_frequency, strings))


@lru_cache(maxsize=8192)
def _frequency(string: str) -> float:
    return math.prod(0.01 if char in _COMMON else 0.001 for char in string)
