"""A design with tracks inside tracks: per instrument, and in each per reviewing State."""

from tests.support.designs import changed
from workflow.testing import OFFICE, Rehearsal

BY_OFFICE = (OFFICE, "secretariat")

#: Questionnaire, feedback of each reviewing State, list of observations: instrument by instrument.
TRACKS = """\
definition: tracks
version: 1
language: 1
title: Tracks inside tracks
status: illustration
sources: {S: "Nobody"}
instruments: [untoc, tip, som]
roles:
  state:       {is: party under review, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
  focal_point: {is: person of state, basis: S 2}
  reviewers:   {is: reviewing parties, same_region: 1, other_region: 1, basis: S 3}
  extra:       {is: reviewing parties, for: each instrument that reviewers lack, basis: S 4}
documents:
  responses: {seen_by: [reviewers, extra], basis: S 5}
  feedback:  {seen_by: state, basis: S 5}
charts:
  review:
    initial: launched
    states:
      launched: {holder: secretariat, basis: S 6}
      desk_review: {opens: instrument, join: all, then: closed, basis: S 6}
      closed:   {final: true, basis: S 6}
    events:
      start: {from: launched, by: secretariat, binds: reviewers, to: desk_review, basis: S 3}
  instrument:
    per: instrument
    initial: questionnaire
    states:
      questionnaire: {holder: state, due: 6 months, basis: S 7}
      reading: {opens: reviewer, join: all, then: observations, basis: S 8}
      observations: {holder: state, basis: S 9}
      done: {final: true, basis: S 9}
    events:
      answer: {from: questionnaire, by: state, with: responses, to: reading, basis: S 7}
      observe: {from: observations, by: [state, focal_point], to: done, basis: S 9}
  reviewer:
    per: reviewer
    initial: writing
    states:
      writing:   {holder: reviewer, due: 6 months after responses is received, basis: S 8}
      delivered: {final: true, basis: S 8}
    events:
      deliver:
        from: writing
        by: [reviewer, reviewer.focal_point]
        with: feedback
        to: delivered
        basis: S 8
      ask:     {from: writing, by: reviewers, with: feedback, basis: S 8}
"""


def joined(join: str, *, due: bool = False) -> str:
    """TRACKS with another join over the reviewers; *due*: one that time ends."""
    limit = "holder: secretariat, due: 8 months, on_timeout: observations, " if due else ""
    return changed(
        TRACKS, {"opens: reviewer, join: all,": f"{limit}opens: reviewer, join: {join},"}
    )


def started(scene: Rehearsal, *reviewers: str, party: str = "QFF") -> None:
    """Each of *reviewers* bound, and the review of *party* started."""
    for code in reviewers:
        scene.bind(party, "reviewers", code)
    scene.record(party, "start", BY_OFFICE)


def answered(scene: Rehearsal, instrument: str, *, party: str = "QFF") -> None:
    """The questionnaire on *instrument* handed in."""
    scene.record(f"{party}/{instrument}", "answer", (party, "state"), documents="responses")


def step(scene: Rehearsal, instance: str) -> str:
    """Where an instance stands, as stored; empty where there is none."""
    with scene.engine.store.read() as reader:
        rows = reader.rows("instance", id=scene.id(instance))
    return "".join(str(getattr(row, "state", "")) for row in rows)


def keys(scene: Rehearsal, parent: str) -> list[str]:
    """The keys of the parts of *parent* that are open or ended, not those closed."""
    with scene.engine.store.read() as reader:
        rows = reader.rows("instance", parent=scene.id(parent))
    return [str(getattr(r, "key", "")) for r in rows if getattr(r, "closed_on", None) is None]
