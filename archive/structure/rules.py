"""All rules of this room, read from archive/data once for each set of settings."""

from __future__ import annotations

from dataclasses import dataclass

from ..config import Settings, load_rules
from ..lazy_pattern import at_once
from .cues import TABLE as CUES
from .cues import CueRules, compile_cues
from .cuts import TABLE as CUTS
from .cuts import CutModel, compile_cuts
from .formulas import TABLE as FORMULAS
from .formulas import FormulaRules, compile_formulas
from .judge import TABLE as HEADINGS
from .judge import HeadingRules, compile_headings
from .lexicon import TABLE as TYPES
from .lexicon import TypeRules, compile_types
from .sequence_model import TABLE as SEQUENCE
from .sequence_model import SequenceModel, compile_sequence
from .titles import TABLE as TITLES
from .titles import TitleRules, compile_titles
from .units import TABLE as UNITS
from .units import UnitRules, compile_units

_TABLES = (TITLES, UNITS, HEADINGS, TYPES, CUES, FORMULAS, CUTS, SEQUENCE)
# To make them takes as long as dozens of pages: the last sets are kept, by the user's additions.
_KEPT = 4
_cache: dict[str, Rules] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The compiled rule tables, one for each question that is asked of a page. Hashed by identity."""

    titles: TitleRules
    units: UnitRules
    headings: HeadingRules
    types: TypeRules
    cues: CueRules
    formulas: FormulaRules
    cuts: CutModel
    sequence: SequenceModel


def rules_for(settings: Settings) -> Rules:
    """The shipped rules with the user's additions. Raises SettingsError for a faulty addition."""
    key = repr([settings.rules.get(table) for table in _TABLES])
    if key not in _cache:
        if len(_cache) >= _KEPT:
            _cache.clear()
        with at_once({table: settings.rules[table] for table in _TABLES if table in settings.rules}):
            _cache[key] = _compile(settings)
    return _cache[key]


def _compile(settings: Settings) -> Rules:
    return Rules(
        titles=compile_titles(load_rules(TITLES, settings)),
        units=compile_units(load_rules(UNITS, settings)),
        headings=compile_headings(load_rules(HEADINGS, settings)),
        types=compile_types(load_rules(TYPES, settings)),
        cues=compile_cues(load_rules(CUES, settings)),
        formulas=compile_formulas(load_rules(FORMULAS, settings)),
        cuts=compile_cuts(load_rules(CUTS, settings)),
        sequence=compile_sequence(load_rules(SEQUENCE, settings)),
    )
