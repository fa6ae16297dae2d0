"""Meetings and clocks, as a clerk types them."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.support.meetings import COUNT_BACK
from workflow.testing import INVENTED

MOVE = ("meeting", "move", "t", "plenary", "2", "--to")


@pytest.fixture
def plenary(tmp_path: Path) -> Desk:
    """A rehearsal with two invented States whose reports go to a plenary."""
    desk = Desk(folder=tmp_path)
    (tmp_path / "plenary.yaml").write_text(COUNT_BACK, encoding="utf-8")
    (tmp_path / "parties.csv").write_text(INVENTED, encoding="utf-8")
    desk.ok("store", "init", "--rehearsal")
    design = ("--definition", str(tmp_path / "plenary.yaml"), "--on", "2027-01-04")
    who = ("--parties", str(tmp_path / "parties.csv"), "--select", "QAA,QBB")
    desk.ok("cycle", "open", "t", *design, *who)
    desk.ok("meeting", "add", "t", "plenary", "--on", "2027-06-14")
    desk.ok("meeting", "add", "t", "plenary", "--on", "2027-11-15", "--decision", "Plenary 1/27")
    for code in ("QAA", "QBB"):
        office = ("--as", "secretariat", "--role", "secretariat")
        desk.ok("review", "record", f"t/{code}", "start", *office)
    return desk


def test_meetings_are_listed_by_date(plenary: Desk) -> None:
    """With what they are called, their kind and the decision."""
    assert plenary.ok("meeting", "list", "t").out == (
        "body\tn\topens_on\tnature\tstatus\tdecision\tid\n"
        "plenary\t1\t2027-06-14\tordinary\tplanned\t\tt~plenary:1\n"
        "plenary\t2\t2027-11-15\tordinary\tplanned\tPlenary 1/27\tt~plenary:2\n"
    )


def test_a_move_says_what_moved_and_a_dry_run_moves_nothing(plenary: Desk) -> None:
    """Each date before and after."""
    tried = plenary.ok(*MOVE, "2027-11-29", "--dry-run").out.splitlines()
    moved = plenary.ok(*MOVE, "2027-11-29").out.splitlines()

    assert tried[:-1] == moved[:-1]
    assert tried[-1] == "nothing written (--dry-run)"
    assert moved[3:] == [
        "plenary 2: Mon 2027-11-29, ordinary, planned",
        "  t/QAA:adoption_meeting:1: Mon 2027-11-15 → Mon 2027-11-29",
        "  t/QAA:visit:1: Mon 2027-07-26 → Mon 2027-08-09",
        "  t/QBB:adoption_meeting:1: Mon 2027-11-15 → Mon 2027-11-29",
        "  t/QBB:visit:1: Mon 2027-07-26 → Mon 2027-08-09",
        "next: peer-review meeting list t",
    ]


def test_a_notified_date_holds_the_meeting(plenary: Desk) -> None:
    """Exit code 3, the review named, and what would help."""
    plenary.ok("deadline", "notify", "t/QBB:visit", "--note", "NV 1")

    typed = plenary.type(*MOVE, "2027-11-08")

    assert typed.code == 3
    assert "- R042 t/QBB:visit:1: 2027-07-26 was notified on 2027-01-04" in typed.err
    assert plenary.ok(*MOVE, "2027-11-08", "--decision", "Plenary 2/27").code == 0


def test_a_cancelled_meeting_and_the_plan(plenary: Desk) -> None:
    """The plan speaks of the meeting that is left; without one there is none."""
    plan = plenary.ok("meeting", "plan", "t/QAA", "--json").data
    assert [row["step"] for row in plan["plan"]] == ["visit", "draft", "comments", "adoption"]  # type: ignore[index,attr-defined]
    cancelled = plenary.ok("meeting", "cancel", "t", "plenary", "2").out
    assert "  t/QAA:visit:1: Mon 2027-07-26 → -" in cancelled
    assert plenary.ok("meeting", "plan", "t/QAA", "--json").data["plan"] == []


def test_clocks_are_paused_for_a_cycle_and_one_review_opts_out(plenary: Desk) -> None:
    """And run again; a single review can be paused alone."""
    apart = ("--except", "t/QBB", "--decision", "Bureau 1")
    paused = plenary.ok("deadline", "pause", "t", *apart).out.splitlines()
    assert paused[-2:] == [
        "  t/QBB: left out, its dates stay",
        "next: peer-review deadline list t --open",
    ]
    resumed = plenary.ok("deadline", "resume", "t", "--decision", "Bureau 2", on="2027-02-01")
    assert "clock.resumed" in resumed.out
    alone = plenary.ok("deadline", "pause", "t/QAA", "--decision", "Bureau 3", on="2027-02-01")
    assert "its clock is suspended since Mon 2027-02-01" in alone.out
    wrong = plenary.type("deadline", "resume", "t/QAA", "--except", "t/QBB", "--decision", "B")
    assert wrong.code == 2


def test_a_meeting_that_is_not_there_and_a_body_that_does_not_meet(plenary: Desk) -> None:
    """Near names, exit codes of unknown and unreadable things."""
    assert plenary.type("meeting", "move", "t", "plenary", "7", "--to", "2027-12-01").code == 5
    typed = plenary.type("meeting", "add", "t", "plenery", "--on", "2027-12-01")
    assert (typed.code, "did you mean 'plenary'" in typed.err) == (2, True)
