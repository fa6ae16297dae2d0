"""A State joins a protocol while it is under review: not opened before it is in force."""

from dataclasses import replace

import pytest

from tests.support.designs import changed
from tests.support.mechanisms import begun
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, TRACKS, answered, keys, started, step
from workflow.errors import RuledOutError, UnknownError, UnreadableError
from workflow.model.rows.records import DeadlineRow
from workflow.service import viewing
from workflow.service.corrections import OverrideRequest, override
from workflow.service.deadlines import DeadlineRequest, move
from workflow.service.joining import JoinRequest, join
from workflow.service.pausing import PauseRequest, pause
from workflow.service.reviews import How, Receipt
from workflow.testing import Rehearsal, rehearsal

HOW = How(actor=BY_OFFICE[0], role=BY_OFFICE[1])
LATE_DEPOSIT = JoinRequest(
    review="t/QFF", instrument="som", deposited="2027-01-31", how=HOW, note="C.N.77"
)
IN_FORCE = "2027-03-02"


def under_review(url: str) -> Rehearsal:
    """Farholm under review for the Convention and one protocol; it joins another in January."""
    scene = rehearsal(url, TRACKS, codes="QFF")
    started(scene, "QEE", "QDD")
    return scene


def deposited(scene: Rehearsal, **changes: object) -> Receipt:
    """The deposit recorded."""
    return join(scene.engine, replace(LATE_DEPOSIT, **changes))  # type: ignore[arg-type]


def limits(scene: Rehearsal) -> dict[str, tuple[str | None, int]]:
    """Every time limit's day, and the entry that made it what it is."""
    with scene.engine.store.read() as reader:
        rows = [row for row in reader.rows("deadline") if isinstance(row, DeadlineRow)]
    return {row.id: (row.due_on, row.seq) for row in rows}


def test_before_entry_into_force_the_chapter_is_not_opened_and_the_date_is_said(
    store_url: str,
) -> None:
    """Not by itself, not by an act in it, and not by asking for it to be opened now."""
    with under_review(store_url) as scene:
        with pytest.raises(RuledOutError) as told:
            deposited(scene.at("2027-02-10"), opens_on="2027-02-10")
        assert told.value.problems[0].words == (
            "'som' is in force for Farholm from 2027-03-02, the thirtieth day after the deposit "
            "of 2027-01-31; its chapter is not opened before"
        )
        assert deposited(scene).notes == (
            "som is in force for Farholm from 2027-03-02; it is under review from 2027-03-02, "
            "and not before",
        )
        scene.at("2027-03-01").tick()
        with pytest.raises(UnknownError, match="'som' is not under review before 2027-03-02"):
            answered(scene, "som")
        with pytest.raises(UnknownError, match="'som' is not under review before 2027-03-02"):
            viewing.why(scene.engine, "t/QFF/som")
        assert keys(scene, "QFF") == ["tip", "untoc"]
        assert sound(scene)


def test_after_it_the_track_opens_with_its_own_dates_and_others_are_untouched(
    store_url: str,
) -> None:
    """On the very day, by the engine: six months for the new one, the old limits as they were."""
    with under_review(store_url) as scene:
        answered(scene, "untoc")
        before = limits(scene)
        deposited(scene.at("2027-02-10"))
        scene.at("2027-06-01").tick()

        entry = newest(scene)
        assert (entry.kind, entry.actor, entry.on) == ("instrument.entered", "engine", IN_FORCE)
        assert keys(scene, "QFF") == ["som", "tip", "untoc"]
        after = limits(scene)
        assert after["t/QFF/som:questionnaire:1"][0] == "2027-09-02"
        assert {key: after[key] for key in before} == before
        answered(scene, "som")
        assert keys(scene, "QFF/som") == ["QEE"]
        assert sound(scene)


def test_nothing_in_the_new_track_counts_from_before_it_was_under_review(
    sqlite_url: str,
) -> None:
    """Six months from the start for the others; for the new one from the day it came in force."""
    counted = changed(TRACKS, {"due: 6 months,": "due: 6 months after review.started,"})
    with rehearsal(sqlite_url, counted, codes="QFF") as scene:
        started(scene, "QEE", "QDD")
        before = limits(scene)
        deposited(scene.at("2027-02-10"))
        scene.at("2027-07-01").tick()

        after = limits(scene)
        assert before["t/QFF/tip:questionnaire:1"][0] == "2027-07-04"
        assert after["t/QFF/som:questionnaire:1"][0] == "2027-09-02"
        assert {key: after[key] for key in before} == before
        told = viewing.why(scene.engine, "t/QFF/som", deadline="questionnaire").reasons
        assert any("som came under review; earlier: the review started" in r.words for r in told)
        assert sound(scene)


def test_a_state_that_joins_after_the_questionnaires_were_due_is_not_late_on_the_first_day(
    sqlite_url: str,
) -> None:
    """In the mechanism of 2018, where all instruments count from the official start."""
    with begun(sqlite_url) as scene:
        deposited(scene.at("2022-06-10"), review="untoc-2/QFF", deposited="2022-06-01")
        scene.at("2022-08-01").tick()

        due = {key: day for key, (day, _) in limits(scene).items()}
        assert due["untoc-2/QFF/tip:questionnaire:1"] == "2022-05-01"
        assert due["untoc-2/QFF/som:questionnaire:1"] == "2023-01-01"
        assert sound(scene)


def test_nothing_depends_on_whether_a_tick_ran(store_url: str) -> None:
    """An act in the track is enough: what fell due comes first."""
    with under_review(store_url) as scene:
        deposited(scene.at("2027-02-10"))
        answered(scene.at(IN_FORCE), "som")

        assert step(scene, "QFF/som") == "reading"
        assert sound(scene)


def test_recorded_after_entry_into_force_it_opens_on_the_day_of_recording(store_url: str) -> None:
    """The registry's delay is not the State's."""
    with under_review(store_url) as scene:
        assert deposited(scene.at("2027-05-03")).notes == ()

        assert limits(scene)["t/QFF/som:questionnaire:1"][0] == "2027-11-03"
        assert newest(scene).on == "2027-05-03"
        assert sound(scene)


def test_the_join_over_instruments_waits_for_the_new_one(store_url: str) -> None:
    """All of the instruments under review: three now."""
    with under_review(store_url) as scene:
        deposited(scene.at("2027-05-03"))
        for name in ("untoc", "tip"):
            override(
                scene.engine,
                OverrideRequest(
                    review=f"t/QFF/{name}",
                    to="done",
                    how=replace(HOW, reason="for the test"),
                    decision="D 1",
                ),
            )
        assert step(scene, "QFF") == "desk_review"


def test_before_the_tracks_open_it_is_simply_one_more_of_them(store_url: str) -> None:
    """A review that has not started opens all three when it does."""
    with rehearsal(store_url, TRACKS, codes="QFF") as scene:
        deposited(scene.at("2027-02-10"))
        started(scene.at("2027-04-01"), "QEE", "QDD")

        assert keys(scene, "QFF") == ["som", "tip", "untoc"]
        assert sound(scene)


def test_what_is_under_review_or_recorded_already_is_not_recorded_again(store_url: str) -> None:
    """Each with its words."""
    with under_review(store_url) as scene:
        with pytest.raises(RuledOutError, match="'tip' is under review already"):
            deposited(scene.at("2027-02-10"), instrument="tip")
        deposited(scene)
        with pytest.raises(RuledOutError, match="the deposit for 'som' is recorded already"):
            deposited(scene)
        assert sound(scene)


def test_what_cannot_be_read_is_said(store_url: str) -> None:
    """No such instrument; a deposit that is still to be made."""
    with under_review(store_url) as scene:
        with pytest.raises(UnreadableError, match="instrument 'arms' is not in definition"):
            deposited(scene, instrument="arms")
        with pytest.raises(UnreadableError, match="deposited 2027-01-31 lies after today"):
            deposited(scene)


def test_the_treatys_date_is_nobodys_to_move_or_pause(store_url: str) -> None:
    """A pause of the clocks leaves it; moving it is ruled out."""
    limit = "t/QFF:som.in_force"
    with under_review(store_url) as scene:
        deposited(scene.at("2027-02-10"))
        with pytest.raises(RuledOutError, match="its date is the treaty's"):
            move(scene.engine, DeadlineRequest(deadline=limit, how=HOW, to="2027-08-01"))
        pause(scene.engine, PauseRequest(of="t/QFF", how=HOW, decision="D 2"))
        scene.at("2027-04-01").tick()

        assert keys(scene, "QFF") == ["som", "tip", "untoc"]
        assert limits(scene)["t/QFF/som:questionnaire:1"][0] is None
        assert sound(scene)


def test_a_review_that_has_ended_takes_up_nothing_more(store_url: str) -> None:
    """It is for a review to come."""
    with under_review(store_url) as scene:
        how = replace(HOW, reason="for the test")
        request = OverrideRequest(review="t/QFF", to="closed", how=how, decision="D 1")
        override(scene.engine, request)
        with pytest.raises(RuledOutError, match="'som' is for a review to come"):
            deposited(scene.at("2027-02-10"))
        assert sound(scene)
