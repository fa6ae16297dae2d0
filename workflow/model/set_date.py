"""A date beside the rule: agreed by an act, or set by decision; what the rule gives stays in sight.

Decisions that live here: a date that was set ends with its day, whatever hour the rule names;
the derivation keeps every step, and says how far the date is from what the rule alone gives.
"""

from datetime import date, timedelta

from workflow.clock import stamp
from workflow.model.legal_time.local_time import start_of_day
from workflow.model.messages import said_day
from workflow.model.rows.records import DeadlineRow
from workflow.model.working import Working

EARLIER = "design, section 5: a notified date never moves earlier without a cited decision"


def set_date(work: Working, deadline: DeadlineRow, due_on: str, *, how: str) -> None:
    """Set *due_on* as the last day of *deadline*; one that had passed runs again.

    Args:
        how: who set it when, as the beginning of a sentence: `On 1 March 2027 the date was set to`.
    """
    closes = start_of_day(date.fromisoformat(due_on) + timedelta(days=1), deadline.zone)
    number = len(deadline.derivation) + 1
    step = f"{number}. {how} {said_day(due_on)}; {beside(deadline, due_on)}."
    work.set(
        "deadline",
        deadline.id,
        due_on=due_on,
        closes_at=stamp(closes),
        status="running",
        passed=False,
        derivation=(*deadline.derivation, step),
        seq=work.seq,
    )


def beside(deadline: DeadlineRow, due_on: str) -> str:
    """What the rule alone gives, and how far *due_on* is from it, in words."""
    rule = deadline.rule_on or deadline.due_on
    if rule is None:
        return "the rule alone gave none yet"
    days = (date.fromisoformat(due_on) - date.fromisoformat(rule)).days
    if not days:
        return f"the rule alone gave the same day, {said_day(rule)}"
    apart = f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'earlier' if days > 0 else 'later'}"
    return f"the rule alone gave {said_day(rule)}, {apart}"
