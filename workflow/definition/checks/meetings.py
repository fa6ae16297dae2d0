"""Bodies and meetings: zones that exist, kinds that can be counted, names that clash with none.

A booking is a time limit of the review's main chart under the name of its meeting; so no
step of that chart with a time limit can have the same name.
"""

from collections.abc import Iterator
from zoneinfo import available_timezones

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import near
from workflow.model.compiling.meetings import NATURES
from workflow.model.compiling.rows import Row
from workflow.model.legal_time.local_time import TimeError, zone_of


def meetings(draft: Draft, sentences: Sentences) -> Iterator[Found]:
    """Find zones, kinds of meetings and names of meetings that cannot be."""
    bodies = tuple(draft.rows("bodies"))
    time = Place(("time",), Row("time", draft.top.row("time").data))
    for place in (time, *bodies):
        yield from _zone(place)
    for body in bodies:
        for path, word in body.lines("counts"):
            if word not in NATURES:
                message = f"'counts' is {word!r}, which is no kind of meeting"
                yield Found("D104", path, message, near(word, NATURES))
    yield from _names(draft)
    for bound in sentences.meetings:
        name = str(bound.path[1])
        if bound.anchor.name == name:
            message = f"the meeting {name!r} counts from itself, so that it is never bound"
            hint = "count from a step, a document or another meeting"
            yield Found("D415", bound.path, message, hint, offset=bound.text.rfind(name))


def _zone(place: Place) -> Iterator[Found]:
    for path, zone in place.lines("zone"):
        try:
            zone_of(zone)
        except TimeError:
            message = f"'zone' is {zone!r}, which is no zone of the IANA list"
            yield Found("D104", path, message, near(zone, sorted(available_timezones())))


def _names(draft: Draft) -> Iterator[Found]:
    mains = {chart.name for chart in draft.rows("charts") if chart["per"] in (None, "party")}
    taken = {
        state.name
        for state in draft.states()
        if state.chart in mains and ("due" in state or "window" in state)
    }
    for meeting in draft.rows("meetings"):
        if meeting.name in taken:
            message = f"the step {meeting.name!r} has a time limit of that name already"
            hint = "give the meeting another name, such as "
            yield Found(
                "D313", meeting.path, message, f"{hint}'{meeting.name}_meeting'", at_key=True
            )
