"""How the days of one period are counted: the definition's way, its step's, its body's.

A period relates to a body when it counts from one of its meetings, or when the body holds
the step: then the body's zone and working days are used, where it says them.
"""

from dataclasses import replace

from workflow.model.definition import Body, Definition, State, TimeRules
from workflow.model.grammar.period import Period


def rules_of(definition: Definition, state: State, period: Period) -> TimeRules:
    """How *period* of the step *state* is counted."""
    body = _body(definition, state, period)
    time = of_body(definition.time, body) if body else definition.time
    return replace(time, roll=state.roll) if state.roll else time


def of_body(time: TimeRules, body: Body) -> TimeRules:
    """*time*, with the zone and the working days of *body* where it has its own."""
    return replace(time, zone=body.zone or time.zone, calendar=body.calendar or time.calendar)


def _body(definition: Definition, state: State, period: Period) -> Body | None:
    meeting = definition.meetings.get(period.anchor.name) if period.anchor else None
    names = (meeting.body,) if meeting else state.holders
    return next((definition.bodies[name] for name in names if name in definition.bodies), None)
