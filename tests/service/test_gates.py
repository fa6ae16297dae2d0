"""Windows and minimum gaps: an act outside them has no effect, with the rule and the moment."""

import pytest

from tests.service.test_meetings import entries, limit, reach_adoption, scene_of, sound
from tests.support.designs import HEAD
from tests.support.meetings import BY_OFFICE, COUNT_BACK, PLENARY
from workflow.errors import RuledOutError, UnreadableError
from workflow.testing import Rehearsal, rehearsal

STATE = ("QAA", "state")
TEAM = ("team-1", "team")


def in_adoption(url: str) -> Rehearsal:
    """The final report was circulated on Friday 1 October 2027 at 09:00 in Vienna and Paris."""
    scene = scene_of(url, codes="QAA")
    scene.record("QAA", "travel", TEAM)
    scene.at("2027-09-13").record("QAA", "write", TEAM)
    scene.at("2027-10-01").record("QAA", "comment", STATE, documents="answers")
    paper = {"documents": "final_report", "received": "2027-10-01T09:00"}
    scene.record("QAA", "circulate", BY_OFFICE, **paper)
    return scene


def test_adoption_after_47_hours_has_no_effect_and_after_48_it_has(store_url: str) -> None:
    """With the moment from which it may be, and the rule's paragraph."""
    with in_adoption(store_url) as scene:
        scene.at("2027-10-04")
        with pytest.raises(RuledOutError) as told:
            scene.record("QAA", "adopt", PLENARY, received="2027-10-03T08:00")
        (problem,) = told.value.problems
        assert (problem.code, problem.basis) == ("R048", "S 11")
        assert problem.words == (
            "'adoption' is not before Sunday 3 October 2027, 09:00 Europe/Paris, "
            "48 hours after final_report is circulated; "
            "this is of Sunday 3 October 2027, 08:00 Europe/Paris"
        )
        with pytest.raises(RuledOutError, match="hint: give the moment of receipt: --received"):
            scene.record("QAA", "adopt", PLENARY, received="2027-10-03")

        scene.record("QAA", "adopt", PLENARY, received="2027-10-03T09:00")
        (adopted,) = (e for e in entries(scene, "event.recorded") if e.data["event"] == "adopt")
        assert adopted.data["received_at"] == "2027-10-03T07:00:00.000Z"
        assert sound(scene)


def test_a_day_that_is_wholly_after_the_gap_needs_no_hour(sqlite_url: str) -> None:
    """The hour is asked for only where it decides."""
    with in_adoption(sqlite_url) as scene:
        with pytest.raises(RuledOutError, match="this is of 2027-10-02"):
            scene.at("2027-10-04").record("QAA", "adopt", PLENARY, received="2027-10-02")
        scene.record("QAA", "adopt", PLENARY, received="2027-10-04")
        assert sound(scene)


def test_a_report_whose_hour_is_not_known_counts_from_the_end_of_its_day(sqlite_url: str) -> None:
    """Nobody gains hours by leaving them away."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        reach_adoption(scene)
        scene.at("2027-10-05")
        with pytest.raises(RuledOutError, match="not before Monday 4 October 2027, 00:00"):
            scene.record("QAA", "adopt", PLENARY, received="2027-10-03T23:00")
        scene.record("QAA", "adopt", PLENARY, received="2027-10-04")


def test_an_act_before_what_the_gap_counts_from_has_no_effect(sqlite_url: str) -> None:
    """There is no moment yet from which to count."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        scene.record("QAA", "travel", TEAM)
        scene.at("2027-09-13").record("QAA", "write", TEAM)
        scene.at("2027-10-01").record("QAA", "comment", STATE, documents="answers")
        with pytest.raises(RuledOutError, match="circulated, which has not happened yet"):
            scene.record("QAA", "adopt", PLENARY)


def test_a_comment_before_the_window_opens_or_after_it_closed_is_without_effect(
    store_url: str,
) -> None:
    """Registered all the same: a State is never turned away. Others are not bound by it."""
    with scene_of(store_url, codes="QAA") as scene:
        scene.record("QAA", "travel", TEAM)
        scene.at("2027-08-02").record("QAA", "write", TEAM)
        window = limit(scene, "QAA:comments:1")
        assert (window.opens_on, window.due_on) == ("2027-09-06", "2027-10-04")
        assert window.derivation[-1] == "6. The window opens on 2027-09-06."

        with pytest.raises(RuledOutError) as early:
            scene.at("2027-09-05").record("QAA", "comment", STATE, documents="answers")
        assert early.value.headline == "registered, without effect"
        (problem,) = early.value.problems
        assert (problem.code, problem.basis) == ("R046", "S 10")
        assert problem.words == (
            "the window of 'comments' opens on Monday 6 September 2027, 00:00 Europe/Paris; "
            "this is of 2027-09-05"
        )
        with pytest.raises(RuledOutError, match="closed at Tuesday 5 October 2027, 00:00") as late:
            scene.at("2027-10-05").record("QAA", "comment", STATE, documents="answers")
        assert late.value.problems[0].code == "R047"
        scene.record("QAA", "comment", STATE, documents="answers", received="2027-10-04")
        assert limit(scene, "QAA:comments:1").status == "met"
        assert sound(scene)


def test_whoever_does_not_hold_the_step_may_go_on_outside_the_window(sqlite_url: str) -> None:
    """A window is a right of its holder, not a lock on the review."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        scene.record("QAA", "travel", TEAM)
        scene.at("2027-10-10").record("QAA", "write", TEAM)
        scene.record("QAA", "go_on", BY_OFFICE)
        assert limit(scene, "QAA:comments:1").status == "closed"


def test_moving_the_plenary_moves_both_ends_of_the_window(sqlite_url: str) -> None:
    """Opening and closing alike."""
    from tests.support.meetings import asked
    from workflow.service import meetings

    with scene_of(sqlite_url, codes="QAA") as scene:
        scene.record("QAA", "travel", TEAM)
        scene.at("2027-08-02").record("QAA", "write", TEAM)
        meetings.move(scene.engine, asked("2027-11-29", 2))
        window = limit(scene, "QAA:comments:1")
        assert (window.opens_on, window.due_on) == ("2027-09-20", "2027-10-18")


HOURS = (
    HEAD
    + """\
charts:
  review:
    initial: answering
    states:
      answering: {holder: state, window: until 10 days at 17:30, roll: ROLL, basis: S 5}
      cooling:   {holder: team, not_before: 48 hours, due: 72 hours, basis: S 5}
      notice:    {holder: team, not_before: at least 2 months after notice is left, basis: S 5}
      closed:    {final: true, basis: S 5}
    events:
      answer: {from: answering, by: state, with: answers, to: cooling, basis: S 6}
      reply:  {from: answering, by: team, to: cooling, basis: S 6}
      cool:   {from: cooling, by: team, to: notice, basis: S 6}
      finish: {from: notice, by: team, to: closed, basis: S 6}
"""
)


def test_a_cut_off_hour_decides_where_the_moment_was_given(store_url: str) -> None:
    """At 17:30 the window is closed; a day without an hour is in time."""
    with rehearsal(store_url, HOURS.replace("ROLL", "none"), codes="QAA QBB QCC") as scene:
        assert limit(scene, "QAA:answering:1").closes_at == "2027-01-14T16:30:00.000Z"
        scene.at("2027-01-20")
        paper = {"documents": "answers", "received": "2027-01-14T17:30"}
        with pytest.raises(RuledOutError, match="closed at Thursday 14 January 2027, 17:30"):
            scene.record("QAA", "answer", STATE, **paper)
        scene.record(
            "QBB", "answer", ("QBB", "state"), **(paper | {"received": "2027-01-14T17:29"})
        )
        scene.record("QCC", "answer", ("QCC", "state"), **(paper | {"received": "2027-01-14"}))
        assert limit(scene, "QBB:answering:1").status == "met"
        assert limit(scene, "QCC:answering:1").status == "met"
        assert sound(scene)


def test_a_step_says_itself_what_becomes_of_a_last_day_off(sqlite_url: str) -> None:
    """Ten days from Wednesday 6 January end on a Saturday."""
    for roll, due in (("forward", "2027-01-18"), ("back", "2027-01-15"), ("none", "2027-01-16")):
        url = f"{sqlite_url}-{roll}"
        with rehearsal(url, HOURS.replace("ROLL", roll), at="2027-01-06", codes="QAA") as scene:
            assert limit(scene, "QAA:answering:1").due_on == due


def test_hours_run_through_a_change_of_clocks(sqlite_url: str) -> None:
    """48 hours from Saturday noon before the clocks go forward end on Monday at one."""
    text = HOURS.replace("ROLL", "none").replace("until 10 days at 17:30", "until 100 days")
    with rehearsal(sqlite_url, text, codes="QAA") as scene:
        scene.bind("QAA", "team", "team-1")
        scene.at("2027-03-27").record("QAA", "reply", TEAM)
        scene.at("2027-03-30")
        with pytest.raises(RuledOutError, match=r"not before Tuesday 30 March 2027, 01:00"):
            scene.record("QAA", "cool", TEAM, received="2027-03-30T00:59")
        scene.record("QAA", "cool", TEAM, received="2027-03-30T01:00")


def test_a_moment_is_read_in_the_zone_of_the_definition_or_with_its_own_offset(
    sqlite_url: str,
) -> None:
    """What cannot be read, or lies ahead, is not written."""
    with rehearsal(sqlite_url, HOURS.replace("ROLL", "none"), codes="QAA QBB") as scene:
        paper = {"documents": "answers"}
        with pytest.raises(UnreadableError, match="is no moment"):
            scene.record("QAA", "answer", STATE, received="2027-01-04T25:00", **paper)
        with pytest.raises(
            UnreadableError,
            match="received Monday 4 January 2027, 23:00 Europe/Vienna lies after now, Monday 4",
        ):
            scene.record("QAA", "answer", STATE, received="2027-01-04T23:00", **paper)
        scene.record("QAA", "answer", STATE, received="2027-01-04T10:30", **paper)
        scene.record("QBB", "answer", ("QBB", "state"), received="2027-01-04T09:30Z", **paper)
        stamps = [e.data["received_at"] for e in entries(scene, "event.recorded")]
        assert stamps == ["2027-01-04T09:30:00.000Z"] * 2


def test_two_months_notice_are_two_months(sqlite_url: str) -> None:
    """`at least` may stand before a gap; counted from the leaving of a step that was never left,
    nothing may happen."""
    text = HOURS.replace("ROLL", "none").replace("after notice is left", "after cooling is left")
    with rehearsal(sqlite_url, text, codes="QAA") as scene:
        scene.bind("QAA", "team", "team-1")
        scene.record("QAA", "reply", TEAM)
        scene.at("2027-01-31").record("QAA", "cool", TEAM)
        with pytest.raises(RuledOutError, match="not before Wednesday 31 March 2027, 00:00"):
            scene.at("2027-03-30").record("QAA", "finish", TEAM)
        scene.at("2027-03-31").record("QAA", "finish", TEAM)


def test_a_body_has_its_own_zone_and_its_own_working_days(sqlite_url: str) -> None:
    """A limit that counts from its meeting closes at its midnight, not at Vienna's."""
    text = COUNT_BACK.replace("zone: Europe/Paris", "zone: America/New_York")
    with scene_of(sqlite_url, text, codes="QAA") as scene:
        assert limit(scene, "QAA:visit:1").closes_at == "2027-07-27T04:00:00.000Z"
        assert limit(scene, "QAA:visit:1").zone == "America/New_York"
