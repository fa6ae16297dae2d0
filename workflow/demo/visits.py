"""The dialogue, and what comes of a visit: agreed, deferred, withdrawn, or none.

France (C 15): a visit takes place only as necessary and with the agreement of the State. That
there is none is a decision of the State, and nothing more is made of it.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from workflow.demo.cast import Part
from workflow.demo.desk import Desk, Paper
from workflow.demo.stage import Story

_DAY = timedelta(days=1)
_PURPOSE = ("visit_purpose", "to see the central authority and the case files at work")


def _not_needed(desk: Desk, part: Part) -> Story:
    yield _part_of_the_way(desk, part, 80)
    _write_draft(desk, part, "The dialogue answered what was open; no visit is necessary.")


def _none(desk: Desk, part: Part) -> Story:
    yield from _purpose(desk, part)
    yield _part_of_the_way(desk, part, 80)
    _write_draft(desk, part, "No visit: decision of the State.")


def _agreed(desk: Desk, part: Part) -> Story:
    yield from _purpose(desk, part)
    yield _part_of_the_way(desk, part, 40)
    _consent(desk, part, "given")
    yield _part_of_the_way(desk, part, 70)
    yield from _visit(desk, part)


def _withdrawn(desk: Desk, part: Part) -> Story:
    yield from _purpose(desk, part)
    yield _part_of_the_way(desk, part, 30)
    _consent(desk, part, "given")
    yield _part_of_the_way(desk, part, 50)
    _consent(desk, part, "withdrawn")
    yield desk.stage.today + 2 * _DAY
    with desk.ruled_out():
        desk.by_team(part, "begin_visit")
    yield desk.stage.today + 5 * _DAY
    _write_draft(desk, part, "No visit: decision of the State, which withdrew its agreement.")


def _deferred(desk: Desk, part: Part) -> Story:
    yield from _purpose(desk, part)
    yield _part_of_the_way(desk, part, 40)
    wish = ("visit_deferral", "after the elections, in the spring")
    desk.by_state(part, "communicate", Paper(facts=(wish,)))
    yield desk.stage.today + 9 * _DAY
    decision = f"REHEARSAL-{desk.stage.today.year}/7 (invented)"
    desk.move(part, "dialogue", part.due + 60 * _DAY, decision)
    yield _part_of_the_way(desk, part, 60)
    _consent(desk, part, "given")
    yield _part_of_the_way(desk, part, 70)
    yield from _visit(desk, part)


VISITS: Mapping[str, Callable[[Desk, Part], Story]] = MappingProxyType(
    {
        "agreed": _agreed,
        "none": _none,
        "not_needed": _not_needed,
        "deferred": _deferred,
        "withdrawn": _withdrawn,
    }
)


def _purpose(desk: Desk, part: Part) -> Story:
    yield _part_of_the_way(desk, part, 20)
    desk.by_team(part, "communicate", Paper(facts=(_PURPOSE,)))


def _consent(desk: Desk, part: Part, value: str) -> None:
    desk.by_state(part, "communicate", Paper(facts=(("visit_consent", value),)))


def _visit(desk: Desk, part: Part) -> Story:
    desk.by_team(part, "begin_visit")
    if "visit" in part.manners.late:
        yield part.due + _DAY * part.chance.between(5, 30)
    else:
        yield _part_of_the_way(desk, part, 85)
    _write_draft(desk, part, None)


def _write_draft(desk: Desk, part: Part, reason: str | None) -> None:
    desk.by_team(part, "write_draft", Paper(reason=reason))


def _part_of_the_way(desk: Desk, part: Part, percent: int) -> date:
    """The day when *percent* of the time left has gone, give or take a tenth."""
    left = part.due - desk.stage.today
    return desk.stage.today + left * (percent + part.chance.between(-10, 10)) // 100
