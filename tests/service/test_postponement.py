"""A postponement that a body decides: requested, decided, and only then is a date set, or a review
moved to another meeting.
"""

from typing import cast

import pytest

from tests.support.meetings import COUNT_BACK, PLENARY, convene
from tests.support.plenary import BY_OFFICE, MEMBER, sound
from workflow.errors import RuledOutError
from workflow.model.rows.records import DeadlineRow, InstanceRow
from workflow.service import viewing
from workflow.service.deadlines import DeadlineRequest, notify
from workflow.service.reviews import How
from workflow.testing import Rehearsal, rehearsal

STATE = ("QAA", "state")
VOTED = """\
definition: voted
version: 1
language: 1
title: A review that a plenary may postpone
status: illustration
sources: {S: "Rules"}
roles:
  state:       {is: party under review, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
  plenary:     {is: body, basis: S 1}
guards:
  was_granted:
    that: some request is granted
    otherwise: the plenary decides on a postponement
    basis: S 4
charts:
  review:
    initial: draft
    states:
      draft:  {holder: state, due: 12 weeks, basis: S 2}
      closed: {final: true}
    events:
      ask:      {from: draft, by: state, opens: request, basis: S 3}
      postpone: {from: draft, by: secretariat, sets: due draft, guard: was_granted, basis: S 4}
      write:    {from: draft, by: state, to: closed}
  request:
    per: item
    initial: asked
    states:
      asked:
        holder: plenary
        vote:
          by: plenary except party under review
          carried: more than 1/2 of cast
          then: {carried: granted, lost: declined}
        basis: S 4
      granted:  {final: true}
      declined: {final: true}
    events:
      vote: {from: asked, by: member of plenary, choice: [for, against, abstain]}
"""


def asked(url: str) -> Rehearsal:
    """A request of the State under review, before a plenary of three."""
    scene = rehearsal(url, VOTED, codes="QAA")
    for member in ("QAA", "QBB", "QCC"):
        scene.bind("QAA", MEMBER, member)
    scene.record("QAA", "ask", STATE)
    return scene


def vote(scene: Rehearsal, item: int, *choices: str) -> None:
    """The two that may vote choose."""
    for member, choice in zip(("QBB", "QCC"), choices, strict=True):
        scene.record(f"QAA#item-{item}", "vote", (member, MEMBER), choice=choice)


def limit(scene: Rehearsal) -> DeadlineRow:
    """The limit of the draft."""
    with scene.engine.store.read() as reader:
        return cast(DeadlineRow, reader.rows("deadline", id="t/QAA:draft:1")[0])


def step(scene: Rehearsal, item: int) -> str:
    """Where a request stands."""
    with scene.engine.store.read() as reader:
        return cast(InstanceRow, reader.rows("instance", id=f"t/QAA#item-{item}")[0]).state


def test_a_request_that_is_declined_leaves_every_date_untouched(store_url: str) -> None:
    """And the date cannot be set for it."""
    with asked(store_url) as scene:
        before = limit(scene)
        vote(scene, 1, "for", "against")
        assert step(scene, 1) == "declined"
        assert limit(scene) == before
        with pytest.raises(RuledOutError, match="the plenary decides on a postponement"):
            scene.record("QAA", "postpone", BY_OFFICE, agreed="2027-06-01")
        assert limit(scene) == before
        assert sound(scene)


def test_a_request_that_is_granted_lets_the_date_be_set(store_url: str) -> None:
    """A second request, a second vote; the State under review has none in it."""
    with asked(store_url) as scene:
        with pytest.raises(RuledOutError, match="QAA is of the party under review"):
            scene.record("QAA#item-1", "vote", ("QAA", MEMBER), choice="for")
        vote(scene, 1, "against", "against")
        scene.record("QAA", "ask", STATE)
        vote(scene, 2, "for", "for")
        assert (step(scene, 1), step(scene, 2)) == ("declined", "granted")
        scene.record("QAA", "postpone", BY_OFFICE, agreed="2027-06-01")
        assert limit(scene).due_on == "2027-06-01"
        assert sound(scene)


MOVED = COUNT_BACK.replace(
    "facts:\n",
    "facts:\n"
    "  request: {is: choice, of: [granted, declined], by: [plenary, secretariat], many: true, "
    "basis: S 8}\n",
).replace(
    "      start:      {from: launched",
    "      put_off:    {from: [visit, draft], by: [plenary, secretariat], with: request, "
    "sets: due adoption_meeting if request is granted, basis: S 8}\n"
    "      start:      {from: launched",
)


def before_plenary(url: str) -> Rehearsal:
    """A review bound to the plenary of 15 November; its visit is due 16 weeks before."""
    scene = rehearsal(url, MOVED, codes="QAA")
    convene(scene, "2027-11-15", "2028-05-15")
    scene.bind("QAA", "team", "team-1")
    scene.record("QAA", "start", BY_OFFICE)
    return scene


def days_of(scene: Rehearsal, *names: str) -> list[str | None]:
    """The last days of those limits."""
    with scene.engine.store.read() as reader:
        rows = cast(list[DeadlineRow], reader.rows("deadline"))
    return [row.due_on for name in names for row in rows if row.id == f"t/QAA:{name}:1"]


def put_off(scene: Rehearsal, word: str, to: str | None, who: tuple[str, str] = PLENARY) -> object:
    """The plenary, or the office, decides on a request."""
    return scene.record("QAA", "put_off", who, facts=(("request", word),), agreed=to)


def test_a_review_is_moved_to_another_meeting_by_the_decision_of_the_body(store_url: str) -> None:
    """Bound to the meeting of that day; what counts back from it follows in the same entry."""
    with before_plenary(store_url) as scene:
        assert days_of(scene, "adoption_meeting", "visit") == ["2027-11-15", "2027-07-26"]
        put_off(scene, "granted", "2028-05-15")

        assert days_of(scene, "adoption_meeting", "visit") == ["2028-05-15", "2028-01-24"]
        why = viewing.why(scene.engine, "t/QAA", "adoption_meeting")
        assert "'put_off' agreed plenary 2, 15 May 2028" in repr(why)
        scene.at("2027-11-20").tick()
        assert days_of(scene, "adoption_meeting") == ["2028-05-15"]
        assert sound(scene)


def test_a_move_that_is_declined_leaves_every_date_untouched(store_url: str) -> None:
    """Request and answer are on file, and nothing else changed."""
    with before_plenary(store_url) as scene:
        before = days_of(scene, "adoption_meeting", "visit")
        put_off(scene, "declined", None)
        assert days_of(scene, "adoption_meeting", "visit") == before
        with pytest.raises(RuledOutError, match="sets a date only if request is granted"):
            put_off(scene, "declined", "2028-05-15")
        with pytest.raises(RuledOutError, match="R060 no meeting of plenary is planned for 16 May"):
            put_off(scene, "granted", "2028-05-16")
        assert days_of(scene, "adoption_meeting", "visit") == before
        assert sound(scene)


def test_only_a_body_moves_it_to_an_earlier_meeting_once_a_date_was_notified(
    store_url: str,
) -> None:
    """What counts from the meeting is protected with it."""
    with before_plenary(store_url) as scene:
        put_off(scene, "granted", "2028-05-15")
        how = How(actor="secretariat", role="secretariat")
        notify(scene.engine, DeadlineRequest(deadline="t/QAA:visit", how=how))
        with pytest.raises(RuledOutError, match="2028-01-24 was notified"):
            put_off(scene, "granted", "2027-11-15", BY_OFFICE)
        put_off(scene, "granted", "2027-11-15")
        assert days_of(scene, "adoption_meeting", "visit") == ["2027-11-15", "2027-07-26"]
        assert sound(scene)
