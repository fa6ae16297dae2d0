"""A duty that recurs beside the review's own steps, with a year in which it is excused."""

from tests.service.test_meetings import limit, sound
from tests.support.designs import HEAD
from tests.support.meetings import BY_OFFICE
from workflow.testing import rehearsal

STATE = ("QAA", "state")
YEARLY = (
    HEAD
    + """\
charts:
  review:
    initial: adopted
    states:
      adopted: {holder: secretariat, basis: S 5}
      closed:  {final: true, basis: S 5}
    events:
      close: {from: adopted, by: secretariat, opens: yearly, to: closed, basis: S 6}
  yearly:
    per: item
    initial: owed
    states:
      owed: {holder: state, due: 12 months, basis: S 9}
      over: {final: true, basis: S 5}
    events:
      report: {from: owed, by: state, with: answers, to: owed, basis: S 9}
      excuse: {from: owed, by: secretariat, to: owed, basis: S 9}
      finish: {from: owed, by: secretariat, to: over, basis: S 9}
"""
)


def test_a_yearly_report_goes_on_after_the_review_and_one_year_is_excused(
    store_url: str,
) -> None:
    """Late in one year, excused in the next, still owed in the year after."""
    with rehearsal(store_url, YEARLY, codes="QAA") as scene:
        scene.record("QAA", "close", BY_OFFICE)
        duty = "QAA#item-1"
        assert limit(scene, f"{duty}:owed:1").due_on == "2028-01-04"
        scene.at("2028-01-20").record(duty, "report", STATE, documents="answers")
        late = limit(scene, f"{duty}:owed:1")
        assert (late.status, late.days_late) == ("late", 16)
        assert limit(scene, f"{duty}:owed:2").due_on == "2029-01-20"
        scene.at("2029-01-10").record(duty, "excuse", BY_OFFICE)
        assert limit(scene, f"{duty}:owed:2").status == "closed"
        assert limit(scene, f"{duty}:owed:3").due_on == "2030-01-10"
        assert len(scene.at("2030-02-01").tick().passed) == 1
        assert sound(scene)
