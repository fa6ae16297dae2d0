"""Three years with invented States: what is met on the way, and what stands at the end."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import cast

import pytest

from workflow.demo.desk import Desk
from workflow.demo.rehearsal import Played
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import DeadlineRow, FactRow, InstanceRow, StayRow
from workflow.service.auditing import verify

PHASES = {
    *("self_assessment", "expert_analysis", "dialogue", "visit", "draft", "comments", "final"),
    "follow_up",
}
Rehearse = Callable[..., Played]


def _entries(played: Played) -> list[Entry]:
    with played.stage.engine.store.read() as reader:
        return list(reader.entries())


def _rows(played: Played, kind: str) -> list[object]:
    with played.stage.engine.store.read() as reader:
        return list(reader.rows(kind))


def _of(played: Played, special: str) -> str:
    return f"{played.desk.cycle}/{played.desk.special[special].code}"


def _log(played: Played) -> list[bytes]:
    with played.stage.engine.store.read() as reader:
        return [row[1] for row in reader.log()]


def test_at_the_end_reviews_stand_in_all_eight_phases(played: Played) -> None:
    """Before the first and after the last, too: the board is worth looking at."""
    stays = cast(list[StayRow], _rows(played, "stay"))
    phases = {stay.phase for stay in stays if stay.left_on is None and "#" not in stay.instance}
    instances = cast(list[InstanceRow], _rows(played, "instance"))
    steps = {row.state for row in instances if row.parent is None}

    assert phases >= PHASES
    assert steps >= {"launched", "closed"}


def test_the_log_verifies_and_every_act_is_decided_again_alike(played: Played) -> None:
    """The script went through the rules, not around them."""
    found = verify(played.stage.engine)

    assert found.sound
    assert found.rules.decided > 400
    assert found.rules.overrides == 0


@pytest.mark.parametrize(
    "kind",
    [
        "communication.registered",
        "act.not_recorded",
        "deadline.passed",
        "deadline.enforced",
        "deadline.moved",
        "deadline.notified",
        "entry.annulled",
        "role.vacated",
    ],
)
def test_everything_a_secretariat_meets_is_met(played: Played, kind: str) -> None:
    """Silence, lateness, error and change of mind each leave their entry."""
    assert kind in {entry.kind for entry in _entries(played)}


def test_most_come_in_time_and_some_do_not(played: Played) -> None:
    """Limits are met, met late, or passed and still awaited."""
    count = Counter(row.status for row in cast(list[DeadlineRow], _rows(played, "deadline")))

    assert count["met"] > 4 * count["late"] > 0
    assert count["passed"] >= 2


def test_an_agreement_was_withdrawn_and_no_visit_took_place(played: Played) -> None:
    """The team tried to begin it, and the log says why it could not."""
    part = next(part for part in played.parts if part.manners.visit == "withdrawn")
    review = f"{played.desk.cycle}/{part.code}"
    facts = cast(list[FactRow], _rows(played, "fact"))
    consent = [f.value for f in facts if f.review == review and f.name == "visit_consent"]
    stays = cast(list[StayRow], _rows(played, "stay"))

    assert consent[-1] == "withdrawn"
    assert [s for s in stays if s.review == review and s.state == "visit"] == []
    assert [e.kind for e in _entries(played) if e.review == review].count("act.not_recorded") == 1


def test_what_was_recorded_under_the_wrong_state_was_taken_back(played: Played) -> None:
    """Two days later; the responses then stand where they belong, with the day they came."""
    wrong, right = _of(played, "mistaken_for"), _of(played, "misfiled")
    entries = _entries(played)
    back = next(entry for entry in entries if entry.kind == "entry.annulled")
    (seq,) = back.voids()
    error = entries[seq]
    proper = next(e for e in entries if e.review == right and e.data.get("event") == "submit")

    assert (error.review, back.review) == (wrong, wrong)
    assert (date.fromisoformat(back.on) - date.fromisoformat(error.on)).days >= 2
    assert proper.on == error.on
    assert [e for e in entries[back.seq :] if e.review == wrong and e.data.get("event") == "submit"]


def test_a_limit_that_was_met_in_time_and_recorded_late_is_met(played: Played) -> None:
    """Lateness of a desk is not lateness of a State."""
    rows = cast(list[DeadlineRow], _rows(played, "deadline"))
    review = _of(played, "recorded_late")
    (limit,) = [r for r in rows if r.review == review and r.name == "self_assessment"]

    assert limit.status == "met"
    assert (limit.days_late, limit.recorded_on is not None) == (0, True)
    assert str(limit.recorded_on) > str(limit.due_on)


def test_two_rehearsals_with_one_seed_write_the_same_entries(
    played: Played, rehearsed: Rehearse
) -> None:
    """Byte for byte, but for entry 0, which names the store and its key."""
    again = _log(rehearsed(until=date(2028, 6, 30)))

    assert len(again) > 200
    assert again[1:] == _log(played)[1 : len(again)]


def test_another_seed_plays_another_rehearsal(played: Played, rehearsed: Rehearse) -> None:
    """And the rules hold for it too: no act of the script was against them unawares."""
    other = rehearsed(seed="another")

    assert _log(other)[1:] != _log(played)[1:]
    assert verify(other.stage.engine).sound


def test_a_script_that_is_wrong_about_a_rule_ends(played: Played) -> None:
    """A rehearsal that shows what the definition does not say would teach something false."""
    desk = Desk(stage=played.stage, cycle="x", chance=played.desk.chance)

    with pytest.raises(RuntimeError, match="none did"), desk.ruled_out():
        pass
