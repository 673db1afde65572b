"""Whatever goes wrong while an archive is written or read, it is as before or as after (`faults.py`)."""

from __future__ import annotations

import random

import pytest
from faults import FAULTS, Bench, Wrong, content, expect

SEED = 11
ENGINES = ["whoosh", "tantivy"]


@pytest.fixture(scope="module", params=ENGINES)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("faults"), request.param)


@pytest.mark.parametrize(("fault", "number"), [("kills", 2), ("limit", 1), ("flips", 1)])
def test_an_archive_survives(bench: Bench, fault: str, number: int) -> None:
    # Raises Wrong at the first archive that is neither; says what was seen.
    assert FAULTS[fault](bench, number, random.Random(SEED))


@pytest.mark.slow
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_an_archive_survives_many_faults(bench: Bench, fault: str) -> None:
    assert FAULTS[fault](bench, 10, random.Random(SEED))


def test_a_fault_that_does_harm_would_be_seen(bench: Bench) -> None:
    assert bench.old != bench.new
    with bench.copy(bench.before) as home:
        assert expect(content(home), {"as before": bench.old}, "untouched") == "as before"
        with pytest.raises(Wrong, match="neither"):
            expect(content(home), {"as after": bench.new}, "untouched")
