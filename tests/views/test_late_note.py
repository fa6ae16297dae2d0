"""The late note: three dates, two rules, and what was known when.

The limit is Sunday 2 May 2027; the note is dated 30 April, received 4 May, recorded 10 May.
"""

import pytest

from tests.support.designs import DISPATCH
from tests.views.scenes import LIMIT, NOTE, STATE, answers, before_the_note
from workflow.service import viewing
from workflow.testing import Rehearsal

RULES = {
    "receipt": (None, "met, 2 days after the limit, received 4 May 2027"),
    "dispatch": (DISPATCH, "met, recorded late, received 4 May 2027"),
}


def the_note(url: str, rule: str, *, tick: bool) -> Rehearsal:
    """The whole scene, with a tick the day after the limit or none at all."""
    scene = before_the_note(url, RULES[rule][0])
    if tick:
        scene.at("2027-05-03").tick()
    scene.at("2027-05-10").record("QAA", "answer", STATE, **NOTE)
    return scene


@pytest.mark.parametrize("tick", [False, True])
@pytest.mark.parametrize("rule", ["receipt", "dispatch"])
def test_it_was_awaited_as_known_on_5_may_and_received_4_may_as_known_on_10_may(
    sqlite_url: str, rule: str, tick: bool
) -> None:
    """Both answers stand, each for what was known; the rule says what counts."""
    with the_note(sqlite_url, rule, tick=tick) as scene:
        (then,) = viewing.deadlines(scene.engine, "t", as_known="2027-05-05").limits
        assert then.words == "time limit passed 2 May 2027, awaited"
        assert (then.passed_on, then.received_on) == ("2027-05-02", None)

        now = viewing.deadlines(scene.engine, "t", as_known="2027-05-10").limits[0]
        assert now.words == RULES[rule][1]
        assert (now.received_on, now.recorded_on) == ("2027-05-04", "2027-05-10")


@pytest.mark.parametrize("rule", ["receipt", "dispatch"])
@pytest.mark.parametrize(
    "at",
    [
        {},
        {"as_known": "2027-05-02"},
        {"as_known": "2027-05-03"},
        {"as_known": "2027-05-05"},
        {"as_of": "2027-05-01"},
        {"as_of": "2027-05-02"},
        {"as_of": "2027-05-05", "as_known": "2027-05-06"},
    ],
    ids=str,
)
def test_every_answer_is_the_same_whether_or_not_a_tick_ran(
    sqlite_url: str, rule: str, at: dict[str, str]
) -> None:
    """No question of the desk depends on when the engine woke."""
    with (
        the_note(f"{sqlite_url}0", rule, tick=False) as without,
        the_note(f"{sqlite_url}1", rule, tick=True) as with_tick,
    ):
        assert answers(without.engine, **at) == answers(with_tick.engine, **at)


def test_on_the_last_day_it_is_awaited_and_not_passed(sqlite_url: str) -> None:
    """In time means before the midnight after the last day, in Vienna."""
    with before_the_note(sqlite_url) as scene:
        scene.at("2027-05-02T21:59")
        (limit,) = viewing.deadlines(scene.engine).limits
        assert limit.words == "awaited by 2 May 2027"

        scene.at("2027-05-02T22:00")
        (limit,) = viewing.deadlines(scene.engine).limits
        assert limit.words == "time limit passed 2 May 2027, awaited"


@pytest.mark.parametrize("rule", ["receipt", "dispatch"])
def test_as_of_a_day_leaves_out_what_happened_later_whoever_recorded_it_first(
    sqlite_url: str, rule: str
) -> None:
    """As of 1 May the note was in under a rule on dispatch, and awaited under one on receipt."""
    with the_note(sqlite_url, rule, tick=True) as scene:
        (place,) = viewing.awaited(scene.engine, as_of="2027-05-01").places
        assert place.step == ("reading" if rule == "dispatch" else "answering")


def test_the_date_and_how_it_ended_are_derived_step_by_step(sqlite_url: str) -> None:
    """Rule, anchor with its entry, counting, close, end: numbered, with paragraphs."""
    with the_note(sqlite_url, "receipt", tick=True) as scene:
        why = viewing.why(scene.engine, "t/Arvania", "answering")

        assert why.question == f"Why 2 May 2027 for {LIMIT}?"
        assert [reason.n for reason in why.reasons] == list(range(1, len(why.reasons) + 1))
        told = [f"{reason.words} [{reason.basis}]" for reason in why.reasons]
        assert told[0] == "The step 'answering' asks state: 6 months. [S 5]"
        assert "entered answering" in told[1]
        assert why.reasons[1].seq is not None
        assert "Six months later is Sunday 2 May 2027. []" in told
        assert told[-1] == (
            "How it ended: met, 2 days after the limit, received 4 May 2027; what counts is "
            "receipt, 4 May 2027; recorded 10 May 2027. [S 1]"
        )


def test_the_lateness_of_the_engine_is_kept_apart_from_that_of_a_state(sqlite_url: str) -> None:
    """The limit passed at its legal time; that the engine woke five days later is said apart."""
    with before_the_note(sqlite_url) as scene:
        scene.at("2027-05-08").tick()
        line = viewing.history(scene.engine, "t/QAA").lines[-1]

        assert (line.kind, line.on, line.recorded_on) == (
            "deadline.passed",
            "2027-05-02",
            "2027-05-08",
        )
        assert line.engine_late == "recorded 5 days after it fell due (the engine)"


def test_what_fell_due_and_no_tick_recorded_is_told_without_a_number(sqlite_url: str) -> None:
    """History says what happened; that the log has no entry of it yet is said, too."""
    with before_the_note(sqlite_url) as scene:
        line = viewing.history(scene.at("2027-05-08").engine, "t/QAA").lines[-1]

        assert (line.kind, line.seq, line.at) == ("deadline.passed", None, None)
