"""Reading is light: no heavy library, and a whole cycle at once. Times: benchmarks/reading.py."""

import subprocess
import sys

import pytest

from tests.support.designs import LATE_NOTE
from workflow.definition.read import read_definition
from workflow.model.rosters.roster_text import parse_roster
from workflow.service import viewing
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.testing import Rehearsal, rehearsal

HEAVY = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "structlog", "rich", "transitions")
READ = """
import sys
from workflow.config import settings
from workflow.wiring import build
from workflow.service import viewing
engine = build(settings(store=sys.argv[1]), today="2027-09-01")
viewing.status(engine), viewing.show(engine, "t/QAA"), viewing.why(engine, "t/QAA")
viewing.history(engine, "t/QAA"), viewing.messages(engine)
viewing.status(engine, as_of="2027-05-01")
print(",".join(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_no_question_of_the_desk_loads_a_heavy_library(sqlite_url: str) -> None:
    """Not even when time limits must pass to answer."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", ("secretariat", "secretariat"))
    done = subprocess.run(
        [sys.executable, "-c", READ, sqlite_url, *HEAVY],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


def many(url: str, count: int) -> Rehearsal:
    """*count* reviews that began, each with a time limit that will pass."""
    scene = rehearsal(url, LATE_NOTE, codes="QAA")
    lines = ["iso3,name,regional_group,untoc,tip,som,firearms"]
    letters = "ABCDEFGHIJKLMNOPQRST"
    codes = [f"X{letters[n // 20]}{letters[n % 20]}" for n in range(count)]
    lines += [f"{code},State {code},african,2004-01-10,,," for code in codes]
    roster = parse_roster("\n".join(lines) + "\n")
    read = read_definition(LATE_NOTE, file="definition.yaml")
    open_cycle(
        scene.engine,
        OpenCycle(
            id="many",
            definition=read.require(),
            data=read.data,
            roster=roster,
            roster_words="invented",
            parties=roster.parties,
            launched_on="2027-01-04",
        ),
    )
    scene.cycle = "many"
    for code in codes:
        scene.record(code, "start", ("secretariat", "secretariat"))
    return scene.at("2027-12-01")


@pytest.mark.slow
def test_a_cycle_of_190_reviews_is_read_whole(sqlite_url: str) -> None:
    """Now and as known then, every time limit passing while it is read."""
    with many(sqlite_url, 190) as scene:
        for at in ({}, {"as_known": "2027-09-01"}):
            board = viewing.status(scene.engine, "many", **at)

            assert len([place for place in board.awaited if place.passed_on]) == 190
