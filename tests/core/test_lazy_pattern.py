"""Expressions that are compiled when they are first used, or at once where a user may have made a mistake."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import SettingsError
from archive.lazy_pattern import Pattern, RulePattern, at_once

FAULTY = "今后(打算"


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "split"])
@given(text=st.text("今后打算\n", max_size=8))
def test_it_finds_what_the_compiled_expression_finds(method: str, text: str) -> None:
    lazy, compiled = (getattr(made("后(打)?"), method)(text) for made in (Pattern, re.compile))
    assert repr(lazy) == repr(compiled)


@pytest.mark.parametrize("method", ["sub", "subn"])
def test_it_puts_in_what_the_compiled_expression_puts_in(method: str) -> None:
    lazy, compiled = (getattr(made("今|后"), method)("前", "今后的打算") for made in (Pattern, re.compile))
    assert lazy == compiled


def test_an_expression_is_compiled_when_it_is_first_used() -> None:
    pattern = Pattern(FAULTY)
    with pytest.raises(re.error):
        pattern.search("今后打算")


def test_a_faulty_rule_is_told_with_its_table_when_it_is_used() -> None:
    pattern = RulePattern(FAULTY, "cues")
    with pytest.raises(SettingsError, match=r"今后\(打算.*\[rules\.cues\]"):
        pattern.search("今后打算")


def test_a_faulty_rule_is_told_before_any_use_where_a_user_may_have_made_it() -> None:
    with at_once({"titles": {}}), pytest.raises(SettingsError, match="cues"):
        RulePattern(FAULTY, "cues")


def test_rules_made_later_wait_for_their_use_again() -> None:
    with at_once({"titles": {}}):
        pass
    pattern = RulePattern(FAULTY, "cues")
    with pytest.raises(SettingsError, match="cues"):
        pattern.match("今后打算")


@pytest.mark.parametrize("added", [[FAULTY], {"leads": {"计划": ["打算", FAULTY]}}, {"sign": FAULTY}])
def test_what_a_user_has_added_is_named_not_what_is_made_of_it(added: object) -> None:
    with at_once({"cues": added}), pytest.raises(SettingsError, match=r"^'今后\(打算' in the rules 'cues'"):
        RulePattern(f"(?=[今打])(?:打算|{FAULTY})", "cues")


def test_what_is_made_of_many_rules_is_not_shown_whole() -> None:
    with pytest.raises(SettingsError) as raised:
        RulePattern(FAULTY + "|打算" * 1000, "cues").search("")
    assert len(str(raised.value)) < 300
