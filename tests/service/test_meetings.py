"""Dates that count back from a body's meeting: bound, moved, missed, cancelled; each logged."""

from typing import cast

import pytest

from tests.support.meetings import BY_OFFICE, COUNT_BACK, asked, convene
from workflow.errors import RuledOutError, UnknownError, UnreadableError
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import DeadlineRow
from workflow.service import meetings
from workflow.service.auditing import verify
from workflow.service.deadlines import DeadlineRequest, notify
from workflow.service.deadlines import move as move_deadline
from workflow.service.reviews import How
from workflow.service.viewing import why
from workflow.testing import Rehearsal, rehearsal

TEAM = ("team-1", "team")


def scene_of(url: str, text: str = COUNT_BACK, *, codes: str = "QAA QBB") -> Rehearsal:
    """Reviews that started on 4 January 2027, and plenaries in November, May, November."""
    scene = rehearsal(url, text, codes=codes)
    convene(scene, "2027-06-14", "2027-11-15", "2028-05-15", "2028-11-13")
    for code in codes.split():
        scene.bind(code, "team", "team-1")
        scene.record(code, "start", BY_OFFICE)
    return scene


def limit(scene: Rehearsal, key: str) -> DeadlineRow:
    """One time limit."""
    with scene.engine.store.read() as reader:
        return cast(DeadlineRow, reader.rows("deadline", id=f"t/{key}")[0])


def entries(scene: Rehearsal, *kinds: str) -> list[Entry]:
    """The entries of those kinds."""
    with scene.engine.store.read() as reader:
        return list(reader.entries(kinds=kinds))


def sound(scene: Rehearsal) -> bool:
    """Whether the log, the tables and every decision agree."""
    found = verify(scene.engine)
    assert found.rules.deviations == []
    assert found.tables == []
    return found.sound


def test_a_review_is_bound_to_the_first_meeting_its_rule_means(store_url: str) -> None:
    """Ten months after the start is 4 November, so the plenary of June is too early."""
    with scene_of(store_url) as scene:
        bound = limit(scene, "QAA:adoption_meeting:1")
        assert (bound.due_on, bound.meeting, bound.status) == (
            "2027-11-15",
            "t~plenary:2",
            "running",
        )
        assert bound.derivation == (
            "1. The rule is: first at least 10 months after review.started.",
            "2. 10 months after 4 January 2027 (the review started) is Thursday 4 November 2027; "
            "the meeting is then or later.",
            "3. The first ordinary meeting of plenary is plenary 2, Monday 15 November 2027.",
        )
        visit = limit(scene, "QAA:visit:1")
        assert (visit.due_on, visit.meeting) == ("2027-07-26", "t~plenary:2")
        assert visit.zone == "Europe/Paris"
        assert "(meeting 2 of plenary)" in visit.derivation[1]
        assert sound(scene)


def test_moving_the_plenary_by_14_days_moves_every_bound_date_and_logs_each(
    store_url: str,
) -> None:
    """One entry of the meeting, one of each review that cites it; nothing else moves."""
    with scene_of(store_url) as scene:
        made = meetings.move(scene.engine, asked("2027-11-29", 2))

        assert [entry.kind for entry in made.entries] == ["meeting.moved"] + ["deadline.moved"] * 2
        of_meeting, *of_reviews = made.entries
        assert [entry.review for entry in of_reviews] == ["t/QAA", "t/QBB"]
        for entry in of_reviews:
            assert entry.data["meeting_entries"] == [of_meeting.seq]
            assert of_meeting.seq in entry.rests_on()
            assert entry.data["moves"] == [
                {
                    "deadline": f"{entry.review}:adoption_meeting:1",
                    "before": "2027-11-15",
                    "after": "2027-11-29",
                },
                {
                    "deadline": f"{entry.review}:visit:1",
                    "before": "2027-07-26",
                    "after": "2027-08-09",
                },
            ]
        assert limit(scene, "QBB:visit:1").due_on == "2027-08-09"
        assert limit(scene, "QBB:visit:1").derivation[-1] == (
            "6. plenary 2 was moved from 2027-11-15 to 2027-11-29; before, it was 2027-07-26."
        )
        assert sound(scene)


def test_a_notified_date_moves_earlier_only_by_a_decision(store_url: str) -> None:
    """Without one nothing at all is moved, and the review is named."""
    with scene_of(store_url) as scene:
        how = How(actor="secretariat", role="secretariat")
        notify(scene.engine, DeadlineRequest(deadline="t/QBB:visit:1", how=how))

        with pytest.raises(RuledOutError) as told:
            meetings.move(scene.engine, asked("2027-11-08", 2))
        assert [p.code for p in told.value.problems] == ["R042"]
        assert told.value.problems[0].words == (
            "t/QBB:visit:1: 2027-07-26 was notified on 2027-01-04; "
            "2027-07-19 is earlier, and no decision is cited"
        )
        assert limit(scene, "QAA:visit:1").due_on == "2027-07-26"
        assert [e.data["event"] for e in entries(scene, "act.not_recorded")] == ["move plenary 2"]

        meetings.move(scene.engine, asked("2027-11-08", 2, decision="Plenary 3/27"))
        assert limit(scene, "QBB:visit:1").due_on == "2027-07-19"
        assert entries(scene, "deadline.moved")[0].basis == ("Plenary 3/27",)
        assert sound(scene)


@pytest.mark.parametrize("ticks", [False, True])
def test_a_missed_plenary_slips_to_the_next_with_every_date(store_url: str, ticks: bool) -> None:
    """At the end of its day, as an entry; on the visit of a review that never left it."""
    with scene_of(store_url, codes="QAA") as scene:
        if ticks:
            for day in ("2027-07-26", "2027-07-28", "2027-11-15", "2027-11-16"):
                scene.at(day).tick()
        scene.at("2027-11-20").tick()

        (missed,) = entries(scene, "meeting.missed")
        assert (missed.on, missed.data["deadline"]) == ("2027-11-15", "t/QAA:adoption_meeting:1")
        first, second = (limit(scene, f"QAA:adoption_meeting:{n}") for n in (1, 2))
        assert (first.status, first.passed) == ("closed", True)
        assert (second.due_on, second.meeting) == ("2028-05-15", "t~plenary:3")
        visit = limit(scene, "QAA:visit:1")
        assert (visit.due_on, visit.status, visit.passed) == ("2028-01-24", "running", False)
        assert "plenary 2 of 2027-11-15 was missed" in visit.derivation[-1]
        assert sound(scene)


def test_half_a_year_without_a_tick_ends_where_daily_ticks_do(sqlite_url: str) -> None:
    """Entry for entry, but for when they were recorded."""
    told = []
    for number, daily in enumerate((False, True)):
        with scene_of(f"{sqlite_url}{number}") as scene:
            if daily:
                for month in range(7, 13):
                    for day in range(1, 31):
                        scene.at(f"2027-{month:02}-{day:02}").tick()
            scene.at("2027-12-31").tick()
            told.append(
                [
                    (e.kind, e.review, e.on, e.data.get("effects"))
                    for e in entries(
                        scene, "meeting.missed", "deadline.passed", "deadline.enforced"
                    )
                ]
            )
    assert told[0] == told[1]
    assert [line[0] for line in told[0]].count("meeting.missed") == 2


def test_a_review_that_reached_its_step_has_not_missed_the_plenary(store_url: str) -> None:
    """It then waits for the body, whose decision may be recorded later and still is in time."""
    with scene_of(store_url, codes="QAA") as scene:
        reach_adoption(scene)
        scene.at("2027-11-20").tick()
        assert limit(scene, "QAA:adoption_meeting:1").status == "passed"
        assert entries(scene, "meeting.missed") == []

        scene.record("QAA", "adopt", ("plenary", "plenary"), received="2027-11-15")
        met = limit(scene, "QAA:adoption_meeting:1")
        assert (met.status, met.met_on, met.passed) == ("met", "2027-11-15", False)
        assert sound(scene)


def reach_adoption(scene: Rehearsal) -> None:
    """Bring the review to the plenary's step with its report circulated, by October."""
    scene.record("QAA", "travel", TEAM)
    scene.at("2027-09-13").record("QAA", "write", TEAM)
    scene.at("2027-10-01").record("QAA", "comment", ("QAA", "state"), documents="answers")
    scene.record("QAA", "circulate", BY_OFFICE, documents="final_report")


def test_a_review_that_is_sent_back_is_bound_to_a_later_meeting(store_url: str) -> None:
    """The rule again, but after the meeting that is over."""
    with scene_of(store_url, codes="QAA") as scene:
        reach_adoption(scene)
        scene.at("2027-11-18").tick()
        scene.record("QAA", "send_back", BY_OFFICE, received="2027-11-17")

        assert limit(scene, "QAA:adoption_meeting:1").status == "closed"
        again = limit(scene, "QAA:adoption_meeting:2")
        assert (again.due_on, again.status) == ("2028-05-15", "running")
        assert limit(scene, "QAA:draft:2").due_on == "2028-02-21"
        assert sound(scene)


def test_an_extraordinary_meeting_shifts_nothing(store_url: str) -> None:
    """It does not count; and an ordinary one entered later shifts nothing silently either."""
    with scene_of(store_url, codes="QAA") as scene:
        (made,) = convene(scene, "2027-11-08", nature="extraordinary", decision="Bureau 1")
        assert [entry.kind for entry in made.entries] == ["meeting.added"]
        assert made.notes == ()
        assert limit(scene, "QAA:adoption_meeting:1").meeting == "t~plenary:2"

        (made,) = convene(scene, "2027-11-09")
        assert [entry.kind for entry in made.entries] == ["meeting.added"]
        assert made.notes == (
            "t/QAA stays bound to plenary 2; its rule alone would now give plenary 6",
        )
        assert limit(scene, "QAA:adoption_meeting:1").meeting == "t~plenary:2"


def test_extraordinary_meetings_count_where_the_body_says_so(store_url: str) -> None:
    """Then the rule may mean one."""
    text = COUNT_BACK.replace("counts: [ordinary]", "counts: [ordinary, extraordinary]")
    with rehearsal(store_url, text, codes="QAA") as scene:
        convene(scene, "2027-11-15", "2028-05-15")
        convene(scene, "2027-11-08", nature="extraordinary")
        scene.record("QAA", "start", BY_OFFICE)
        assert limit(scene, "QAA:adoption_meeting:1").due_on == "2027-11-08"


def test_a_review_waits_for_a_meeting_until_one_is_entered(store_url: str) -> None:
    """The entry of the meeting binds it and starts the clock that counts back."""
    with rehearsal(store_url, COUNT_BACK, codes="QAA") as scene:
        scene.record("QAA", "start", BY_OFFICE)
        waiting = limit(scene, "QAA:adoption_meeting:1")
        assert (waiting.status, waiting.due_on) == ("waiting", None)
        assert waiting.derivation[-1] == "3. No such ordinary meeting of plenary is known yet."
        assert limit(scene, "QAA:visit:1").status == "waiting"

        (made,) = convene(scene, "2027-11-15")
        assert [entry.kind for entry in made.entries] == ["meeting.added", "deadline.moved"]
        assert limit(scene, "QAA:visit:1").due_on == "2027-07-26"
        assert sound(scene)


def test_a_cancelled_meeting_sends_its_reviews_to_the_next(store_url: str) -> None:
    """And where there is no next, they wait; nothing falls due meanwhile."""
    with scene_of(store_url, codes="QAA") as scene:
        made = meetings.cancel(scene.engine, asked(n=2))
        assert [e.kind for e in made.entries] == ["meeting.cancelled", "deadline.moved"]
        bound = limit(scene, "QAA:adoption_meeting:1")
        assert (bound.due_on, bound.rule) == ("2028-05-15", "the next meeting that counts")
        for n in (3, 4):
            meetings.cancel(scene.engine, asked(n=n))
        visit = limit(scene, "QAA:visit:1")
        assert (visit.status, visit.due_on, visit.closes_at) == ("waiting", None, None)
        scene.at("2029-01-01").tick()
        assert entries(scene, "deadline.passed", "meeting.missed") == []
        convene(scene, "2029-05-14")
        assert limit(scene, "QAA:visit:1").due_on == "2029-01-22"
        assert sound(scene)


def test_why_says_that_no_meeting_is_entered(sqlite_url: str) -> None:
    """Neither before the first is entered, nor after the last was cancelled: it waits for one."""
    with rehearsal(sqlite_url, COUNT_BACK, codes="QAA") as scene:
        scene.bind("QAA", "team", "team-1")
        scene.record("QAA", "start", BY_OFFICE)
        said = [reason.words for reason in why(scene.engine, "t/QAA", "visit").reasons]
        assert said[1] == (
            "It counts from 'adoption_meeting' (first at least 10 months after review.started), "
            "and no such ordinary meeting of plenary is entered: so it has no date."
        )

        convene(scene, "2027-11-15")
        meetings.cancel(scene.engine, asked(n=1))
        said = [reason.words for reason in why(scene.engine, "t/QAA", "visit").reasons]
        assert said[1] == (
            "It counts from 'adoption_meeting' (the next meeting that counts), and no such "
            "ordinary meeting of plenary is entered; plenary 1 was cancelled: so it has no date."
        )


def test_a_date_set_beside_the_rule_stays_and_the_rule_is_told(store_url: str) -> None:
    """A published date overrides the rule: the difference is shown, not smoothed."""
    with scene_of(store_url, codes="QAA") as scene:
        how = How(actor="secretariat", role="secretariat")
        move_deadline(
            scene.engine, DeadlineRequest(deadline="t/QAA:visit:1", how=how, to="2027-07-12")
        )
        meetings.move(scene.engine, asked("2027-11-29", 2))
        visit = limit(scene, "QAA:visit:1")
        assert (visit.due_on, visit.rule_on) == ("2027-07-12", "2027-08-09")
        assert visit.derivation[-1] == "7. The date set beside the rule, 2027-07-12, stays."


def test_the_date_of_a_booking_moves_with_its_meeting_only(store_url: str) -> None:
    """And the answer says how."""
    with scene_of(store_url, codes="QAA") as scene:
        how = How(actor="secretariat", role="secretariat")
        request = DeadlineRequest(deadline="t/QAA:adoption_meeting:1", how=how, to="2027-12-01")
        with pytest.raises(RuledOutError, match="is the meeting plenary 2; its date is the meet"):
            move_deadline(scene.engine, request)


def test_what_cannot_be_meant_is_said(sqlite_url: str) -> None:
    """Unknown bodies and meetings, and days that have gone by."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        with pytest.raises(UnknownError, match="no meeting plenary 9 in cycle 't'"):
            meetings.move(scene.engine, asked("2027-12-01", 9))
        with pytest.raises(RuledOutError, match="2026-12-01 lies before 2027-01-04"):
            meetings.move(scene.engine, asked("2026-12-01", 2))
        with pytest.raises(UnreadableError, match="is no kind of meeting"):
            convene(scene, "2027-12-01", nature="annual")
        scene.at("2027-07-01")
        with pytest.raises(RuledOutError, match="plenary 1 was on 2027-06-14; it can no longer"):
            meetings.cancel(scene.engine, asked(n=1))
        assert sound(scene)


def test_the_same_command_twice_is_done_once(sqlite_url: str) -> None:
    """And a dry run is not done at all."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        tried = meetings.move(scene.engine, asked("2027-11-29", 2, dry_run=True))
        assert [entry.kind for entry in tried.entries] == ["meeting.moved", "deadline.moved"]
        assert limit(scene, "QAA:visit:1").due_on == "2027-07-26"
        for again in (False, True):
            made = meetings.move(scene.engine, asked("2027-11-29", 2, command="c-1"))
            assert made.again is again
        assert len(entries(scene, "meeting.moved")) == 1
