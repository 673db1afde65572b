"""Headings and sentences as many offices word them: what they are about is in thesaurus.toml."""

import tomllib
from pathlib import Path

import pytest
from structure_pages import rules

from archive.structure.cues import lead
from archive.structure.lexicon import heading_types, statement_types

WORDING = tomllib.loads(Path(__file__).with_name("thesaurus.toml").read_text(encoding="utf-8"))


def pairs(table):
    return [(text, kind) for kind, texts in WORDING[table].items() for text in texts]


@pytest.mark.parametrize(("heading", "types"), pairs("headings"))
def test_a_heading_names_its_types_in_many_wordings(heading, types):
    assert (",".join(heading_types(heading, rules().types)) or "-") == types


@pytest.mark.parametrize(("heading", "kind"), pairs("states"))
def test_a_heading_that_names_nothing_states_a_defect(heading, kind):
    assert heading_types(heading, rules().types) == ()
    assert statement_types(heading, rules().types) == (kind,)


@pytest.mark.parametrize(("sentence", "kind"), pairs("openers"))
def test_a_passage_is_opened_in_many_wordings(sentence, kind):
    found = lead(sentence, rules().cues)
    assert found is not None
    assert found.type == kind
    assert found.words in sentence


@pytest.mark.parametrize("sentence", WORDING["account"]["工作情况"])
def test_an_account_of_work_opens_nothing_else(sentence):
    assert lead(sentence, rules().cues) is None
