"""Desks: an empty folder, a fresh store, and one with a cycle under way.

Stores are made once for each run and copied for each test.
"""

from pathlib import Path

import pytest

from tests.cli.desk import Desk, record


@pytest.fixture(scope="session")
def first_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A rehearsal store on its first day."""
    desk = Desk(folder=tmp_path_factory.mktemp("first"))
    desk.ok("store", "init", "--rehearsal")
    return desk


@pytest.fixture(scope="session")
def first_cycle(first_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Five reviews of France's design; Mexico's stands in self_assessment."""
    desk = first_desk.copy_to(tmp_path_factory.mktemp("cycle") / "desk")
    desk.ok(
        *("cycle", "open", "fra", "--definition", "france-2009", "--on", "2027-01-04"),
        *("--select", "MEX,Niger,Nigeria,Ivory Coast,European Union"),
    )
    for holder in ("x1@FRA", "x2@Brazil"):
        desk.ok("review", "bind", "fra/MEX", "team", holder, "--note", "NV 1")
    desk.ok(*record("fra/MEX", "appoint_team", "secretariat", "secretariat"))
    (desk.folder / "answers.pdf").write_bytes(b"answers")
    return desk


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder without a store."""
    monkeypatch.chdir(tmp_path)
    return Desk(folder=tmp_path)


@pytest.fixture
def fresh(first_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store without a cycle."""
    desk = first_desk.copy_to(tmp_path / "desk")
    monkeypatch.chdir(desk.folder)
    return desk


@pytest.fixture
def desk(first_cycle: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store with a cycle under way."""
    desk = first_cycle.copy_to(tmp_path / "desk")
    monkeypatch.chdir(desk.folder)
    return desk
