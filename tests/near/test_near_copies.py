"""Near-copies are recognised through edits, and passages that only sound alike are not taken for them."""

from __future__ import annotations

import measure
import pytest

# What `python tests/near/measure.py` printed when the thresholds were chosen, less a few hundredths
# for chance: (paragraphs, sections). Above a fifth of the words a passage counts as another one.
FLOORS = {
    "as it is, Traditional": (1.0, 1.0),
    "words 5 %": (1.0, 1.0),
    "words 10 %": (0.97, 0.95),
    "words 20 %": (0.60, 0.0),
    "masks": (1.0, 1.0),
    "new figures": (1.0, 1.0),
    "clauses reordered 40 %": (1.0, 1.0),
    "clauses cut 20 %": (0.90, 0.84),
    "clauses added 40 %": (0.91, 0.86),
    "masks, words 10 %": (0.96, 0.87),
    "reordered, words 10 %": (0.94, 0.87),
}


@pytest.mark.parametrize("edit", FLOORS)
def test_an_edited_copy_joins_its_original_and_no_other(edit: str) -> None:
    found = measure.recall(edit)
    paragraphs, sections = FLOORS[edit]
    assert found.paragraphs >= paragraphs
    assert found.sections >= sections
    assert found.wrong == 0


@pytest.mark.parametrize("edit", ["words 40 %"])
def test_what_was_rewritten_is_no_copy(edit: str) -> None:
    found = measure.recall(edit)
    assert (found.paragraphs, found.sections, found.wrong) == (0, 0, 0)


def test_passages_with_the_same_set_phrases_are_not_taken_for_copies() -> None:
    assert measure.false_groups() == 0
