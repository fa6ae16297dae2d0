"""The n-th meeting, then every n-th; and meetings under corrections and whatever order of acts."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.test_meetings import entries, limit, scene_of, sound
from tests.support.designs import HEAD
from tests.support.meetings import BY_OFFICE, asked, convene
from workflow.errors import RuledOutError, UnknownError
from workflow.model.rows.evolve import fold
from workflow.service import meetings, pausing, viewing
from workflow.service.corrections import annul, correct
from workflow.service.pausing import PauseRequest
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal, request_of

TEAM = ("team-1", "team")
#: A follow-up that comes back to the plenary: at the fourth after adoption, then every third.
FOLLOW_UP = (
    HEAD
    + """\
bodies:
  plenary: {basis: S 7}
meetings:
  follow_up_meeting:
    of: plenary
    is: 4th after reporting, then every 3rd
    for: reporting
    on_miss: wait
    basis: S 8
charts:
  review:
    initial: adopted
    states:
      adopted:   {holder: secretariat, basis: S 5}
      reporting: {holder: state, due: 8 weeks before follow_up_meeting, basis: S 9}
      closed:    {final: true, basis: S 5}
    events:
      adopt:  {from: adopted, by: secretariat, to: reporting, basis: S 6}
      report: {from: reporting, by: state, with: answers, to: reporting, basis: S 6}
      finish: {from: reporting, by: secretariat, to: closed, basis: S 6}
"""
)
#: Three plenaries a year.
YEARS = [f"{year}-{month}" for year in range(2027, 2031) for month in ("02-15", "06-14", "10-18")]


def reporting(url: str) -> Rehearsal:
    """A State that reports, with plenaries entered for four years."""
    scene = rehearsal(url, FOLLOW_UP, codes="QAA")
    convene(scene, *YEARS)
    scene.record("QAA", "adopt", BY_OFFICE)
    return scene


def test_the_fourth_plenary_then_every_third(store_url: str) -> None:
    """Each report binds the next; an extraordinary meeting between shifts nothing."""
    with reporting(store_url) as scene:
        assert limit(scene, "QAA:follow_up_meeting:1").due_on == "2028-02-15"
        assert limit(scene, "QAA:reporting:1").due_on == "2027-12-21"
        convene(scene, "2028-03-01", nature="extraordinary")

        scene.at("2028-02-15").record("QAA", "report", ("QAA", "state"), documents="answers")
        second = limit(scene, "QAA:follow_up_meeting:2")
        assert second.due_on == "2029-02-15"
        assert second.derivation == (
            "1. The rule is: 4th after reporting, then every 3rd.",
            "2. It is to be after the meeting of Tuesday 15 February 2028.",
            "3. The third ordinary meeting of plenary is plenary 7, Thursday 15 February 2029.",
        )
        scene.at("2029-02-01").record("QAA", "report", ("QAA", "state"), documents="answers")
        assert limit(scene, "QAA:follow_up_meeting:3").due_on == "2030-02-15"
        scene.record("QAA", "finish", BY_OFFICE)
        assert limit(scene, "QAA:follow_up_meeting:3").status == "closed"
        assert sound(scene)


def test_a_review_is_shown_as_it_was_bound_on_a_day_and_as_known(sqlite_url: str) -> None:
    """A meeting that was moved later has not moved yet in an answer about an earlier day."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        meetings.move(scene.at("2027-03-01").engine, asked("2027-11-29", 2))
        for as_of, due in (("2027-02-01", "2027-07-26"), ("2027-03-02", "2027-08-09")):
            told = viewing.deadlines(scene.engine, review="t/QAA", as_of=as_of)
            assert {one.name: one.due_on for one in told.limits}["visit"] == due


def test_a_correction_behind_a_moved_meeting_takes_the_meeting_as_it_is_now(
    sqlite_url: str,
) -> None:
    """What followed the meeting is taken back with the act, and follows again."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        meetings.move(scene.at("2027-02-01").engine, asked("2027-11-29", 2))
        (start,) = (e for e in entries(scene, "event.recorded") if e.data["event"] == "start")
        scene.at("2027-02-10")
        request = request_of("t/QAA", "start", BY_OFFICE, reason="a slip", received="2027-01-11")
        correct(scene.engine, start.seq, request)
        assert limit(scene, "QAA:adoption_meeting:1").due_on == "2027-11-29"
        assert limit(scene, "QAA:visit:1").due_on == "2027-08-09"
        assert sound(scene)


def test_an_act_taken_back_behind_a_moved_meeting_leaves_the_booking_where_it_is(
    sqlite_url: str,
) -> None:
    """The booking is older than the act, and follows its meeting all the same."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        scene.at("2027-02-01").record("QAA", "travel", TEAM)
        (travel,) = (e for e in entries(scene, "event.recorded") if e.data["event"] == "travel")
        meetings.move(scene.at("2027-03-01").engine, asked("2027-11-29", 2))
        how = How(actor="secretariat", role="secretariat", reason="a slip")
        annul(scene.engine, "t/QAA", travel.seq, how)
        assert limit(scene, "QAA:adoption_meeting:1").due_on == "2027-11-29"
        assert limit(scene, "QAA:visit:1").due_on == "2027-08-09"
        assert sound(scene)


DAYS = st.integers(min_value=0, max_value=900)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 200)),
        st.tuples(st.just("add"), DAYS),
        st.tuples(st.just("extraordinary"), DAYS),
        st.tuples(st.just("move"), st.integers(1, 6), DAYS),
        st.tuples(st.just("cancel"), st.integers(1, 6)),
        st.tuples(st.just("travel"), st.just(0)),
        st.tuples(st.just("write"), st.just(0)),
        st.tuples(st.just("go_on"), st.just(0)),
        st.tuples(st.just("send_back"), st.just(0)),
        st.tuples(st.just("pause"), st.just(0)),
        st.tuples(st.just("resume"), st.just(0)),
    ),
    max_size=12,
)


def play(scene: Rehearsal, act: tuple[str, ...], *, ticks: bool) -> None:
    """Do one act; what a rule forbids is an entry like any other."""
    kind, *given = act
    start = scene.engine.clock.now().date().isoformat()
    day = day_after(start, int(given[-1]))
    if kind == "wait":
        for step in range(0, int(given[0]), 7) if ticks else ():
            scene.at(day_after(start, step)).tick()
        scene.at(day)
        return
    try:
        _ACTS[kind](scene, day, int(given[0]))
    except (RuledOutError, UnknownError):
        return


PAUSE = PauseRequest(of="t/QAA", how=How(actor="secretariat", role="secretariat"), decision="B 1")
_ACTS: dict[str, Callable[[Rehearsal, str, int], object]] = {
    "add": lambda scene, day, _: convene(scene, day),
    "extraordinary": lambda scene, day, _: convene(scene, day, nature="extraordinary"),
    "move": lambda scene, day, n: meetings.move(scene.engine, asked(day, n)),
    "cancel": lambda scene, _, n: meetings.cancel(scene.engine, asked(n=n)),
    "pause": lambda scene, *_: pausing.pause(scene.engine, PAUSE),
    "resume": lambda scene, *_: pausing.resume(scene.engine, PAUSE),
    "travel": lambda scene, *_: scene.record("QAA", "travel", TEAM),
    "write": lambda scene, *_: scene.record("QAA", "write", TEAM),
    "go_on": lambda scene, *_: scene.record("QAA", "go_on", BY_OFFICE),
    "send_back": lambda scene, *_: scene.record("QAA", "send_back", BY_OFFICE),
}


def day_after(start: str, days: int) -> str:
    """The ISO day *days* after *start*."""
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


_ROUNDS = iter(range(10**6))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_whatever_becomes_of_meetings_every_review_follows_and_can_be_decided_again(
    sqlite_url: str, acts: list[tuple[str, ...]]
) -> None:
    """The log replays to the tables, every decision comes out again, and no tick changes a row."""
    told = []
    number = next(_ROUNDS)
    for ticks in (False, True):
        with scene_of(f"{sqlite_url}-{number}-{ticks}", codes="QAA") as scene:
            for act in acts:
                play(scene, act, ticks=ticks)
            scene.tick()
            assert sound(scene)
            with scene.engine.store.read() as reader:
                history = list(reader.entries(review="t/QAA"))
                booked = [
                    (row.meeting, row.due_on)
                    for row in reader.rows("deadline", name="adoption_meeting", status="running")
                ]
                planned = {row.id: row.opens_on for row in reader.rows("meeting", status="planned")}
            assert all(planned[meeting] == due for meeting, due in booked)
            told.append([(e.kind, e.on, e.data.get("effects")) for e in history])
            assert fold(history)["review"]
    assert told[0] == told[1]
