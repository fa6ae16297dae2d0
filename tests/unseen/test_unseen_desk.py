"""Tracks in tracks at the desk: what is typed is told by its part, over an amendment too."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk, record

FOLDER = Path(__file__).parent / "definitions"
STATES = """iso3,name,regional_group,accord,wells,dams
QBA,Brellmark,african,2020-05-01,2020-05-01,
QBC,Dunmoor,eastern_european,2021-09-01,2021-09-01,2021-09-01
QBD,Elvast,african,2021-09-01,2021-09-01,2021-09-01
"""
OFFICE = ("secretariat", "office")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A review under the basin accord, in which both readers of the accord study the answers."""
    desk = Desk(folder=tmp_path)
    states = tmp_path / "states.csv"
    states.write_text(STATES, encoding="utf-8")
    desk.ok("store", "init", "--rehearsal", "--name", "desk")
    basin = str(FOLDER / "basin.yaml")
    opened = ("--on", "2027-01-04", "--parties", str(states), "--select", "QBA")
    desk.ok("cycle", "open", "one", "--definition", basin, *opened)
    for role, actor in (("readers", "QBC"), ("readers", "QBD"), ("contact", "c@QBA")):
        desk.ok("review", "bind", "one/QBA", role, actor, "--note", "NV 1")
    desk.ok(*record("one/QBA", "begin", *OFFICE))
    answer = ("--document", f"answer={states}")
    desk.ok(*record("one/QBA/accord", "answered", "a@QBA", "state", *answer), on="2027-02-03")
    desk.ok(*record("one/QBA/accord", "answered", "c@QBA", "contact"), on="2027-02-04")
    return desk


def test_a_draft_names_its_part_and_goes_to_who_holds_the_role_there(desk: Desk) -> None:
    """One reviewing State is not written to about the track of another."""
    drafts = desk.ok("outbox", "list", "--tsv", on="2027-02-04").out

    mine = next(line for line in drafts.splitlines() if "accord/QBC:studying" in line)
    assert "\treviewer\tQBC\t" in mine
    assert "Review one/QBA/accord/QBC (Brellmark): studying began on 4 February 2027." in mine


def test_a_step_that_waits_for_its_parts_says_so(desk: Desk) -> None:
    """It is nobody's turn in the step itself, and somebody's in each part."""
    status = desk.ok("review", "list", "one", "--tsv", on="2027-02-04").out

    assert "\tits parts\t" in status


def test_a_track_that_is_closed_and_opened_anew_is_told(desk: Desk) -> None:
    """In the receipt, and in the history under the name of the part."""
    desk.ok(*record("one/QBA/accord/QBC", "raise", "QBC", "reviewer"), on="2027-02-05")
    left = desk.ok("review", "vacate", "one/QBA", "readers", "QBC", on="2027-03-12").out
    back = desk.ok("review", "bind", "one/QBA", "readers", "QBC", on="2027-03-13").out
    told = desk.ok("review", "history", "one/QBA", on="2027-03-13").out

    assert "  one/QBA/accord/QBC: closed on Fri 2027-03-12, in step studying\n" in left
    assert "  one/QBA/accord/QBC: opened anew, in step studying\n" in back
    assert "Fri 2027-02-05  one/QBA/accord/QBC: raise [B 6]\n" in told
    assert "one/QBA/accord/QBC is closed: nothing is recorded there any more\n" in told


def test_an_amendment_carries_every_track_over_and_the_log_verifies(desk: Desk) -> None:
    """Dates of tracks in tracks are counted anew, each from where its own step was entered."""
    text = (FOLDER / "basin.yaml").read_text(encoding="utf-8")
    second = desk.folder / "second.yaml"
    amended = text.replace("version: 1\n", "version: 2\n", 1).replace(
        "due: 4 months", "due: 5 months"
    )
    second.write_text(amended, encoding="utf-8")
    plan = str(desk.folder / "plan.json")
    what = ("--definition", str(second), "--decision", "B decision 1", "--out", plan)

    shown = desk.ok("cycle", "deploy", "plan", "one", *what, on="2027-02-10").out
    desk.ok("cycle", "deploy", "apply", plan, "--yes", on="2027-02-10")
    limits = desk.ok("deadline", "list", "--tsv", on="2027-02-10").out
    verified = desk.ok("audit", "verify", on="2027-02-10").out

    assert "2027-06-04\t2027-07-05\tlater" in shown.replace("Fri ", "").replace("Mon ", "")
    assert "one/QBA/accord/QBD:studying:1\tBrellmark\t2027-07-05" in limits
    assert "the log verifies, and the tables are what it says" in verified


def test_the_page_names_the_part_in_which_something_is_awaited(desk: Desk) -> None:
    """One State has many parts open, and each is told apart."""
    page = desk.folder / "status.html"
    desk.ok("status", "one", "--html", str(page), on="2027-02-04")
    text = page.read_text(encoding="utf-8")

    assert "/accord/QBC: studying, 4 June 2027" in text
    assert '<span class="id">one/QBA/accord</span>: answering to assessing' in text


def test_what_there_is_one_of_for_a_cycle_is_named_after_its_chart(desk: Desk) -> None:
    """Another name is told with those there are, and is not taken for a party."""
    told = desk.type("review", "show", "one/_summary")

    assert told.code == 5
    assert "what there is one of for the cycle is named after its chart" in told.err
    assert "hint: there is none" in told.err
