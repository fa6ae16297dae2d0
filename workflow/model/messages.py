"""Messages drafted for clearance. Neutral words; nothing here is ever sent by itself."""

from datetime import date

from workflow.model.definition import State
from workflow.model.legal_time.days import day_words
from workflow.model.reminder_rules import Reminder
from workflow.model.rows.records import DeadlineRow, MessageRow, SubmissionRow
from workflow.model.working import Working, next_n


def draft_awaited(
    work: Working, instance: str, state: State, n: int, on: str, *, dated: str | None = None
) -> None:
    """Draft a note to each holder of a step, entered on the day *on*, that has a limit running.

    Args:
        dated: the day on which the limit got its date, where that was not on entering.
    """
    deadline = work.deadlines().get(f"{instance}:{state.deadline}:{n}")
    if deadline is None or deadline.due_on is None:
        return
    for role in state.holders:
        text = (
            f"{_subject(work, instance)}: {plain(state.name)} began on {said_day(on)}. "
            f"The contribution of the {plain(role)} is awaited by {said_day(deadline.due_on)}."
        )
        _draft(work, "awaited", role, about=deadline.id, text=text, on=dated or on)


def draft_passed(work: Working, deadline: DeadlineRow) -> None:
    """Draft a reminder to each owner of a limit that passed and only waits."""
    for role in deadline.owners:
        on = deadline.due_on or ""
        text = (
            f"{_subject(work, deadline.instance)}: the time limit for {plain(deadline.name)} "
            f"passed on {said_day(on)}. The contribution of the {plain(role)} remains awaited."
        )
        _draft(work, "limit_passed", role, about=deadline.id, text=text, on=on)


def draft_reminder(
    work: Working, deadline: DeadlineRow, reminder: Reminder, role: str, on: date
) -> None:
    """Draft one reminder to *role* on the day *on*, in neutral words and those of the step."""
    due_on = deadline.due_on or ""
    passed = due_on < on.isoformat()
    ends = f"{'passed' if passed else 'ends'} on {said_day(due_on)}"
    who = " and of the ".join(plain(name) for name in reminder.of)
    awaited = "remains awaited" if passed else "is awaited by then"
    text = (
        f"{_subject(work, deadline.instance)}: the time limit for {plain(deadline.name)} {ends}. "
        f"The contribution of the {who} {awaited}. {reminder.says}"
    )
    day = on.isoformat()
    _draft(work, "reminder", role, about=deadline.id, text=text.rstrip(), on=day)


def draft_changed(work: Working, deadline: DeadlineRow, before: str | None) -> None:
    """Draft a note to each owner of a limit whose date the rules now give otherwise."""
    was = f"; before, it was {said_day(before)}" if before else ""
    for role in deadline.owners:
        if deadline.due_on:
            text = (
                f"{_subject(work, deadline.instance)}: the time limit for {plain(deadline.name)} "
                f"is now {said_day(deadline.due_on)}{was}. It follows from version "
                f"{work.definition.version} of the rules."
            )
            on = work.setting.today
            _draft(work, "date_changed", role, about=deadline.id, text=text, on=on)


def plain(name: str) -> str:
    """A name as a reader of a letter would write it."""
    words = name.replace("_", " ")
    return words.replace("state under review", "State under review")


def said_day(on: str) -> str:
    """A day in words: `2 May 2027`."""
    return day_words(date.fromisoformat(on))


def draft_submitted(work: Working, row: SubmissionRow) -> None:
    """Draft a note to each role that may release an act that was submitted."""
    for role in row.releases:
        text = (
            f"{_subject(work, row.instance)}: {plain(row.event)!r} was submitted by the "
            f"{plain(row.role)} on {said_day(row.submitted_on)}. "
            f"It takes effect when the {plain(role)} releases it."
        )
        _draft(work, "submitted", role, about=row.id, text=text, on=row.submitted_on)


def _subject(work: Working, instance: str) -> str:
    """What a letter is about: the review, or the part of it by its own name."""
    party = f" ({work.review.party_name})" if work.review.party else ""
    return f"Review {instance}{party}"


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
