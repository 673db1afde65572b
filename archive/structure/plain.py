"""Headings without a number: a style given by the file, a known section name, a short line above a text."""

from __future__ import annotations

from ..lazy_pattern import Pattern
from .asides import names_holder
from .elements import Line
from .formulas import is_marginal
from .judge import HeadingRules, Judgement, Verdict, is_plain
from .lexicon import TypeRules, heading_cues
from .reasons import Rule
from .rules import Rules
from .units import is_unit

# A known name of a section: 下半年工作思路。 Longer lines say more than a name.
_MAX_NAMED = 24
# A name before a colon and its text on one line: 存在问题:一是….
_MAX_BEFORE_COLON = 12
_SENTENCE_END = Pattern(r"[。！？!?][”）)]*$")
_WORDS = Pattern(r"[\u4e00-\u9fff“”]{4,}|[\u4e00-\u9fff“”]{2,8}[,，][\u4e00-\u9fff“”]{3,}")
# The rows of a table without its cells: 2023年 3.12 6 57.
_ROW = Pattern(r"(?:\S{1,20} ){2,8}[\d.%+-]{1,12}")
# A question that names a section, or words that do, are short: 还有哪些没做好, 我们遇到的困难.
_MAX_ALONE = 16
# An unknown short line is a heading only within these bounds and above a text of some length.
_MIN_UNKNOWN, _MAX_UNKNOWN = 4, 24
_MIN_TEXT = 20
_STYLED = Pattern(r"heading([1-9])$")
# A frame around the name of a section: 【主要做法】.
_FRAMED = Pattern(r"[【［\[〖「](?P<name>[\u4e00-\u9fff、“”]{2,16})[】］\]〗」]")
_CLOSING = "。．.:：;； "
_STOPS = Pattern(r"[。！？!?；;：:]")
_BEFORE_COLON = Pattern(rf"[^。,，;；:：\s]{{2,{_MAX_BEFORE_COLON}}}(?=[:：]\S)")
_FULL_STOP = Pattern(r"[。！？!?；;：:…”）)]$")


def style_level(style: str | None) -> int | None:
    """The level that a reader's style hint names, or None."""
    found = _STYLED.match(style) if style else None
    return int(found[1]) if found else None


def plain_heading(
    before: Line | None,
    line: Line,
    after: Line | None,
    all_rules: Rules,
) -> Judgement | None:
    """What of an unnumbered line is heading and what text; None if it is no heading."""
    rules, types = all_rules.headings, all_rules.types
    text = line.text
    if line.style == "cell" or _ROW.fullmatch(text):
        return None
    bare = len(text.rstrip(_CLOSING))
    if style_level(line.style) is not None and bare:
        return _judged(Rule.HEADING_STYLE, text[:bare], bare, len(text))
    framed = _FRAMED.fullmatch(text)
    if framed and is_plain(framed["name"], rules) and (cues := heading_cues(framed["name"], types)):
        return _judged(Rule.HEADING_NAMED, cues[0].words, len(text), len(text))
    if len(text) > _MAX_NAMED:
        return _named_before_colon(text, rules, types)
    if len(text) <= _MAX_ALONE and _stands_alone(before, text, after, all_rules):
        return _judged(Rule.HEADING_ALONE, text, bare, bare)
    if _STOPS.search(text, 0, bare) or rules.never.match(text) or not is_plain(text[:bare], rules):
        return _named_before_colon(text, rules, types)
    words = _naming_words(text, bare, types)
    if words:
        return _judged(Rule.HEADING_NAMED, words, bare, len(text))
    below_name = before is not None and _names_section(before, types)
    above = bare == len(text) and _stands_above(before, text, after, rules, below_name)
    if above and not _is_signature(text, all_rules):
        return _judged(Rule.HEADING_ALONE, text, bare, bare)
    return None


def _judged(rule: Rule, cue: str, end: int, body: int) -> Judgement:
    return Judgement(Verdict.HEADING, end, body, rule=rule, cue=cue)


def _naming_words(text: str, bare: int, types: TypeRules) -> str | None:
    """The words by which a line names a section, or None."""
    found = heading_cues(text[:bare], types)
    # With a comma and a stop a line is a sentence: 建立问题清单，实行销号管理。
    clause = text[bare:] == "。" and ("，" in text or "," in text)
    assured = bool(found) and (bare == len(text) or (types.assured.search(text) is not None and not clause))
    return found[0].words if assured else None


def _named_before_colon(text: str, rules: HeadingRules, types: TypeRules) -> Judgement | None:
    found = _BEFORE_COLON.match(text)
    if found is None or not is_plain(found[0], rules) or rules.references.search(found[0]):
        return None
    cues = heading_cues(found[0], types)
    if not cues or not types.assured.search(found[0]):
        return None
    return _judged(Rule.HEADING_NAMED_COLON, cues[0].words, found.end(), found.end() + 1)


def _names_section(line: Line, types: TypeRules) -> bool:
    """Whether an unnumbered line is the name of a section: the heading below it is an inner one."""
    short = not line.mark and not line.title and len(line.text) <= _MAX_NAMED
    return short and not _FULL_STOP.search(line.text) and bool(heading_cues(line.text, types))


def _stands_above(
    before: Line | None, text: str, after: Line | None, rules: HeadingRules | None, below_name: bool = False
) -> bool:
    """Whether a short line stands between a finished text and one that it could be the heading of.

    Right below a title it must begin as headings do, if `rules` are given.
    """
    if not _MIN_UNKNOWN <= len(text) <= _MAX_UNKNOWN or after is None or after.title or after.style == "cell":
        return False
    if before is None or (before.title and rules and not rules.verb.match(text)):
        return False
    ended = _FULL_STOP.search(before.text) or _ROW.fullmatch(before.text)
    if not (before.title or before.mark or below_name or ended):
        return False
    if after.mark is not None:
        # Above a numbering that begins stands the heading of all of it, if it is no sentence's last line.
        return after.mark.value == 1 and _SENTENCE_END.search(before.text) is not None
    return len(after.text) >= _MIN_TEXT and "。" in after.text


def _stands_alone(before: Line | None, text: str, after: Line | None, rules: Rules) -> bool:
    """Whether a short line is a question, or stands below a finished sentence and is none itself."""
    if not _stands_above(before, text, after, None):
        return False
    if rules.headings.question.search(text):
        return True
    ended = before is not None and not before.title and _is_over(before.text)
    bare = _WORDS.fullmatch(text) is not None and not rules.headings.never.match(text)
    return ended and bare and not _is_signature(text, rules)


def _is_over(text: str) -> bool:
    """Whether a line ends a sentence or is a row of a table."""
    return _SENTENCE_END.search(text) is not None or _ROW.fullmatch(text) is not None


def _is_signature(text: str, rules: Rules) -> bool:
    return is_unit(text, rules.units) or is_marginal(text, rules.formulas) or names_holder(text, rules)
