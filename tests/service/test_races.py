"""Many at once: one moves the review, the others are told; nobody overwrites anybody."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from tests.support.commands import OFFICE, REVIEW
from tests.support.designs import CHAIN, LATE_NOTE
from workflow.errors import ConflictError, RoleError, RuledOutError, WorkflowError
from workflow.model.rosters.roster_text import parse_roster
from workflow.service.auditing import verify
from workflow.service.cycles import OpenCycle, open_cycle
from workflow.service.reviews import Receipt, record
from workflow.testing import INVENTED, Rehearsal, again, open_on, rehearsal, request_of

MANY = 8


def all_at_once(url: str, press: Callable[[Rehearsal, int], object]) -> Counter[str]:
    """Let eight press together, each with a connection of its own; count what they were told."""
    gate, told = threading.Barrier(MANY), Counter[str]()

    def run(number: int) -> None:
        with again(url, "2027-01-05", seed=10 + number) as scene:
            gate.wait()
            try:
                press(scene, number)
            except WorkflowError as error:
                told[type(error).__name__] += 1
            else:
                told["moved"] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def sound(url: str) -> list[str]:
    """The kinds of the entries of the review, in a store that verifies."""
    with again(url, "2027-01-05") as scene:
        assert verify(scene.engine).sound
        with scene.engine.store.read() as reader:
            return [entry.kind for entry in reader.entries(review=REVIEW)]


def test_of_eight_who_record_the_same_event_one_moves_the_review(store_url: str) -> None:
    """The others are told that the review stands elsewhere now; each has an entry."""
    rehearsal(store_url, LATE_NOTE, codes="QAA").engine.store.close()
    told = all_at_once(store_url, lambda scene, _: scene.record("QAA", "start", OFFICE))
    assert told == {"moved": 1, "RuledOutError": MANY - 1}
    kinds = Counter(sound(store_url))
    assert kinds["event.recorded"] == 1
    assert kinds["act.not_recorded"] == MANY - 1


def test_of_eight_who_saw_the_same_version_one_moves_the_review(store_url: str) -> None:
    """The others have a conflict, and write nothing."""
    rehearsal(store_url, LATE_NOTE, codes="QAA").engine.store.close()
    told = all_at_once(
        store_url, lambda scene, _: scene.record("QAA", "start", OFFICE, if_version=1)
    )
    assert told == {"moved": 1, "ConflictError": MANY - 1}
    assert sound(store_url) == ["review.opened", "event.recorded"]


def test_one_command_given_eight_times_at_once_is_carried_out_once(store_url: str) -> None:
    """All are answered alike."""
    rehearsal(store_url, LATE_NOTE, codes="QAA").engine.store.close()
    answers: list[object] = []

    def press(scene: Rehearsal, _: int) -> None:
        receipt = scene.record("QAA", "start", OFFICE, command="the-same")
        answers.append([entry.seq for entry in receipt.entries])

    assert all_at_once(store_url, press) == {"moved": MANY}
    assert answers == [answers[0]] * MANY
    assert sound(store_url) == ["review.opened", "event.recorded"]


def test_eight_who_act_on_eight_reviews_do_not_stand_in_each_others_way(store_url: str) -> None:
    """Every one of many acts is there, once."""
    rehearsal(store_url, CHAIN).engine.store.close()
    parties = ("QAA", "QBB", "QBX", "QCC", "QDD", "QEE", "QFF", "QGG")

    def press(scene: Rehearsal, number: int) -> None:
        for _ in range(5):
            scene.record(parties[number], "ask", OFFICE)

    assert all_at_once(store_url, press) == {"moved": MANY}
    with again(store_url, "2027-01-05") as scene, scene.engine.store.read() as reader:
        asked = Counter(e.review for e in reader.entries(kinds=["event.recorded"]))
        assert asked == {f"t/{party}": 5 for party in parties}
        assert verify(scene.engine).sound


def test_a_stale_version_is_a_conflict_that_shows_the_present_step(sqlite_url: str) -> None:
    """Nothing is written, and the author is told where the review stands."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        with pytest.raises(ConflictError, match="now at version 2: t/QAA stands in 'answering'"):
            scene.record("QAA", "answer", ("QAA", "state"), documents="answers", if_version=1)
    assert sound(sqlite_url) == ["review.opened", "event.recorded"]


@pytest.mark.parametrize("tick", [False, True])
def test_a_version_is_stale_when_a_limit_passed_since_whether_or_not_a_tick_ran(
    sqlite_url: str, tick: bool
) -> None:
    """What its author saw was before the limit."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE)
        scene.at("2027-07-10")
        if tick:
            scene.tick()
        with pytest.raises(ConflictError, match="version 2, but now at version 3"):
            scene.record("QAA", "answer", ("QAA", "state"), documents="answers", if_version=2)


def test_a_command_that_was_not_recorded_is_answered_the_same_when_given_again(
    sqlite_url: str,
) -> None:
    """The same problems, the same entry, no second one."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        told = []
        for _ in range(2):
            with pytest.raises(RoleError) as error:
                scene.record("QAA", "start", ("nobody", "secretariat"), command="once")
            told.append((str(error.value), error.value.seq))
        assert told[0] == told[1]
    assert sound(sqlite_url) == ["review.opened", "act.not_recorded"]


def test_a_command_id_of_another_review_is_a_conflict(sqlite_url: str) -> None:
    """An id means one command."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA QBB") as scene:
        scene.record("QAA", "start", OFFICE, command="once")
        with pytest.raises(ConflictError, match="given before, for start of t/QAA"):
            scene.record("QBB", "start", OFFICE, command="once")


def test_a_command_id_of_another_act_is_a_conflict(sqlite_url: str) -> None:
    """Of the same review too: nobody takes an act for done that was not."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        scene.record("QAA", "start", OFFICE, command="once")
        with pytest.raises(ConflictError, match="given before, for start of t/QAA"):
            scene.record("QAA", "answer", ("QAA", "state"), command="once")


def test_a_cycle_that_was_not_opened_is_answered_the_same_when_asked_again(
    sqlite_url: str,
) -> None:
    """It is not suddenly open with no reviews in it."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        told = [str(refused(scene, command="again")) for _ in range(2)]
        assert told[0] == told[1]
        with scene.engine.store.read() as reader:
            assert len(list(reader.entries(kinds=["act.not_recorded"]))) == 1


def refused(scene: Rehearsal, *, command: str) -> RuledOutError:
    """Ask for a cycle without any party."""
    with scene.engine.store.read() as reader:
        definition = scene.engine.definition(reader, reader.rows("definition")[0].id)
    request = OpenCycle(
        id="w",
        definition=definition,
        data={},
        roster=parse_roster(INVENTED),
        roster_words="invented",
        parties=(),
        launched_on="2027-01-04",
        command=command,
    )
    with pytest.raises(RuledOutError) as error:
        open_cycle(scene.engine, request)
    return error.value


def test_a_dry_run_writes_nothing_and_shows_what_would_be(sqlite_url: str) -> None:
    """Not even an entry about an act that would not be recorded."""
    with rehearsal(sqlite_url, LATE_NOTE, codes="QAA") as scene:
        receipt = scene.record("QAA", "start", OFFICE, dry_run=True)
        assert isinstance(receipt, Receipt)
        assert receipt.after["instance"]["t/QAA"].state == "answering"  # type: ignore[union-attr]
        request = request_of(REVIEW, "finish", OFFICE, dry_run=True)
        with pytest.raises(RuledOutError):
            record(scene.engine, request)
    assert sound(sqlite_url) == ["review.opened"]


def test_a_cycle_of_an_id_that_is_taken_is_a_conflict(sqlite_url: str) -> None:
    """Nothing is written."""
    scene = rehearsal(sqlite_url, LATE_NOTE, codes="QAA")
    with scene, pytest.raises(ConflictError, match="there already"):
        open_on(scene.engine, LATE_NOTE, cycle="t", launched_on="2027-01-04", codes="QBB")
    assert sound(sqlite_url) == ["review.opened"]
