"""How days are counted, which bodies meet, and which meeting a review is bound to, in prose."""

from collections.abc import Iterator

from workflow.definition.prose_parts import Paragraph, listed, plain
from workflow.model.definition import Body, Definition, Meeting, State
from workflow.model.grammar.expression import words
from workflow.model.reminder_rules import Reminder

_ROLL = {
    "none": "a last day off stays the last day",
    "forward": "a last day off moves to the next working day",
    "back": "a last day off moves to the working day before",
}
_MET_BY = {"receipt": "the day of receipt counts", "dispatch": "the day of dispatch counts"}


def days_and_meetings(definition: Definition) -> Iterator[Paragraph]:
    """A paragraph on time, one for each body that meets, one for each meeting."""
    time = definition.time
    by = f", by the calendar {time.calendar}" if time.calendar else ""
    sentence = f"Days are those of {time.zone}{by}; {_ROLL[time.roll]}; {_MET_BY[time.met_by]}."
    yield Paragraph("time", sentence, time.basis)
    for body in definition.bodies.values():
        yield Paragraph(f"body {body.name}", _body(body), body.basis)
    for meeting in definition.meetings.values():
        yield Paragraph(f"meeting {meeting.name}", _meeting(meeting), meeting.basis)


def reminded(state: State) -> str:
    """When reminders of a step's time limit go, to whom, and on which condition."""
    return "".join(f"; {_reminder(one)}" for one in state.reminders)


def _reminder(reminder: Reminder) -> str:
    only = f", if {words(reminder.condition)}" if reminder.condition else ""
    about = f" about the {listed(reminder.of)}" if reminder.of != reminder.to else ""
    says = f", saying “{reminder.says}”" if reminder.says else ""
    return f"a reminder{about} goes to the {listed(reminder.to)} {reminder.text}{only}{says}"


def _body(body: Body) -> str:
    zone = f", in {body.zone}" if body.zone else ""
    by = f", by the calendar {body.calendar}" if body.calendar else ""
    return f"The {plain(body.name)} meets{zone}{by}; {listed(body.counts)} meetings count."


def _meeting(meeting: Meeting) -> str:
    missed = "the next one is meant" if meeting.on_miss == "next" else "it waits for the body"
    return (
        f"A review is bound to a meeting of the {plain(meeting.body)}, the "
        f"{plain(meeting.name)}, for {plain(meeting.step)}: {meeting.text}. When it is missed, "
        f"{missed}."
    )
