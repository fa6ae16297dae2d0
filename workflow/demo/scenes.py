"""Scenes of their own: what goes wrong at a desk, and how the file shows it."""

from datetime import timedelta

from workflow.demo.cast import Part
from workflow.demo.desk import Desk, Paper
from workflow.demo.stage import NEVER, Story

_DAY = timedelta(days=1)


def misfiled(desk: Desk, part: Part) -> Story:
    """The responses of one State are recorded in the file of another with a like name.

    Two days later the entry is annulled and the responses recorded where they belong, with the
    day on which they came. Both entries stay.
    """
    other = desk.special["mistaken_for"]
    yield desk.stage.today + (part.due - desk.stage.today) // 2
    came = desk.stage.today
    wrong = desk.by_state(other, "submit", Paper(document="responses", received=came))
    yield came + 2 * _DAY
    reason = f"recorded in the file of {other.party.name}; it came from {part.party.name}"
    desk.annul(other, wrong.entries[-1].seq, reason)
    desk.by_state(part, "submit", Paper(document="responses", received=came))


def recorded_late(desk: Desk, part: Part) -> Story:
    """What came a day before the limit lay on a desk until the limit had passed."""
    yield part.due + 8 * _DAY
    desk.by_state(part, "submit", Paper(document="responses", received=part.due - _DAY))


def vacant(desk: Desk, part: Part) -> Story:
    """The only expert leaves, and nobody follows: the review waits, and shows since when."""
    yield desk.stage.today + 30 * _DAY
    desk.vacate(part, 1, "called to other duties")
    yield NEVER


def early_comments(desk: Desk, part: Part) -> Story:
    """A State comments before it has the draft: registered, without effect."""
    yield desk.stage.today + 12 * _DAY
    with desk.ruled_out():
        desk.by_state(part, "comment", Paper(document="state_comments"))


def own_national(desk: Desk, part: Part) -> None:
    """An expert of the State under review is bound by mistake: not recorded."""
    with desk.ruled_out():
        desk.bind(part, 9, part.code)
