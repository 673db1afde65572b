"""What a passage without heading and lead is about, by its grammar: done, wanting, or to come."""

from __future__ import annotations

from .cues import Weights, actions, sentence_leads, sentences, support, weigh, weighed_word
from .elements import Element
from .reasons import Choice, Cue, Rule
from .rules import Rules
from .type_names import ADVICE, LESSONS, PLANS, PROBLEMS, SITUATION, WORK
from .typed import Base, cued

# A paragraph describes defects where every second clause names one.
_WANTING_SHARE, _MIN_WANTING = 0.4, 2
# After problems were reported one word of a defect is enough, and under a heading that names work
# there must be more: chosen on the dev pages.
_MIN_WANTING_LATE, _MIN_WANTING_FIRM = 1, 3
# Intentions outweigh reports of work only clearly: past prose has its 进一步 and 不断 too.
_PLAN_RATIO = 2.0
_MIN_COMING = 2
# Thoughts on a course mention what was seen, too; an account of it tells of several things done.
_MIN_DONE = 2


def by_grammar(element: Element, current: Choice, base: Base, rules: Rules) -> Choice:
    """The type of a passage that only inherits one and has no lead."""
    text, words = element.text, rules.cues
    if base.reasoning and current.type == SITUATION:
        return advised(element, rules) or current
    if current.type == LESSONS and not base.firm:
        return by_content(element, current, rules)
    if current.type not in (WORK, PROBLEMS):
        return current
    weights = weigh(text, words)
    if current.type == WORK and is_wanting(text, weights, _enough(base), rules):
        return cued(Cue(PROBLEMS, weighed_word(text, words.wanting)), element, Rule.TYPE_WANTING)
    if base.late and not base.firm and is_plan(weights, late=True):
        return cued(Cue(PLANS, weighed_word(text, words.coming, words.striving)), element, Rule.TYPE_COMING)
    return current


def by_content(element: Element, current: Choice, rules: Rules) -> Choice:
    """The type of a paragraph of 心得, which are lessons unless they tell of something else only."""
    text, words = element.text, rules.cues
    told = zip(sentences(text), sentence_leads(text, words), strict=True)
    if any(support(sentence, LESSONS, words) or (cue and cue.type == LESSONS) for sentence, (_, cue) in told):
        return current
    weights = weigh(text, words)
    if is_wanting(text, weights, _MIN_WANTING_FIRM, rules):
        return cued(Cue(PROBLEMS, weighed_word(text, words.wanting)), element, Rule.TYPE_WANTING)
    if is_plan(weights, late=False):
        return cued(Cue(PLANS, weighed_word(text, words.coming)), element, Rule.TYPE_COMING)
    if weights.done >= _MIN_DONE and weights.done > weights.coming:
        return cued(Cue(WORK, weighed_word(text, words.done)), element, Rule.TYPE_DONE)
    return current


def advised(element: Element, rules: Rules) -> Choice | None:
    """The type of a passage of which most sentences say what should be done."""
    told = sentences(element.text)
    modal = [hit[0] for sentence in told if (hit := rules.cues.modal.search(sentence))]
    if len(modal) < _MIN_COMING or 2 * len(modal) < len(told):
        return None
    return cued(Cue(ADVICE, modal[0]), element, Rule.TYPE_MODAL)


def _enough(base: Base) -> int:
    """How many words of defects turn a passage that is taken for work."""
    if base.firm:
        return _MIN_WANTING_FIRM
    return _MIN_WANTING_LATE if base.late else _MIN_WANTING


def is_wanting(text: str, weights: Weights, least: int, rules: Rules) -> bool:
    """Whether a passage describes defects: most of its sentences name one, and there are `least`."""
    clauses = max(1, len(sentence_leads(text, rules.cues)))
    dense = weights.wanting >= _WANTING_SHARE * clauses
    if not dense or weights.wanting < least or weights.wanting <= weights.done:
        return False
    if rules.cues.overcome.search(text):
        return False
    return weights.wanting > weights.done + actions(text, rules.cues)


def is_plan(weights: Weights, late: bool) -> bool:
    """Whether a passage speaks of what is to come; after the problems (`late`) less is asked for."""
    if late:
        coming = weights.coming + weights.striving
        return coming >= _MIN_COMING and coming > weights.done and weights.wanting < coming
    return weights.coming >= _MIN_COMING and weights.coming > _PLAN_RATIO * weights.done


def concedes(text: str, rules: Rules) -> Cue | None:
    """Whether most words of what stands before its causes are of what is wanting; the first of them."""
    weights = weigh(text, rules.cues)
    wanting = weights.wanting > weights.done
    return Cue(PROBLEMS, weighed_word(text, rules.cues.wanting)) if wanting else None
