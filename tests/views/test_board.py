"""The board: counts by phase, names in order, what to note."""

import pytest

from tests.support.designs import FRANCE
from tests.views.scenes import STATE, before_the_note
from workflow.errors import UnknownError, UnreadableError
from workflow.service import viewing
from workflow.testing import Rehearsal, open_on, rehearsal
from workflow.views.words import by_name

BY_OFFICE = ("secretariat", "secretariat")


def france(url: str) -> Rehearsal:
    """Four reviews; that of Arvania has a team and began, Galdria has no regional group."""
    scene = rehearsal(url, FRANCE, codes="QAA QCC QDD QGG")
    scene.bind("QAA", "team", "x1@QEE")
    scene.bind("QAA", "team", "x2@QBB")
    return scene


def test_a_review_is_counted_once_in_the_order_of_the_phases(sqlite_url: str) -> None:
    """Eight phases, then the steps of none: where a review begins and where it ends."""
    with france(sqlite_url) as scene:
        board = viewing.status(scene.engine, "t")

        assert [column.key for column in board.columns if not column.is_phase] == [
            "launched",
            "closed",
        ]
        assert sum(column.count for column in board.columns) == board.total == 4
        assert board.columns[0].label == "self-assessment"


def test_the_board_says_its_audience_its_nature_and_of_when_it_is(sqlite_url: str) -> None:
    """Nobody takes a rehearsal for real, nor last year's answer for today's."""
    with france(sqlite_url) as scene:
        heading = viewing.status(scene.at("2027-03-01").engine, as_of="2027-02-01").heading

        assert (heading.audience, heading.nature) == ("desk", "rehearsal")
        assert (heading.today, heading.words) == ("2027-02-01", "as of 2027-02-01")


def test_what_was_launched_and_does_not_move_is_shown_with_what_it_lacks(sqlite_url: str) -> None:
    """The real backlog sits before the first clock."""
    with france(sqlite_url) as scene:
        board = viewing.status(scene.at("2027-02-03").engine)
        cordelle = next(row for row in board.not_moving if row.party_name == "Cordelle")

        assert cordelle.days == 30
        assert cordelle.reasons == ("appoint_team: role 'team' is held by nobody yet",)


def test_a_vacancy_has_an_age_from_the_day_its_last_holder_left(sqlite_url: str) -> None:
    """Since the launch where nobody ever held it."""
    with france(sqlite_url) as scene:
        found = {row.review: row for row in viewing.status(scene.at("2027-02-03").engine).vacancies}

        assert set(found) == {"t/QCC", "t/QDD", "t/QGG"}
        assert (found["t/QCC"].since, found["t/QCC"].days) == ("2027-01-04", 30)


def test_a_regional_rule_that_does_not_bind_is_shown(sqlite_url: str) -> None:
    """For the party without a regional group, and only for it."""
    with france(sqlite_url) as scene:
        (remark,) = viewing.status(scene.engine).not_binding

        assert remark.party_name == "Galdria"
        assert "belongs to no regional group" in remark.words
        head = viewing.show(scene.engine, "t/Galdria").head
        assert head.group_words == "no regional group: a regional rule does not bind"


def test_a_cycle_launched_in_the_future_awaits_nothing_yet(sqlite_url: str) -> None:
    """It is on the board, and nothing is asked of anybody before the day."""
    with france(sqlite_url) as scene:
        open_on(scene.engine, FRANCE, cycle="u", launched_on="2027-06-01", codes="QAA")
        board = viewing.status(scene.engine, "u")

        assert board.total == 1
        assert (board.awaited, board.not_moving, board.vacancies) == ((), (), ())


def test_lists_are_by_name_without_accents_never_by_lateness() -> None:
    """Évoline stands between Estrane and Falderon."""
    names = ["Falderon", "Évoline", "Zembrane", "Estrane", "élan"]

    assert sorted(names, key=lambda name: by_name(name, name)) == [
        "élan",
        "Estrane",
        "Évoline",
        "Falderon",
        "Zembrane",
    ]


def test_what_moved_is_told_newest_first_with_who_and_from_where(sqlite_url: str) -> None:
    """By legal day; the entry says who, the stay before it says from where."""
    with before_the_note(sqlite_url) as scene:
        note = {"received": "2027-01-10", "documents": "answers"}
        scene.at("2027-02-01").record("QAA", "answer", STATE, **note)
        newest, older = viewing.status(scene.engine).moved

        assert (newest.from_step, newest.to_step, newest.on) == (
            "answering",
            "reading",
            "2027-01-10",
        )
        assert newest.words == (
            "t/QAA: answering to reading on 10 January 2027 (answer, QAA as state)"
        )
        assert (older.event, older.on) == ("start", "2026-11-02")
        assert viewing.status(scene.engine, latest=1).moved == (newest,)


def test_a_time_limit_that_moved_a_review_is_told_before_any_tick(sqlite_url: str) -> None:
    """By the engine, without a number, until the log has an entry of it."""
    with before_the_note(
        sqlite_url, {"due: 6 months,": "due: 6 months, on_timeout: reading,"}
    ) as s:
        newest = viewing.status(s.at("2027-05-08").engine).moved[0]

        assert (newest.seq, newest.on, newest.event) == (None, "2027-05-02", "time limit passed")
        s.tick()
        assert viewing.status(s.engine).moved[0].seq is not None
        line = viewing.history(s.engine, "t/QAA").lines[-1]
        assert line.what == ("time limit for 'answering' passed 2 May 2027; the review moved on")
        assert not [words for words in line.effects if "still awaited" in words]


def test_a_role_sees_what_it_holds_and_what_it_may_record(sqlite_url: str) -> None:
    """The secretariat holds the first step; its event lacks a team in three of the reviews."""
    with france(sqlite_url) as scene:
        todo = viewing.todo(scene.engine, "secretariat")

        assert [task.place.party_name for task in todo.tasks] == [
            "Arvania",
            "Cordelle",
            "Dorland",
            "Galdria",
        ]
        assert all(task.holds for task in todo.tasks)
        option = next(o for o in todo.tasks[1].options if o.event == "appoint_team")
        assert not option.possible


def test_without_a_role_it_is_the_secretariat_that_asks(sqlite_url: str) -> None:
    """Under the name it has in each definition; nobody else's tasks are among them."""
    with france(sqlite_url) as scene:
        named = viewing.todo(scene.engine, "secretariat")
        asked = viewing.todo(scene.engine)

        assert asked.role is None
        assert asked.tasks == named.tasks
        assert len(asked.tasks) == 4


def test_a_partys_tasks_are_those_of_its_bindings(sqlite_url: str) -> None:
    """By code or by name; a review in which it holds nothing is left out."""
    with france(sqlite_url) as scene:
        assert viewing.todo(scene.engine, "state_under_review", "Dorland").party == "QDD"
        assert viewing.todo(scene.engine, "state_under_review", "Dorland").tasks == ()
        with pytest.raises(UnreadableError, match="no definition here has a role"):
            viewing.todo(scene.engine, "secretaria")


def test_an_unknown_cycle_or_review_is_named_with_what_is_near(sqlite_url: str) -> None:
    """As everywhere."""
    with france(sqlite_url) as scene:
        with pytest.raises(UnknownError, match="no cycle 'x'"):
            viewing.status(scene.engine, "x")
        with pytest.raises(UnknownError):
            viewing.show(scene.engine, "t/QZZ")
