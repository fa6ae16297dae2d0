"""One rehearsal, played to its end once for all the tests that look at it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.demo.folder import REHEARSAL, prepare
from workflow.demo.rehearsal import LAUNCHED, UNTIL, Played, new_store, rehearse

Rehearse = Callable[..., Played]


def _rehearsed(place: Path, **told: object) -> Played:
    folder = prepare(place / "demo", place / "keys")
    engine, clock = new_store(folder, REHEARSAL, "demo-rehearsal", LAUNCHED)
    return rehearse(engine, clock, **{"until": UNTIL, **told})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The whole rehearsal; only to be looked at."""
    return _rehearsed(tmp_path_factory.mktemp("rehearsal"))


@pytest.fixture
def rehearsed(tmp_path: Path) -> Rehearse:
    """Play another rehearsal, in a store of the test's own."""
    return lambda **told: _rehearsed(tmp_path, **told)
