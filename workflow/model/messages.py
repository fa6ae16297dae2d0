"""Messages drafted for clearance. Neutral words; nothing here is ever sent by itself."""

from workflow.model.definition import State
from workflow.model.records import DeadlineRow, MessageRow
from workflow.model.working import Working, next_n


def draft_awaited(work: Working, instance: str, state: State, n: int, on: str) -> None:
    """Draft a note to each holder of a step that has a time limit running."""
    deadline = work.deadlines().get(f"{instance}:{state.deadline}:{n}")
    if deadline is None or deadline.due_on is None:
        return
    for role in state.holders:
        text = (
            f"{_subject(work)}: the step {state.name!r} was entered on {on}. "
            f"The contribution of {role} is awaited by {deadline.due_on}."
        )
        _draft(work, "awaited", role, about=deadline.id, text=text, on=on)


def draft_passed(work: Working, deadline: DeadlineRow) -> None:
    """Draft a reminder to each owner of a limit that passed and only waits."""
    for role in deadline.owners:
        text = (
            f"{_subject(work)}: the time limit for {deadline.name!r} passed on "
            f"{deadline.due_on}. The contribution of {role} remains awaited."
        )
        on = deadline.due_on or ""
        _draft(work, "limit_passed", role, about=deadline.id, text=text, on=on)


def _subject(work: Working) -> str:
    review = work.review
    return f"Review {review.id} ({review.party_name})" if review.party else f"Review {review.id}"


def _draft(work: Working, template: str, to: str, *, about: str, text: str, on: str) -> None:
    n = next_n(message.n for message in work.messages())
    work.new(
        MessageRow(
            id=f"{work.review.id}>{n}",
            review=work.review.id,
            n=n,
            template=template,
            to=to,
            about=about,
            text=text,
            drafted_on=on,
            status="draft",
            seq=work.seq,
        )
    )
