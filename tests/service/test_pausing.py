"""Suspension of clocks: one review or a cycle, with opting out; every date says why it moved."""

import pytest

from tests.service.test_meetings import entries, limit, scene_of, sound
from tests.support.designs import CHAIN, LATE_NOTE, MOVING_NOTE
from tests.support.meetings import BY_OFFICE, asked
from workflow.errors import RoleError, RuledOutError, UnknownError
from workflow.service import meetings, pausing
from workflow.service.pausing import PauseRequest
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal

OFFICE = How(actor="secretariat", role="secretariat")
STATE = ("QAA", "state")


def wish(of: str, **more: object) -> PauseRequest:
    """A request by the Secretariat, by a decision of the Bureau."""
    given = {key: more.pop(key) for key in list(more) if key in How.__dataclass_fields__}
    how = How(**{"actor": "secretariat", "role": "secretariat", **given})  # type: ignore[arg-type]
    return PauseRequest(of=of, how=how, **{"decision": "Bureau 4/27", **more})  # type: ignore[arg-type]


def three(url: str, text: str = LATE_NOTE) -> Rehearsal:
    """Three reviews that answer until 4 July 2027."""
    scene = rehearsal(url, text, codes="QAA QBB QCC")
    for code in ("QAA", "QBB", "QCC"):
        scene.record(code, "start", BY_OFFICE)
    return scene


def test_two_are_paused_and_the_one_that_opted_out_keeps_its_dates(store_url: str) -> None:
    """Paused on 1 March, resumed on 31 May: 91 days; the third is never touched."""
    with three(store_url) as scene:
        before = limit(scene, "QCC:answering:1")
        done = pausing.pause_cycle(
            scene.at("2027-03-01").engine, wish("t", apart_from=("t/Cordelle",))
        )
        assert done.reviews == ("t/QAA", "t/QBB")
        assert [(e.kind, e.review) for e in done.entries] == [
            ("clock.paused", None),
            ("clock.paused", "t/QAA"),
            ("clock.paused", "t/QBB"),
        ]
        assert done.entries[0].data["except"] == ["t/QCC"]
        paused = limit(scene, "QAA:answering:1")
        assert (paused.status, paused.due_on, paused.paused_on) == (
            "suspended",
            None,
            "2027-03-01",
        )
        assert paused.derivation[-1] == (
            "6. On 2027-03-01 the clock was paused by Bureau 4/27; "
            "before, it was due on 2027-07-04."
        )
        assert sound(scene)

        pausing.resume_cycle(scene.at("2027-05-31").engine, wish("t", decision="Bureau 5/27"))
        for code in ("QAA", "QBB"):
            again = limit(scene, f"{code}:answering:1")
            assert (again.status, again.due_on, again.paused_on) == ("running", "2027-10-03", None)
            assert again.closes_at == "2027-10-03T22:00:00.000Z"
            assert again.derivation[-1] == (
                "7. On 2027-05-31 the clock ran again by Bureau 5/27, after 91 days: "
                "the last day is Sunday 3 October 2027."
            )
        assert limit(scene, "QCC:answering:1") == before
        assert sound(scene)


@pytest.mark.parametrize("text", [LATE_NOTE, MOVING_NOTE])
def test_nothing_falls_due_while_the_clock_is_paused(sqlite_url: str, text: str) -> None:
    """Not after the old date, not at any later one, until it runs again."""
    with three(sqlite_url, text) as scene:
        pausing.pause_cycle(scene.at("2027-03-01").engine, wish("t"))
        assert scene.at("2028-03-01").tick().passed == []
        pausing.resume_cycle(scene.engine, wish("t"))
        assert limit(scene, "QAA:answering:1").due_on == "2028-07-04"
        assert len(scene.at("2028-07-06").tick().passed) == 3
        assert sound(scene)


def test_a_contribution_that_comes_during_the_pause_meets_its_limit(sqlite_url: str) -> None:
    """And the limit of the next step begins suspended, with its whole period before it."""
    with three(sqlite_url) as scene:
        pausing.pause(scene.at("2027-03-01").engine, wish("t/QAA"))
        scene.at("2027-08-02").record("QAA", "answer", STATE, documents="answers")
        met = limit(scene, "QAA:answering:1")
        assert (met.status, met.met_on, met.days_late) == ("met", "2027-08-02", 0)
        waiting = limit(scene, "QAA:reading:1")
        assert (waiting.status, waiting.due_on, waiting.paused_on) == (
            "suspended",
            None,
            "2027-08-02",
        )
        pausing.resume(scene.at("2027-08-12").engine, wish("t/QAA"))
        assert limit(scene, "QAA:reading:1").due_on == "2027-11-12"
        assert sound(scene)


def test_a_pause_of_one_review_leaves_the_others(sqlite_url: str) -> None:
    """And what may not be is said: twice, without a decision, by nobody."""
    with three(sqlite_url) as scene:
        with pytest.raises(RuledOutError, match="by a decision, and none is cited"):
            pausing.pause(scene.engine, wish("t/QAA", decision=None))
        with pytest.raises(RuledOutError, match="R049 its clocks are not paused"):
            pausing.resume(scene.engine, wish("t/QAA"))
        with pytest.raises(RoleError):
            pausing.pause(scene.engine, wish("t/QAA", actor="x1", role="team"))
        pausing.pause(scene.engine, wish("t/QAA"))
        with pytest.raises(RuledOutError, match="R049 its clocks are paused since 2027-01-04"):
            pausing.pause(scene.engine, wish("t/QAA"))
        assert limit(scene, "QBB:answering:1").status == "running"
        with pytest.raises(RoleError, match="t/QBB: role 'team' is not held by 'x1'"):
            pausing.pause_cycle(scene.engine, wish("t", actor="x1", role="team"))
        with pytest.raises(UnknownError):
            pausing.pause_cycle(scene.engine, wish("t", apart_from=("t/XXX",)))
        assert limit(scene, "QBB:answering:1").status == "running"
        assert sound(scene)


def test_a_pause_is_shown_first_and_given_twice_done_once(sqlite_url: str) -> None:
    """A dry run writes nothing."""
    with three(sqlite_url) as scene:
        tried = pausing.pause_cycle(scene.engine, wish("t", dry_run=True))
        assert len(tried.entries) == 4
        assert entries(scene, "clock.paused") == []
        for again in (False, True):
            done = pausing.pause_cycle(scene.engine, wish("t", command="p-1"))
            assert done.again is again
            assert done.reviews == ("t/QAA", "t/QBB", "t/QCC")
        with pytest.raises(RuledOutError, match="no review whose clocks run"):
            pausing.pause_cycle(scene.engine, wish("t"))


def test_dates_that_count_from_a_meeting_are_the_meetings_again(store_url: str) -> None:
    """Moved during the pause, they follow when the clocks run again, and not before."""
    with scene_of(store_url, codes="QAA") as scene:
        pausing.pause(scene.engine, wish("t/QAA"))
        meetings.move(scene.engine, asked("2027-11-29", 2))
        held = limit(scene, "QAA:visit:1")
        assert (held.status, held.due_on) == ("suspended", None)
        pausing.resume(scene.at("2027-03-01").engine, wish("t/QAA"))
        visit = limit(scene, "QAA:visit:1")
        assert (visit.status, visit.due_on) == ("running", "2027-08-09")
        assert limit(scene, "QAA:adoption_meeting:1").status == "running"
        assert sound(scene)


def test_a_plenary_that_fell_into_the_pause_was_not_missed(sqlite_url: str) -> None:
    """The review is bound to the next one after the pause."""
    with scene_of(sqlite_url, codes="QAA") as scene:
        pausing.pause(scene.engine, wish("t/QAA"))
        scene.at("2028-06-01").tick()
        assert entries(scene, "meeting.missed") == []
        pausing.resume(scene.engine, wish("t/QAA"))
        assert limit(scene, "QAA:adoption_meeting:1").status == "closed"
        assert limit(scene, "QAA:adoption_meeting:2").due_on == "2028-11-13"
        assert limit(scene, "QAA:visit:1").due_on == "2028-07-24"
        assert sound(scene)


def test_a_pause_that_is_taken_back_never_was(sqlite_url: str) -> None:
    """The clocks then ran all the time."""
    from workflow.service.corrections import annul

    with three(sqlite_url) as scene:
        pausing.pause(scene.engine, wish("t/QAA"))
        (entry,) = entries(scene, "clock.paused")
        how = How(actor="secretariat", role="secretariat", reason="wrong review")
        annul(scene.at("2027-07-10").engine, "t/QAA", entry.seq, how)
        assert limit(scene, "QAA:answering:1").status == "passed"
        assert sound(scene)


def test_items_and_tracks_are_paused_with_their_review(sqlite_url: str) -> None:
    """Every running limit of the review, wherever it stands."""
    with rehearsal(sqlite_url, CHAIN, codes="QAA") as scene:
        scene.record("QAA", "ask", BY_OFFICE)
        pausing.pause(scene.engine, wish("t/QAA"))
        with scene.engine.store.read() as reader:
            rows = reader.rows("deadline", status="running")
            assert rows == []
            assert len(reader.rows("deadline", status="suspended")) >= 2
