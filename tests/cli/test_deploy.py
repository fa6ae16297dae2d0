"""A period is shortened by a decision while 27 reviews run: planned, signed off, applied."""

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk, record
from tests.support.designs import LATE_NOTE, changed
from workflow.library import shipped_text

FIRST = LATE_NOTE
SECOND = changed(LATE_NOTE, {"version: 1": "version: 2", "due: 6 months,": "due: 4 months,"})
DECISION = "Conference, decision 13/1 (invented)"
TOLD = 7


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """27 invented States in `answering`; the dates of 7 were notified."""
    desk = Desk(folder=tmp_path_factory.mktemp("running"))
    files = {
        "rules.yaml": FIRST,
        "rules-2.yaml": SECOND,
        "states.csv": shipped_text("rehearsal", "invented-states.csv"),
    }
    for name, text in files.items():
        (desk.folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk.folder)
        desk.ok("store", "init", "--rehearsal")
        desk.ok(
            *("cycle", "open", "one", "--definition", "rules.yaml", "--on", "2027-01-04"),
            *("--parties", "states.csv", "--select", "sample:27:1"),
        )
        listed = desk.ok("review", "list", "--json").data["reviews"]
        reviews = sorted(str(each["review"]) for each in listed)  # type: ignore[attr-defined]
        for number, review in enumerate(reviews):
            desk.ok(*record(review, "start", "secretariat", "secretariat"))
            if number < TOLD:
                desk.ok("deadline", "notify", f"{review}:answering")
    return desk


@pytest.fixture
def desk(running: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the desk, on 1 February."""
    copy = running.copy_to(tmp_path / "desk")
    monkeypatch.chdir(copy.folder)
    return Desk(folder=copy.folder, day="2027-02-01")


def counted(desk: Desk, *more: str) -> dict[str, int]:
    """The counts of a plan, which is written to plan.json."""
    words = ("cycle", "deploy", "plan", "one", "--definition", "rules-2.yaml", "--out", "plan.json")
    data = desk.ok(*words, *more, "--json").data
    return dict(data["counts"])  # type: ignore[call-overload]


def due(desk: Desk) -> dict[str, int]:
    """How many time limits are due on which day."""
    listed = desk.ok("deadline", "list", "--json").data["deadlines"]
    days = [str(each["due_on"]) for each in listed]  # type: ignore[attr-defined]
    return {day: days.count(day) for day in sorted(set(days))}


def test_seven_dates_that_were_notified_stay_and_twenty_are_shorter(desk: Desk) -> None:
    """The plan says so, nothing is written by it, and what it says is what happens."""
    assert counted(desk) == {"unchanged": 7, "earlier": 20, "kept as told": 7, "drafts": 20}
    assert due(desk) == {"2027-07-04": 27}

    desk.ok("cycle", "deploy", "apply", "plan.json", "--yes")

    assert due(desk) == {"2027-05-04": 20, "2027-07-04": 7}
    assert desk.ok("audit", "verify").code == 0


def test_by_a_decision_that_applies_to_all_the_seven_are_earlier_each_citing_it(desk: Desk) -> None:
    """27 entries rest on it."""
    counts = counted(desk, "--decision", DECISION, "--apply-to", "all")
    assert counts == {"earlier": 27, "kept as told": 0, "drafts": 27}

    desk.ok("cycle", "deploy", "apply", "plan.json", "--yes")

    assert due(desk) == {"2027-05-04": 27}
    plan = json.loads((desk.folder / "plan.json").read_text(encoding="utf-8"))
    for review in plan["reviews"]:
        told = desk.ok("review", "history", review["review"], "--json").data["lines"]
        assert told[-1]["basis"] == [DECISION]  # type: ignore[index]
    assert desk.ok("audit", "verify").code == 0


def test_a_plan_is_a_table_and_what_to_do_next(desk: Desk) -> None:
    """One line for each date; the counts and the next command on standard error."""
    typed = desk.ok(
        *("cycle", "deploy", "plan", "one", "--definition", "rules-2.yaml", "--out", "plan.json")
    )

    lines = typed.out.splitlines()
    assert lines[0].split("\t") == [
        *("review", "party", "time_limit", "before_on", "after_on", "change"),
    ]
    assert len(lines) == 28
    assert lines[1].split("\t")[2:] == [
        *("answering:1", "2027-07-04", "2027-07-04", "unchanged (notified)"),
    ]
    assert typed.err.splitlines()[1:] == [
        "small version 1 → 2: 27 open reviews",
        "  7 unchanged, 20 earlier, 7 kept as told, 20 drafts",
        "  decision: none named",
        "next: peer-review cycle deploy apply plan.json",
    ]


def test_a_plan_that_was_changed_is_not_applied(desk: Desk) -> None:
    """One date by hand: exit code 2, nothing written."""
    counted(desk)
    file = desk.folder / "plan.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("2027-05-04", "2027-05-05", 1), encoding="utf-8")

    typed = desk.type("cycle", "deploy", "apply", "plan.json", "--yes")

    assert typed.code == 2
    assert typed.err == (
        "plan.json: M004 the plan was changed after it was made, and is not applied\n"
        "  hint: make the plan anew\n"
    )
    assert due(desk) == {"2027-07-04": 27}


def test_a_plan_is_not_applied_when_somebody_was_first(desk: Desk) -> None:
    """Exit code 7: look again."""
    counted(desk)
    desk.ok("deadline", "notify", f"{_last(desk)}:answering")

    typed = desk.type("cycle", "deploy", "apply", "plan.json", "--yes")

    assert typed.code == 7
    assert "M003 the plan was made when the log had" in typed.err


def _last(desk: Desk) -> str:
    plan = json.loads((desk.folder / "plan.json").read_text(encoding="utf-8"))
    return str(plan["reviews"][-1]["review"])


def test_applying_asks_and_where_nobody_can_answer_needs_yes(desk: Desk) -> None:
    """A dry run asks nothing, and writes nothing."""
    counted(desk)

    asked = desk.type("cycle", "deploy", "apply", "plan.json")
    dry = desk.ok("cycle", "deploy", "apply", "plan.json", "--dry-run")

    assert asked.code == 2
    assert asked.err.splitlines()[-2:] == [
        "C010 applying it changes 27 reviews, and nobody can be asked",
        "  hint: --yes",
    ]
    assert dry.out.splitlines() == [
        "cycle one: 27 reviews carried over to version 2",
        "  7 unchanged",
        "  20 earlier",
        "  7 kept as told",
        "  20 drafts",
        "nothing written (--dry-run)",
    ]
    assert due(desk) == {"2027-07-04": 27}


def test_what_cannot_be_carried_over_is_told_and_logged(desk: Desk) -> None:
    """A step that is called otherwise: exit codes 1 and 3, the way out; then by --map."""
    renamed = SECOND.replace("answering", "replying")
    (desk.folder / "rules-2.yaml").write_text(renamed, encoding="utf-8")
    words = ("cycle", "deploy", "plan", "one", "--definition", "rules-2.yaml", "--out", "plan.json")

    planned = desk.type(*words)
    typed = desk.type("cycle", "deploy", "apply", "plan.json", "--yes")

    assert planned.code == 1
    assert "this plan cannot be applied:" in planned.err
    assert typed.code == 3
    assert "which the new version does not have" in typed.err
    assert "hint: name a step that is called otherwise: --map OLD=NEW" in typed.err
    mapped = desk.ok(*words, "--map", "answering=replying")
    assert "answering" in mapped.err
    desk.ok("cycle", "deploy", "apply", "plan.json", "--yes")
    assert due(desk) == {"2027-05-04": 20, "2027-07-04": 7}


def test_a_real_store_takes_an_amendment_only_when_active_and_by_a_decision(tmp_path: Path) -> None:
    """Both are told at once; proposals run in rehearsals only."""
    active = changed(FIRST, {"status: illustration": "status: active\ndecision: D 1 (invented)"})
    later = changed(SECOND, {"status: illustration": "status: active\ndecision: D 2 (invented)"})
    desk = Desk(folder=tmp_path, day=None)
    for name, text in (("1.yaml", active), ("2.yaml", later), ("3.yaml", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk.ok("store", "init")
    desk.ok(
        *("cycle", "open", "one", "--definition", str(tmp_path / "1.yaml"), "--on", "2026-01-05"),
        *("--select", "MEX"),
    )
    plan = ("cycle", "deploy", "plan", "one", "--out", str(tmp_path / "p.json"), "--definition")

    proposed = desk.type(*plan, str(tmp_path / "3.yaml"))
    undecided = desk.type(*plan, str(tmp_path / "2.yaml"))
    decided = desk.ok(*plan, str(tmp_path / "2.yaml"), "--decision", "D 2 (invented)")

    assert (proposed.code, undecided.code) == (1, 1)
    assert "- S022 the new version has status 'illustration'" in proposed.err
    assert "- M002 it amends running reviews, and no decision is cited" in undecided.err
    assert "cannot be applied" not in decided.err
