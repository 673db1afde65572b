"""Web boilerplate: what a page put around the report, taken out with a reason and never silently.

All patterns live in `archive/data/boilerplate.toml`: whole lines, sentences, and pieces of lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any, NamedTuple

from ..alternation import one_word, split_by_first_character
from ..config import Settings, load_rules
from ..errors import SettingsError
from ..lazy_pattern import Pattern, RulePattern
from ..parsed import Block, CleanText, Removed
from ._edit import HAN, HEAD_LINES, lines_of, once, taken
from ._whole_lines import WholeLines
from ._word_lists import WordLists
from .bars import Bars, bars, is_bar
from .numbers import NUMBERED

PAGE_BAR = "page-bar"
# No breadcrumb or author line is longer; a paragraph is not compared with them.
MAX_LINE = 200
# An editor's introduction before “以下是小编…” has one to three sentences.
MAX_INTRODUCTION = 150
# Taking a tag out may join the halves of another; what is nested deeper is nobody's page, but hostile.
MAX_LOOKS = 12

_AROUND_SENTENCE = " 。！？!?~～”’」』）)…"
_SENTENCE = Pattern(r"[^。！？!?]+[。！？!?]*[”’」』）)]*|[。！？!?]+[”’」』）)]*")

_STOPS = "。；"
# The signs of a list, which a copy keeps before each line of a page's head.
_BULLETS = frozenset("•·-–—")
_BULLET = Pattern("(?:[•·]+ ?|[-–—] )+(?=.)")
_NOTHING = Pattern("(?!)")
_OPENING = "（(【[［"
_COUNTED = Pattern(r"\d(?:[个项次家名人万亿元%％份场户公]|余)|[百千万亿][个项次家名人元份场户余多]")
_WORD = rf"(?:[{HAN}A-Za-z:：。；！（）】]|\\[)\]]){{2,}}"
_WORDS = Pattern(rf"{_WORD}(?:[|]{_WORD})+")

# The names of lists of words; those of pieces are called as their hints are written.
_SENTENCES, _LINES = "", "\n"

_Pairs = tuple[tuple[str, str], ...]
_Triples = tuple[tuple[str, str, str], ...]


class _Piece(NamedTuple):
    hint: Pattern
    # The hint, as it is looked for in a whole text; the words, if it is a list of many.
    hints: tuple[Pattern, ...]
    words: tuple[str, ...]
    pattern: Pattern
    reason: str

    def may_be_in(self, joined: str, found: Collection[str]) -> bool:
        return self.hint.pattern in found or any(hint.search(joined) for hint in self.hints)


class _Rules(NamedTuple):
    line: WholeLines
    # The rules of `line` without those that begin with anything.
    usual_line: WholeLines
    # The words of which a line must have one for the other rules, a text for sentences and for pieces.
    lists: WordLists
    bars: Bars
    bare: WholeLines
    head: WholeLines
    sentence: WholeLines
    words: Pattern
    pieces: tuple[_Piece, ...]
    breaks: tuple[_Piece, ...]
    own_voice: Pattern


def remove_boilerplate(text: CleanText, settings: Settings) -> CleanText:
    """Take out lines, sentences and pieces that match the rules, and list them in `removed`.

    Raises SettingsError for a rule of the user's that is not a regular expression.
    """
    rules = _rules_of(settings)
    joined = lines_of(text.blocks)
    found = rules.lists.found_in(joined)
    present = rules._replace(
        pieces=tuple(piece for piece in rules.pieces if piece.may_be_in(joined, found)),
        breaks=tuple(piece for piece in rules.breaks if piece.may_be_in(joined, found)),
        words=rules.words if _SENTENCES in found else _NOTHING,
        line=rules.line if _LINES in found else rules.usual_line,
    )
    hints = [piece.hint for piece in (*present.pieces, *present.breaks)]
    hinted = _found_in(text.blocks, [*hints, rules.words] if present.words is rules.words else hints)
    removed = list(text.removed)
    blocks: list[Block] = []
    for at, block in enumerate(text.blocks):
        if at in hinted or (len(block.text) <= MAX_LINE and _line_reason(present, block)):
            blocks += _rests(present, block, removed)
        else:
            blocks.append(block)
    if len(removed) == len(text.removed):
        return text
    return replace(text, blocks=tuple(blocks), removed=tuple(removed))


def _found_in(blocks: tuple[Block, ...], hints: Sequence[Pattern]) -> set[int]:
    """The indexes of the blocks that a match of one of the hints touches; most files have none."""
    if not hints:
        return set()
    starts = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
    spans = (found.span() for hint in hints for found in hint.finditer(lines_of(blocks)))
    # One that crosses a line end may hide another.
    return {
        at
        for start, end in spans
        for at in range(bisect_right(starts, start) - 1, bisect_right(starts, max(start, end - 1)))
    }


def _rests(rules: _Rules, block: Block, removed: list[Removed]) -> Iterator[Block]:
    """What is left of `block` once nothing in it is boilerplate any more."""
    waiting = [(block, 0)]
    while waiting:
        block, looks = waiting.pop()
        if len(block.text) <= MAX_LINE and (reason := _line_reason(rules, block)):
            removed += taken(block, reason)
            continue
        parts = _divided(rules, block, removed)
        if parts is None:
            rest = _rest(rules, block, removed)
            if rest is block or looks == MAX_LOOKS:
                yield rest
                continue
            parts = [rest] if rest.text else []
        # What was cut away may have hidden a line that is boilerplate as a whole.
        waiting += [(part, looks + 1) for part in reversed(parts)]


def _divided(rules: _Rules, block: Block, removed: list[Removed]) -> list[Block] | None:
    """The parts between tags that end a line; None where there is no such tag."""
    for piece in rules.breaks:
        if piece.hint.search(block.text) and piece.pattern.search(block.text):
            tags = piece.pattern.finditer(block.text)
            removed += [Removed(block.lines[0], tag[0].strip(" "), piece.reason) for tag in tags]
            parts = piece.pattern.sub("\n", block.text).split("\n")
            return [replace(block, text=part.strip(" ")) for part in parts if part.strip(" ")]
    return None


def _rest(rules: _Rules, block: Block, removed: list[Removed]) -> Block:
    for piece in rules.pieces:
        if piece.hint.search(block.text):
            block = _without_piece(piece, block, removed)
    if rules.words.search(block.text):
        block = _without_sentences(rules, block, removed)
    return block


def _line_reason(rules: _Rules, block: Block) -> str | None:
    reason = _reason_of(rules, block)
    if reason or block.text[0] not in _BULLETS or not (bullet := _BULLET.match(block.text)):
        return reason
    return _reason_of(rules, replace(block, text=block.text[bullet.end() :]))


def _reason_of(rules: _Rules, block: Block) -> str | None:
    text = block.text
    reason = rules.line.reason(text)
    if reason or text[-1] in _STOPS:
        return reason
    if reason := rules.bare.reason(text):
        return reason
    if not block.style and is_bar(text, rules.bars):
        return PAGE_BAR
    return rules.head.reason(text) if block.lines[0] <= HEAD_LINES else None


def _without_piece(piece: _Piece, block: Block, removed: list[Removed]) -> Block:
    def cut(match: re.Match[str]) -> str:
        removed.append(Removed(block.lines[0], match[0].strip(" "), piece.reason))
        return ""

    text = piece.pattern.sub(cut, block.text)
    return block if text == block.text else replace(block, text=text.strip(" "))


def _without_sentences(rules: _Rules, block: Block, removed: list[Removed]) -> Block:
    sentences = _SENTENCE.findall(block.text)
    reasons = [_sentence_reason(rules, sentence) for sentence in sentences]
    if not any(reasons):
        return block
    rest = "".join(sentence for sentence, reason in zip(sentences, reasons, strict=True) if not reason)
    if reasons[-1] and _is_introduction(rules, sentences[-1], rest):
        removed += taken(block, reasons[-1])
        return replace(block, text="")
    removed += [
        Removed(block.lines[0], sentence, reason)
        for sentence, reason in zip(sentences, reasons, strict=True)
        if reason
    ]
    return replace(block, text=rest.strip(" "))


def _is_introduction(rules: _Rules, last: str, rest: str) -> bool:
    """Whether what stands before an editor's last sentence is the editor's, too; reports count."""
    return (
        len(rest) <= MAX_INTRODUCTION
        and last[0] not in _OPENING
        and not (_COUNTED.search(rest) or NUMBERED.match(rest) or rules.own_voice.search(rest))
    )


def _sentence_reason(rules: _Rules, sentence: str) -> str | None:
    core = sentence.strip(_AROUND_SENTENCE)
    return rules.sentence.reason(core) if rules.words.search(core) else None


@once
def _rules_of(settings: Settings) -> _Rules:
    table = load_rules("boilerplate", settings)
    try:
        lines, sentences, bar = table["line"], table["sentence"], table["bar"]
        loose = [rule for rule in lines if rule.get("words")]
        return _compiled(
            _pairs(rule for rule in lines if not (rule.get("head") or rule.get("bare"))),
            frozenset(rule["pattern"] for rule in loose),
            _words_of(loose),
            (
                (_links(tuple(table["page_title"]["kinds"])), "navigation"),
                *_pairs(rule for rule in lines if rule.get("bare")),
            ),
            _pairs(rule for rule in lines if rule.get("head")),
            _pairs(sentences),
            _words_of(sentences),
            tuple((rule["hint"], rule["pattern"], rule["reason"]) for rule in table["piece"]),
            tuple((rule["hint"], rule["pattern"], rule["reason"]) for rule in table["break"]),
            tuple(table["speech"]["own_voice"]),
            (tuple(bar["labels"]), tuple(bar["actions"])),
        )
    except KeyError as error:
        raise SettingsError(f"a boilerplate rule lacks its {error}; add it in archive.toml") from error


def _words_of(rules: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({word for rule in rules for word in rule["words"]}))


def _pairs(rules: Iterable[dict[str, str]]) -> _Pairs:
    return tuple((rule["pattern"], rule["reason"]) for rule in rules)


@lru_cache(maxsize=8)
def _compiled(
    lines: _Pairs,
    loose: frozenset[str],
    line_words: tuple[str, ...],
    bare: _Pairs,
    heads: _Pairs,
    sentences: _Pairs,
    words: tuple[str, ...],
    pieces: _Triples,
    breaks: _Triples,
    own_voice: tuple[str, ...],
    bar: tuple[tuple[str, ...], tuple[str, ...]],
) -> _Rules:
    rows = bars(*bar)
    cut, divided = _pieces(pieces), _pieces(breaks)
    lists = {piece.hint.pattern: piece.words for piece in (*cut, *divided) if piece.words}
    return _Rules(
        line=_whole_lines(lines),
        usual_line=_whole_lines(tuple(pair for pair in lines if pair[0] not in loose)),
        lists=WordLists({**lists, _SENTENCES: words, _LINES: line_words}),
        bars=rows,
        bare=_whole_lines((*((row, PAGE_BAR) for row in rows.whole), *bare)),
        head=_whole_lines(heads),
        sentence=_whole_lines(sentences),
        words=Pattern(one_word(words)),
        pieces=cut,
        breaks=divided,
        own_voice=_rule("|".join(own_voice)),
    )


def _links(kinds: tuple[str, ...]) -> str:
    """The pattern of a line of links to other pages: titles of reports, numbered or each with its date."""
    kind = rf"(?:{'|'.join(kinds)})"
    date = r"(?:(?:19|20)\d\d[-/])?\d{1,2}[-/]\d{1,2}"
    title = rf"[^，。；：:\s]{{2,36}}?{kind}[^，。；：:\s\d]{{0,8}}(?:[（(][^（()）]{{2,10}}[)）])?"
    dated = rf"(?>(?:\d{{1,2}}[.、] ?)?{title} ?[（(]?{date}[)）]? ?){{1,20}}"
    numbered = rf"(?>\d{{1,2}}[.、] ?{title} ){{2,20}}(?:\d{{1,2}}[.、] ?{title})"
    three = rf"(?>{title}(?:\d{{4}}|范文)? ){{2,20}}{title}(?:\d{{4}}|范文)?"
    several = rf"(?>[^，。；：:\s]{{4,40}}?[（(]?{date}[)）]? ?){{2,20}}"
    barred = rf"(?>{title} ?[|｜] ?){{2,20}}[^，。；|｜]{{2,40}}"
    # A date has a dash or a stroke, and blanks or bars part the others: most headings have none of these.
    return (
        rf"(?:(?=[^-/]*[-/])(?:{dated}|{several})|(?=[^ ]* [^ ]* )(?:{numbered}|{three})"
        rf"|(?=[^|｜]*[|｜]){barred})"
    )


def _pieces(triples: _Triples) -> tuple[_Piece, ...]:
    return tuple(_piece(hint, pattern, reason) for hint, pattern, reason in triples)


def _piece(hint: str, pattern: str, reason: str) -> _Piece:
    words = tuple(hint.replace("\\", "").split("|")) if _WORDS.fullmatch(hint) else ()
    starts = split_by_first_character(hint)
    is_list = bool(words) and len(starts) == 1
    return _Piece(
        hint=_rule(one_word(words) if words else hint),
        hints=() if is_list else tuple(map(_rule, starts)),
        words=words if is_list else (),
        pattern=_rule(f" ?(?:{pattern}) ?"),
        reason=reason,
    )


_rule = partial(RulePattern, table="boilerplate")
_whole_lines = partial(WholeLines, table="boilerplate")
