"""Suspended and resumed where it stood: the step inside that was left last, and its clock."""

import pytest

from tests.service.test_meetings import limit, sound
from tests.service.test_pausing import wish
from tests.support.designs import HEAD
from tests.support.meetings import BY_OFFICE
from workflow.definition.read import read_definition
from workflow.errors import RuledOutError
from workflow.service import pausing
from workflow.service.corrections import annul
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal

STATE = ("QAA", "state")
OFFICE = {"actor": "secretariat", "role": "secretariat"}
RESUMED = (
    HEAD
    + """\
charts:
  review:
    initial: launched
    states:
      launched: {holder: secretariat, basis: S 5}
      active:
        initial: answering
        basis: S 5
        states:
          answering: {holder: state, due: 6 months, on_timeout: reading}
          reading:
            initial: first
            holder: team
            states:
              first: {due: 2 months}
              second: {holder: secretariat, due: 3 weeks}
      elsewhere: {holder: secretariat, basis: S 7}
      closed:    {final: true, basis: S 5}
    events:
      start:   {from: launched, by: secretariat, to: answering, basis: S 6}
      skip:    {from: launched, by: secretariat, to: history of active, basis: S 6}
      answer:  {from: answering, by: state, with: answers, to: reading, basis: S 6}
      go_on:   {from: first, by: secretariat, to: second, basis: S 6}
      suspend: {from: active, by: secretariat, to: elsewhere, basis: S 7}
      resume:  {from: elsewhere, by: secretariat, to: history of active with its clock, basis: S 7}
      anew:
        from: elsewhere
        by: secretariat
        to: [closed if agreed is given, history of active if score >= 1, history of active]
        basis: S 7
      finish:  {from: active, by: secretariat, to: closed, basis: S 6}
"""
)


def act(scene: Rehearsal, on: str, event: str) -> str:
    """Record *event* on that day; where the review stands then."""
    scene.at(on).record("QAA", event, BY_OFFICE)
    with scene.engine.store.read() as reader:
        (row,) = reader.rows("instance", id="t/QAA")
    return row.state  # type: ignore[attr-defined, no-any-return]


def suspended(url: str) -> Rehearsal:
    """One review that answers until 4 July 2027, suspended on 1 March."""
    scene = rehearsal(url, RESUMED, codes="QAA")
    act(scene, "2027-01-04", "start")
    act(scene, "2027-03-01", "suspend")
    return scene


def test_the_clock_runs_on_later_by_the_days_away(store_url: str) -> None:
    """92 days from 1 March to 1 June: 4 July becomes 4 October; the derivation says why."""
    with suspended(store_url) as scene:
        assert limit(scene, "QAA:answering:1").status == "closed"
        assert act(scene, "2027-06-01", "resume") == "active.answering"
        again = limit(scene, "QAA:answering:2")

        assert (again.status, again.due_on, again.closes_at) == (
            "running",
            "2027-10-04",
            "2027-10-04T22:00:00.000Z",
        )
        assert (again.anchor, again.anchor_on) == ("entered answering", "2027-01-04")
        assert again.derivation[-1] == (
            "6. The step was left on 2027-03-01 and is entered again on 2027-06-01; its clock runs "
            "on, after 92 days: the last day is Monday 4 October 2027."
        )
        assert scene.at("2027-10-06").tick().passed != []
        assert limit(scene, "QAA:first:1").due_on == "2027-12-04"
        assert sound(scene)


def test_without_its_clock_the_limit_begins_anew(sqlite_url: str) -> None:
    """Six months from the day of return."""
    with suspended(sqlite_url) as scene:
        assert act(scene, "2027-06-01", "anew") == "active.answering"

        assert limit(scene, "QAA:answering:2").due_on == "2027-12-01"
        assert sound(scene)


def test_the_step_left_last_is_meant_however_deep_and_as_often_as_it_is_left(
    store_url: str,
) -> None:
    """The second part of the reading, twice: each pause is added."""
    with rehearsal(store_url, RESUMED, codes="QAA") as scene:
        act(scene, "2027-01-04", "start")
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        act(scene, "2027-02-08", "go_on")
        act(scene, "2027-02-09", "suspend")
        assert act(scene, "2027-02-19", "resume") == "active.reading.second"
        act(scene, "2027-02-20", "suspend")
        assert act(scene, "2027-02-25", "resume") == "active.reading.second"

        assert limit(scene, "QAA:second:1").due_on == "2027-03-01"
        assert limit(scene, "QAA:second:3").due_on == "2027-03-16"
        assert sound(scene)


def test_where_none_was_left_it_begins_at_the_beginning(sqlite_url: str) -> None:
    """The history of what never was is its initial step."""
    with rehearsal(sqlite_url, RESUMED, codes="QAA") as scene:
        assert act(scene, "2027-01-04", "skip") == "active.answering"
        assert sound(scene)


def test_what_had_passed_ends_on_the_day_of_return(sqlite_url: str) -> None:
    """Three weeks were over before the suspension: nothing falls due in the past."""
    with rehearsal(sqlite_url, RESUMED, codes="QAA") as scene:
        act(scene, "2027-01-04", "start")
        scene.at("2027-02-01").record("QAA", "answer", STATE, documents="answers")
        act(scene, "2027-02-01", "go_on")
        act(scene, "2027-03-15", "suspend")
        act(scene, "2027-03-20", "resume")

        again = limit(scene, "QAA:second:2")
        assert (again.due_on, again.status) == ("2027-03-20", "running")
        assert again.derivation[-1].endswith("the limit is the day of entering.")
        assert sound(scene)


def test_resumed_while_all_clocks_are_paused_it_has_no_date(sqlite_url: str) -> None:
    """The pause of the review goes on; both times are added."""
    with suspended(sqlite_url) as scene:
        pausing.pause_cycle(scene.at("2027-05-22").engine, wish("t"))
        act(scene, "2027-06-01", "resume")
        assert limit(scene, "QAA:answering:2").due_on is None
        pausing.resume_cycle(scene.at("2027-06-11").engine, wish("t"))

        assert limit(scene, "QAA:answering:2").due_on == "2027-10-14"
        assert sound(scene)


def test_a_resumption_taken_back_leaves_the_review_elsewhere(sqlite_url: str) -> None:
    """And it may be resumed again, with the days counted to the later day."""
    with suspended(sqlite_url) as scene:
        act(scene, "2027-06-01", "resume")
        with scene.engine.store.read() as reader:
            newest = max(e.seq for e in reader.entries(kinds=("event.recorded",)))
        annul(scene.engine, "t/QAA", newest, How(**OFFICE, reason="a slip"))
        assert act(scene, "2027-06-11", "resume") == "active.answering"

        assert limit(scene, "QAA:answering:2").due_on == "2027-10-14"
        assert sound(scene)


@pytest.mark.parametrize(("event", "step"), [("anew", "closed"), ("resume", "active.answering")])
def test_a_condition_is_one_of_the_whole_line(sqlite_url: str, event: str, step: str) -> None:
    """The first line whose condition holds is taken, histories among them."""
    with suspended(sqlite_url) as scene:
        agreed = (("agreed", "given"),)
        with pytest.raises(RuledOutError):
            scene.record("QAA", "start", BY_OFFICE)
        scene.record("QAA", "communicate", STATE, facts=agreed)
        assert act(scene, "2027-06-01", event) == step
        assert sound(scene)


def test_a_history_of_a_step_without_steps_inside_is_found() -> None:
    """With the steps that have some."""
    text = RESUMED.replace("to: history of active,", "to: history of second,")
    (found,) = read_definition(text, file="resumed.yaml").findings

    assert (found.code, found.message) == (
        "D203",
        "the step 'second' has no steps inside, and so no history",
    )
    assert found.hint == "steps with steps inside: active, active.reading"
