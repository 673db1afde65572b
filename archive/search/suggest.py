"""What to ask instead, where nothing has all that was asked for: other spellings, fewer conditions.

Whatever is suggested has been asked, and finds something.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from ..fold import fold
from ..index.engines.base import Snapshot
from ..index.expr import Atom
from ..model import Span, Suggestion
from ..query import ast, parse
from .language import Language
from .plan import make_plan, word_node
from .spelling import corrections

# Mistakes come singly: of a query with more unknown words than this, the first ones are looked at.
MAX_WRONG = 3
# A longer word is a pasted sentence.
MAX_LENGTH = 16
# A query with more words than this is no slip of the keys but a list.
MAX_LEAVES = 16
# What is shown is read at a glance; what is tried for it takes a search each.
MAX_SHOWN = 3
# A single character is in half of all sections.
_SHORTEST_HALF = 2
_TRIED_A_WORD = 12
_TRIED_IN_ALL = 12

_Leaf = ast.Term | ast.Phrase
Words = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query without its filters, the filters, and where to ask; `any_word` is enough if set."""

    snapshot: Snapshot
    language: Language
    query: ast.Node | None
    filters: tuple[ast.Node, ...]
    any_word: bool

    def total(self, nodes: Sequence[ast.Node]) -> int:
        """How many sections satisfy all nodes."""
        plan = make_plan(nodes[0] if len(nodes) == 1 else ast.And(tuple(nodes)), self.language)
        return self.snapshot.select(plan.relaxed if self.any_word else plan.expr).total


def suggestions(
    snapshot: Snapshot, language: Language, query: str, filters: Sequence[str], *, any_word: bool = False
) -> tuple[Suggestion, ...]:
    """Queries that find something, for one that finds nothing; the parts are those of a `Request`."""
    tree = parse(query) if query.strip() else None
    asked = _Asked(snapshot, language, tree, tuple(map(parse, filters)), any_word)
    return (*islice(_respelt(asked), MAX_SHOWN), *_loosened(asked))


def _respelt(asked: _Asked) -> Iterator[Suggestion]:
    """The query with other words in place of those that the archive lacks."""
    if asked.query is None:
        return
    leaves = list(islice(dict.fromkeys(_leaves(asked.query)), MAX_LEAVES + 1))
    if len(leaves) > MAX_LEAVES:
        return
    cut = [(leaf, _pieces(asked, leaf)) for leaf in leaves]
    wrong = [(leaf, pieces) for leaf, pieces in cut if any(bad for _, bad in pieces)][:MAX_WRONG]
    if not wrong:
        return
    words = list(asked.snapshot.words())
    options = [_better(asked, leaf, pieces, words) for leaf, pieces in wrong]
    # A word for which there is nothing better stays: in an OR another one may find something.
    choices = product(*(found or [leaf] for (leaf, _), found in zip(wrong, options, strict=True)))
    for chosen in islice(choices, _TRIED_IN_ALL):
        better = _replaced(asked.query, dict(zip((leaf for leaf, _ in wrong), chosen, strict=True)))
        if better != asked.query and (total := asked.total((better, *asked.filters))):
            yield Suggestion("spelling", str(better), (), total)


def _leaves(node: ast.Node) -> Iterator[_Leaf]:
    """The words and phrases that are looked for, not the excluded ones."""
    match node:
        case ast.Term() | ast.Phrase():
            yield node
        case ast.And(items) | ast.Or(items):
            for item in items:
                yield from _leaves(item)


def _pieces(asked: _Asked, leaf: _Leaf) -> list[tuple[Span, bool]]:
    """The words of a leaf, and which of them are wrong.

    Those are the words that no section has. Where there is none, and yet nothing has them all, it
    is what the segmenter could not make a word of: single characters; in a phrase, any of it.
    """
    text = fold(leaf.text).strip()
    if len(text) > MAX_LENGTH:
        return []
    spans = list(_spans(text, asked.language.segmenter.words(text)))
    wrong = [span for span in spans if _is_unknown(asked, text[slice(*span)])]
    if not wrong and not asked.total([leaf]):
        whole = isinstance(leaf, ast.Phrase)
        wrong = [(a, b) for a, b in spans if whole or (b - a == 1 and not _is_stop_word(asked, text[a]))]
    return [(span, span in wrong) for span in spans]


def _spans(text: str, words: Iterable[str]) -> Iterator[Span]:
    at = 0
    for word in words:
        start = text.index(word, at)
        at = start + len(word)
        yield start, at


def _is_unknown(asked: _Asked, word: str) -> bool:
    return not _is_stop_word(asked, word) and not asked.snapshot.select(Atom(word)).total


def _is_stop_word(asked: _Asked, word: str) -> bool:
    return word in asked.language.stop_words


def _better(asked: _Asked, leaf: _Leaf, pieces: list[tuple[Span, bool]], words: Words) -> list[ast.Node]:
    """What a leaf may have been meant for, as far as it finds something by itself."""
    make = ast.Phrase if isinstance(leaf, ast.Phrase) else word_node
    text = fold(leaf.text).strip()
    groups: list[list[ast.Node]] = [
        [make(better) for better in group] for group in corrections(text, pieces, words, _TRIED_A_WORD)
    ]
    if isinstance(leaf, ast.Term) and len(pieces) == 1:
        groups.append(list(_halves(text, {word for word, _ in words})))
    for group in groups:
        found = [better for better in group if asked.total([better])]
        if found:
            return found[:MAX_SHOWN]
    return []


def _halves(word: str, known: Container[str]) -> Iterator[ast.Node]:
    """A word that the segmenter keeps whole as two that the archive has: 统计数据 as 统计 and 数据."""
    for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        left, right = word[:at], word[at:]
        if left in known and right in known:
            yield ast.And((word_node(left), word_node(right)))


def _replaced(node: ast.Node, others: Mapping[_Leaf, ast.Node]) -> ast.Node:
    match node:
        case ast.Term() | ast.Phrase():
            return others.get(node, node)
        case ast.And(items) | ast.Or(items):
            return type(node)(tuple(_replaced(item, others) for item in items))
        case _:
            return node


def _loosened(asked: _Asked) -> Iterator[Suggestion]:
    """The query without one of its conditions, or without all of them where one is not enough."""
    parts = _parts(asked.query)
    conditions = [*asked.filters, *(part for part in parts if _is_condition(part))]
    single = [found for left_out in conditions if (found := _without(asked, parts, [left_out]))]
    if single or len(conditions) < 2:
        yield from single
    elif found := _without(asked, parts, conditions):
        yield found


def _parts(query: ast.Node | None) -> tuple[ast.Node, ...]:
    if query is None:
        return ()
    return query.items if isinstance(query, ast.And) else (query,)


def _is_condition(node: ast.Node) -> bool:
    return isinstance(node, (ast.Field, ast.Years, ast.Not))


def _without(asked: _Asked, parts: Sequence[ast.Node], left_out: Sequence[ast.Node]) -> Suggestion | None:
    kept = [part for part in parts if part not in left_out]
    filters = [node for node in asked.filters if node not in left_out]
    if not kept and not filters:
        return None
    total = asked.total((*kept, *filters))
    if not total:
        return None
    query = str(ast.And(tuple(kept))) if len(kept) > 1 else "".join(map(str, kept))
    return Suggestion("filter", query, tuple(map(str, left_out)), total)
