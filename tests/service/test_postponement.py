"""A postponement that a body votes on: requested, decided, and only then is a date set."""

from typing import cast

import pytest

from tests.support.plenary import BY_OFFICE, MEMBER, sound
from workflow.errors import RuledOutError
from workflow.model.rows.records import DeadlineRow, InstanceRow
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
