"""A design whose dates count back from a plenary, and hands that convene it."""

from tests.support.designs import HEAD
from workflow.service import meetings
from workflow.service.meetings import Convened
from workflow.service.meetings_desk import MeetingRequest
from workflow.service.reviews import How
from workflow.testing import OFFICE, Rehearsal

BY_OFFICE = (OFFICE, "secretariat")
PLENARY = ("plenary", "plenary")

#: Visit and draft count back from the plenary that adopts; comments have a window.
COUNT_BACK = (
    HEAD.replace(
        "documents:\n", "documents:\n  final_report: {seen_by: [team], basis: S 4}\n"
    ).replace("roles:\n", "roles:\n  plenary:     {is: body, basis: S 2}\n")
    + """\
bodies:
  plenary: {counts: [ordinary], zone: Europe/Paris, basis: S 7}
meetings:
  adoption_meeting:
    of: plenary
    is: first at least 10 months after review.started
    for: adoption
    on_miss: next
    basis: S 8
charts:
  review:
    initial: launched
    states:
      launched: {holder: secretariat, basis: S 5}
      visit:    {holder: team, due: 16 weeks before adoption_meeting, basis: S 9}
      draft:    {holder: team, due: 12 weeks before adoption_meeting, basis: S 9}
      comments:
        holder: state
        window: 10 weeks before adoption_meeting to 6 weeks before adoption_meeting
        basis: S 10
      adoption:
        holder: plenary
        phase: final
        not_before: 48 hours after final_report is circulated
        basis: S 11
      closed:   {final: true, basis: S 5}
    events:
      start:      {from: launched, by: secretariat, to: visit, basis: S 6}
      travel:     {from: visit, by: team, to: draft, basis: S 6}
      write:      {from: draft, by: team, to: comments, basis: S 6}
      comment:    {from: comments, by: state, with: answers, to: adoption, basis: S 6}
      go_on:      {from: comments, by: secretariat, to: adoption, basis: S 6}
      circulate:  {from: adoption, by: secretariat, with: final_report, basis: S 6}
      adopt:      {from: adoption, by: plenary, to: closed, basis: S 11}
      send_back:  {from: adoption, by: secretariat, to: draft, basis: S 6}
"""
)


def asked(on: str | None = None, n: int | None = None, **more: object) -> MeetingRequest:
    """A request about a meeting of the plenary, by the Secretariat."""
    given = {key: more.pop(key) for key in list(more) if key in How.__dataclass_fields__}
    how = How(actor=OFFICE, role=OFFICE, **given)  # type: ignore[arg-type]  # by its own names
    return MeetingRequest(cycle="t", body="plenary", how=how, on=on, n=n, **more)  # type: ignore[arg-type]


def convene(scene: Rehearsal, *days: str, **more: object) -> list[Convened]:
    """Enter a meeting of the plenary for each of *days*."""
    return [meetings.add(scene.engine, asked(day, **more)) for day in days]
