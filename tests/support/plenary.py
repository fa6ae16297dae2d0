"""A design decided by a plenary, by votes and by silence; hands that bind and cast."""

from typing import cast

from workflow.model.rows.entry import Entry
from workflow.model.rows.records import BallotRow, InstanceRow, PollRow
from workflow.service.auditing import verify
from workflow.store.rebuild import differences
from workflow.testing import Rehearsal, rehearsal

BY_OFFICE = ("secretariat", "secretariat")
TEAM = ("x1@QBB", "team")
MEMBER = "member of plenary"
MEMBERS = ("QBB", "QCC", "QDD", "QEE", "QFF")

DECIDED = """\
definition: decided
version: 1
language: 1
title: A review that a plenary decides
status: illustration
sources: {S: "Rules of the plenary"}
roles:
  state:       {is: party under review, basis: S 1}
  team:        {is: experts, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
  plenary:     {is: body, basis: S 2}
documents:
  report:    {seen_by: [plenary], languages: [en, fr], basis: S 3}
  objection: {seen_by: [plenary], basis: S 3}
charts:
  review:
    initial: draft
    states:
      draft: {holder: team, basis: S 4}
      adoption:
        holder: plenary
        phase: final
        vote:
          by: plenary
          quorum: 1/2 of members
          carried: [2/3 of cast, more than 1/2 of members]
          abstentions: not cast
          then: {carried: circulation, lost: draft, no_quorum: adoption}
        basis: S 5
      circulation:
        holder: plenary
        silence:
          starts: report is out in every language
          closes: 10 working days at 17:30
          broken_by: 2 objections
          then: {kept: adopted, broken: draft}
          basis: S 7
        basis: S 6
      adopted: {final: true, basis: S 5}
    events:
      submit:     {from: draft, by: team, with: report, to: adoption}
      vote:       {from: adoption, by: member of plenary, choice: [for, against, abstain]}
      take_back:  {from: adoption, by: member of plenary, undoes: vote}
      close_vote: {from: adoption, by: secretariat, closes: vote}
      object:     {from: circulation, by: member of plenary, with: objection}
      withdraw:   {from: circulation, by: member of plenary, undoes: object}
"""


def seated(
    url: str, text: str = DECIDED, *, members: tuple[str, ...] = MEMBERS, at: str = "2027-01-04"
) -> Rehearsal:
    """A review of QAA by a team of one, with *members* in the plenary."""
    scene = rehearsal(url, text, codes="QAA", at=at)
    scene.bind("QAA", "team", "x1@QBB")
    for member in members:
        scene.bind("QAA", MEMBER, member)
    return scene


def cast_vote(scene: Rehearsal, member: str, choice: str, **more: object) -> None:
    """One vote of one member."""
    scene.record("QAA", "vote", (member, MEMBER), choice=choice, **more)


def step(scene: Rehearsal) -> str:
    """Where the review stands."""
    with scene.engine.store.read() as reader:
        return cast(InstanceRow, reader.rows("instance", id="t/QAA")[0]).state


def poll(scene: Rehearsal, key: str) -> PollRow:
    """One vote or silence, such as `adoption:1`."""
    with scene.engine.store.read() as reader:
        return cast(PollRow, reader.rows("poll", id=f"t/QAA^{key}")[0])


def ballots(scene: Rehearsal) -> dict[str, str]:
    """Choice and standing of every ballot, by member and number."""
    with scene.engine.store.read() as reader:
        rows = cast(list[BallotRow], reader.rows("ballot"))
    return {row.id.rpartition("/")[2]: f"{row.choice} {row.status}" for row in rows}


def newest(scene: Rehearsal) -> Entry:
    """The last entry."""
    with scene.engine.store.read() as reader:
        return list(reader.entries())[-1]


def sound(scene: Rehearsal) -> bool:
    """Whether the log, the tables and every decision agree, and no table differs from a replay."""
    found = verify(scene.engine)
    assert found.rules.deviations == []
    with scene.engine.store.read() as reader:
        assert differences(reader) == []
    return found.sound
