"""Plans that must meet: forward and backward dates, the room between, and what cannot be kept."""

from tests.service.test_meetings import scene_of
from tests.support.meetings import BY_OFFICE, COUNT_BACK, asked
from workflow.service import meetings

TEAM = ("team-1", "team")
#: A visit that has a time of its own, before a draft that counts back.
FORWARD = COUNT_BACK.replace("due: 16 weeks before adoption_meeting", "due: 6 months")


def test_each_step_before_a_meeting_has_its_earliest_and_latest_day(sqlite_url: str) -> None:
    """Forward with the whole time that each step has, backward from the meeting."""
    with scene_of(sqlite_url, FORWARD, codes="QAA") as scene:
        told = [
            (one.step, one.earliest, one.latest, one.days)
            for one in meetings.plan(scene.engine, "t/QAA")
        ]
        assert told == [
            ("draft", "2027-07-04", "2027-08-23", 50),
            ("comments", "2027-09-06", "2027-10-04", 28),
            ("adoption", "2027-09-06", "2027-11-15", 70),
        ]


def test_a_visit_whose_report_cannot_reach_the_plenary_is_told_with_both_dates(
    sqlite_url: str,
) -> None:
    """By the act that leads there, and by the plan; nothing is stopped."""
    text = FORWARD.replace("due: 6 months", "due: 9 months")
    with scene_of(sqlite_url, text, codes="QAA") as scene:
        told = meetings.plan(scene.engine, "t/QAA")
        assert [one.days for one in told] == [-42, 0, 42]
        assert told[0].words == (
            "the plan for adoption_meeting cannot be kept: 'draft' is done on 2027-10-04 "
            "at the earliest, and on 2027-08-23 at the latest"
        )
        assert told[0].basis == "S 9"


def test_the_act_that_makes_a_plan_impossible_says_so(sqlite_url: str) -> None:
    """As a note of its receipt; so does moving the meeting."""
    text = FORWARD.replace("due: 6 months", "due: 9 months")
    with scene_of(sqlite_url, codes="QAA") as scene:
        receipt = scene.at("2027-09-01").record("QAA", "travel", TEAM)
        (note,) = [words for words in receipt.notes if "cannot be kept" in words]
        assert "'draft' is done on 2027-09-01 at the earliest" in note
    with scene_of(f"{sqlite_url}-2", text, codes="QAA") as scene:
        moved = meetings.move(scene.engine, asked("2027-11-29", 2))
        assert any("t/QAA: the plan for adoption_meeting cannot be kept" in n for n in moved.notes)
        scene.at("2027-10-10").record("QAA", "travel", TEAM)
        with scene.engine.store.read() as reader:
            (draft,) = reader.rows("deadline", id="t/QAA:draft:1")
        assert draft.due_on == "2027-10-10"  # type: ignore[union-attr]
        assert "That day had gone by when the step was entered" in draft.derivation[-1]  # type: ignore[union-attr]


def test_a_review_that_is_not_bound_has_no_plan(sqlite_url: str) -> None:
    """Nothing is promised of a meeting nobody has called."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        for n in (2, 3, 4):
            meetings.cancel(scene.engine, asked(n=n))
        assert meetings.plan(scene.engine, "t/QAA") == ()
        scene.record("QAA", "travel", TEAM)
        scene.bind("QAA", "team", "team-2")
        assert scene.record("QAA", "communicate", BY_OFFICE, facts=(("score", "3"),)).notes == ()
