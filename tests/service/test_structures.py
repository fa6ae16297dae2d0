"""Scope the State chooses, sessions with places, loops, ladders, items that outlive a review."""

from dataclasses import replace

import pytest

from tests.support.designs import HEAD, changed
from tests.support.plenary import newest, sound
from tests.support.tracks import BY_OFFICE, TRACKS, keys, started, step
from workflow.errors import RuledOutError, UnreadableError
from workflow.model.rows.records import DeadlineRow
from workflow.service import viewing
from workflow.service.corrections import annul
from workflow.service.joining import JoinRequest, join
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal

HOW = How(actor=BY_OFFICE[0], role=BY_OFFICE[1])
STATE = ("QFF", "state")

CHOSEN = changed(
    TRACKS,
    {
        "documents:\n": "facts:\n  chosen: {is: instruments, by: state, basis: C 11}\ndocuments:\n",
        'S: "Nobody"': 'S: "Nobody", C: "Compilation"',
        "to: desk_review, basis: S 3}": "to: desk_review, basis: S 3}\n"
        "      choose: {from: [launched, desk_review], by: state, with: chosen, basis: C 11}",
    },
)

SESSION = (
    HEAD
    + """\
charts:
  review:
    initial: waiting
    states:
      waiting: {holder: secretariat, basis: S 5}
      session:
        holder: team
        capacity: 2
        initial: hearing
        basis: S 9
        states: {hearing: {}, writing: {}}
      closed:  {final: true, basis: S 5}
    events:
      admit: {from: waiting, by: secretariat, to: hearing, basis: S 6}
      write: {from: hearing, by: secretariat, to: writing, basis: S 6}
      end:   {from: [hearing, writing], by: secretariat, to: closed, basis: S 6}
"""
)

LADDER = (
    HEAD
    + """\
charts:
  review:
    initial: following
    states:
      following: {holder: team, basis: S 5}
      closed:    {final: true, basis: S 5}
    events:
      second_look: {from: following, by: secretariat, at_most: 2, to: following, basis: S 7}
      raise:       {from: following, by: secretariat, opens: ladder, basis: S 8}
      end:         {from: following, by: secretariat, opens: action, to: closed, basis: S 6}
  ladder:
    per: item
    initial: reporting
    states:
      reporting:  {holder: state, due: 6 months, basis: S 8}
      high_level: {holder: secretariat, basis: S 8}
      left:       {final: true, basis: S 8}
    events:
      report: {from: reporting, by: state, with: paper, to: reporting, basis: S 8}
      climb:  {from: reporting, by: secretariat, to: high_level, basis: S 8}
      back:   {from: high_level, by: secretariat, to: reporting, basis: S 8}
      leave:  {from: [reporting, high_level], by: secretariat, to: left, basis: S 8}
  action:
    per: item
    initial: pending
    states:
      pending: {holder: state, due: 12 months, basis: S 9}
      done:    {final: true, basis: S 9}
    events:
      carry_out: {from: pending, by: state, with: paper, to: done, basis: S 9}
"""
)


def choosing(url: str) -> Rehearsal:
    """Farholm, party to the Convention and one protocol, may choose."""
    return rehearsal(url, CHOSEN, codes="QFF")


def choose(scene: Rehearsal, names: str) -> None:
    """The State says what is to be reviewed."""
    scene.record("QFF", "choose", STATE, facts=(("chosen", names),))


def test_tracks_open_only_for_what_the_state_chose(store_url: str) -> None:
    """One of the two that are in force for it."""
    with choosing(store_url) as scene:
        choose(scene, "tip")
        started(scene, "QEE", "QBB")

        assert keys(scene, "QFF") == ["tip"]
        assert sound(scene)


def test_without_a_choice_everything_in_force_is_reviewed(store_url: str) -> None:
    """Silence narrows nothing."""
    with choosing(store_url) as scene:
        started(scene, "QEE", "QBB")
        assert keys(scene, "QFF") == ["tip", "untoc"]


def test_what_is_not_in_force_cannot_be_chosen(store_url: str) -> None:
    """Registered, without effect, with the paragraph; and with the date, where one is known."""
    with choosing(store_url) as scene:
        with pytest.raises(RuledOutError) as told:
            choose(scene, "untoc, som")
        (problem,) = told.value.problems
        assert (problem.code, problem.basis) == ("R078", "C 11")
        assert problem.words == "'som' is not in force for Farholm on 2027-01-04"
        assert problem.hint == "in force: untoc, tip"
        request = JoinRequest(review="t/QFF", instrument="som", deposited="2027-01-31", how=HOW)
        join(scene.at("2027-02-10").engine, request)
        with pytest.raises(RuledOutError, match="in force from 2027-03-02"):
            choose(scene, "som")
        choose(scene.at("2027-03-02"), "som")
        assert sound(scene)


def test_what_is_no_instrument_is_not_read(store_url: str) -> None:
    """With the nearest name."""
    with choosing(store_url) as scene, pytest.raises(UnreadableError, match="did you mean 'tip'"):
        choose(scene, "tips")


def test_a_choice_made_anew_closes_one_track_and_opens_another(store_url: str) -> None:
    """While the tracks are open; the closed one takes nothing more."""
    with choosing(store_url) as scene:
        choose(scene, "tip")
        started(scene, "QEE", "QBB")
        choose(scene.at("2027-02-01"), "untoc")

        assert keys(scene, "QFF") == ["untoc"]
        with pytest.raises(RuledOutError, match="was closed on 2027-02-01"):
            scene.record("QFF/tip", "answer", STATE, documents="responses")
        assert sound(scene)


def test_a_session_takes_as_many_reviews_as_it_has_places(store_url: str) -> None:
    """The third of two is ruled out, naming those there; when one leaves, it is admitted."""
    with rehearsal(store_url, SESSION, codes="QAA QBB QCC") as scene:
        scene.record("QAA", "admit", BY_OFFICE)
        scene.record("QBB", "admit", BY_OFFICE)
        scene.record("QBB", "write", BY_OFFICE)
        with pytest.raises(RuledOutError) as told:
            scene.record("QCC", "admit", BY_OFFICE)
        (problem,) = told.value.problems
        assert (problem.code, problem.basis) == ("R077", "S 9")
        assert problem.words == "'session' takes 2 reviews at once, and 2 stand there"
        assert problem.hint == "there: t/QAA, t/QBB"
        option = next(o for o in viewing.show(scene.engine, "t/QCC").options if o.event == "admit")
        assert [one.code for one in option.unmet] == ["R077"]
        scene.record("QAA", "end", BY_OFFICE)
        scene.record("QCC", "admit", BY_OFFICE)

        assert newest(scene).data["reviews"] is not None
        assert sound(scene)


def test_seven_places_and_the_eighth_review(store_url: str) -> None:
    """As many as the session has."""
    text = SESSION.replace("capacity: 2", "capacity: 7")
    codes = ("QAA", "QBB", "QBX", "QCC", "QDD", "QEE", "QFF", "QGG")
    with rehearsal(store_url, text, codes=" ".join(codes)) as scene:
        for code in codes[:7]:
            scene.record(code, "admit", BY_OFFICE)
        with pytest.raises(RuledOutError, match="takes 7 reviews at once, and 7 stand there"):
            scene.record("QGG", "admit", BY_OFFICE)
        assert sound(scene)


def test_a_step_that_is_full_may_hold_tracks_of_its_own(store_url: str) -> None:
    """What counts is the review, not its tracks; it leaves when they have ended."""
    text = changed(
        TRACKS,
        {
            "desk_review: {opens: instrument, join: all,": "desk_review: {opens: instrument, "
            "join: any, capacity: 1,",
            "binds: reviewers, to": "to",
        },
    )
    with rehearsal(store_url, text, codes="QEE QFF") as scene:
        scene.bind("QFF", "reviewers", "QDD")
        scene.record("QFF", "start", BY_OFFICE)
        assert keys(scene, "QFF") == ["tip", "untoc"]
        with pytest.raises(RuledOutError, match="takes 1 review at once, and 1 stands there"):
            scene.record("QEE", "start", BY_OFFICE)
        scene.record("QFF/untoc", "answer", STATE, documents="responses")
        scene.record("QFF/untoc/QDD", "deliver", ("QDD", "reviewer"), documents="feedback")
        scene.record("QFF/untoc", "observe", STATE)

        assert step(scene, "QFF") == "closed"
        scene.record("QEE", "start", BY_OFFICE)
        assert step(scene, "QEE") == "desk_review"
        assert sound(scene)


def test_an_act_of_an_earlier_day_finds_the_session_as_full_as_it_is(store_url: str) -> None:
    """A place that is taken now is taken, whatever the date on the letter."""
    with rehearsal(store_url, SESSION, codes="QAA QBB QCC") as scene:
        scene.at("2027-02-01").record("QAA", "admit", BY_OFFICE)
        scene.record("QBB", "admit", BY_OFFICE)
        with pytest.raises(RuledOutError, match="2 stand there"):
            scene.record("QCC", "admit", BY_OFFICE, received="2027-01-20")
        assert sound(scene)


def test_a_loop_has_as_many_turns_as_it_is_given(store_url: str) -> None:
    """The third of two is ruled out; one that is taken back no longer counts."""
    with rehearsal(store_url, LADDER, codes="QAA") as scene:
        scene.record("QAA", "second_look", BY_OFFICE)
        scene.record("QAA", "second_look", BY_OFFICE)
        with pytest.raises(RuledOutError) as told:
            scene.record("QAA", "second_look", BY_OFFICE)
        (problem,) = told.value.problems
        assert (problem.code, problem.basis) == ("R076", "S 7")
        assert problem.words == "'second_look' may happen at most 2 times in t/QAA, and has"
        with scene.engine.store.read() as reader:
            last = [e.seq for e in reader.entries(kinds=["event.recorded"])][-1]
        annul(scene.engine, "t/QAA", last, replace(HOW, reason="a slip"))
        scene.record("QAA", "second_look", BY_OFFICE)
        assert sound(scene)


def test_seven_reports_in_a_row_and_then_the_exit(store_url: str) -> None:
    """Each with its number, its time limit and its document, beside the main flow."""
    with rehearsal(store_url, LADDER, codes="QAA") as scene:
        scene.record("QAA", "raise", BY_OFFICE)
        for month in range(2, 9):
            scene.at(f"2027-0{month}-01")
            scene.record("QAA#item-1", "report", ("QAA", "state"), documents="paper")
        scene.record("QAA#item-1", "leave", BY_OFFICE)

        with scene.engine.store.read() as reader:
            limits = [row for row in reader.rows("deadline") if isinstance(row, DeadlineRow)]
            papers = [row.id for row in reader.rows("document")]
        assert [row.n for row in limits] == list(range(1, 9))
        assert [row.status for row in limits] == ["met"] * 7 + ["closed"]
        assert limits[1].due_on == "2027-08-01"
        assert papers == [f"t/QAA#item-1@paper:{n}" for n in range(1, 8)]
        assert (step(scene, "QAA"), step(scene, "QAA#item-1")) == ("following", "left")
        assert sound(scene)


def test_the_ladder_is_climbed_left_and_entered_anew_with_its_history(store_url: str) -> None:
    """Rungs up and down; a second ladder beside the one that was left."""
    with rehearsal(store_url, LADDER, codes="QAA") as scene:
        scene.record("QAA", "raise", BY_OFFICE)
        for event in ("climb", "back", "climb", "leave"):
            scene.record("QAA#item-1", event, BY_OFFICE)
        scene.record("QAA", "raise", BY_OFFICE)

        assert (step(scene, "QAA#item-1"), step(scene, "QAA#item-2")) == ("left", "reporting")
        with scene.engine.store.read() as reader:
            stays = [row.id for row in reader.rows("stay") if "#item-1|" in row.id]
        assert [one.rpartition("|")[2] for one in stays] == [
            "high_level:1",
            "high_level:2",
            "left:1",
            "reporting:1",
            "reporting:2",
        ]
        assert sound(scene)


def test_an_item_goes_on_after_the_review_has_ended(store_url: str) -> None:
    """Opened by the act that ends it: awaited, recorded, its time limit kept."""
    with rehearsal(store_url, LADDER, codes="QAA") as scene:
        scene.record("QAA", "end", BY_OFFICE)
        awaited = viewing.status(scene.engine, "t").awaited
        assert [place.instance for place in awaited] == ["t/QAA#item-1"]
        scene.record(
            "QAA#item-1", "communicate", ("QAA", "state"), facts=(("assistance_need", "training"),)
        )
        scene.at("2028-03-01").tick()
        with scene.engine.store.read() as reader:
            (limit,) = reader.rows("deadline")
        assert (getattr(limit, "due_on", ""), getattr(limit, "status", "")) == (
            "2028-01-04",
            "passed",
        )
        scene.record("QAA#item-1", "carry_out", ("QAA", "state"), documents="paper")

        assert step(scene, "QAA#item-1") == "done"
        assert sound(scene)
