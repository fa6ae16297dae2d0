"""The plain lists: time limits, drafts for clearance, who held the ball when."""

from collections.abc import Sequence
from typing import cast

from workflow.model.limits import OPEN
from workflow.model.rows.records import DeadlineRow, MessageRow, StayRow, SubmissionRow
from workflow.model.working import Working
from workflow.views.answers import Bar, Draft, Timeline, Timelines
from workflow.views.parts import Heading, Limit
from workflow.views.standing import gone_without, holder, limit_of, stays_of

#: Drafts that ask for a contribution.
_ASKING = ("awaited", "limit_passed", "reminder")


def limits(works: Sequence[Working], *, only_open: bool) -> tuple[Limit, ...]:
    """The time limits of reviews, in the order given, then as they began."""
    return tuple(
        limit_of(work, row)
        for work in works
        for row in sorted(work.deadlines().values(), key=_began)
        if row.status in OPEN or not only_open
    )


def _began(row: DeadlineRow) -> tuple[str, str, int]:
    return row.anchor_on or "9999", row.instance, row.n


def drafts(works: Sequence[Working]) -> tuple[Draft, ...]:
    """The drafts of reviews, in the order given, then by number."""
    return tuple(
        _draft(work, row) for work in works for row in sorted(work.messages(), key=lambda m: m.n)
    )


def _draft(work: Working, row: MessageRow) -> Draft:
    return Draft(
        id=row.id,
        review=row.review,
        party_name=work.review.party_name,
        to=row.to,
        actors=holder(work, row.to, _part(work, row)).actors,
        template=row.template,
        about=row.about,
        text=row.text,
        drafted_on=row.drafted_on,
        status=_status(work, row),
    )


def _status(work: Working, row: MessageRow) -> str:
    """What became of a draft: one that asks for what is there by now says so."""
    limit = work.deadlines().get(row.about)
    if limit is None or row.status != "draft" or row.template not in _ASKING:
        return row.status
    if limit.status in ("met", "late"):
        return "met since"
    gone = limit.status == "closed" or gone_without(work, limit)
    return "asked no more" if gone else row.status


def _part(work: Working, row: MessageRow) -> str | None:
    """The part of the review that a draft is about; in a track, its own hold the roles."""
    limit = work.deadlines().get(row.about)
    act = cast(SubmissionRow | None, work.rows["submission"].get(row.about))
    about = limit or act
    return about.instance if about else None


def timelines(heading: Heading, works: Sequence[Working]) -> Timelines:
    """The stays of reviews on one scale: from the first launch to today or the last due day."""
    made = tuple(_timeline(work) for work in works if work.review.party is not None)
    entered = [bar.entered_on for one in made for bar in one.bars]
    due = [limit.due_on for one in made for limit in one.limits if limit.due_on]
    start = min(entered, default=heading.today)
    return Timelines(
        heading=heading,
        start=start,
        end=max([heading.today, start, *due]),
        timelines=made,
    )


def _is_end(work: Working, stay: StayRow) -> bool:
    """Whether the step of a stay is an end; a step that an amendment took away is none."""
    states = work.chart(stay.instance).states
    return stay.state in states and states[stay.state].final


def _timeline(work: Working) -> Timeline:
    order = sorted(work.instances().values(), key=lambda i: (i.parent is not None, i.id))
    bars = tuple(
        Bar(
            instance=stay.instance,
            step=stay.state,
            phase=stay.phase,
            holders=stay.holders,
            entered_on=stay.entered_on,
            left_on=stay.left_on,
            final=_is_end(work, stay),
        )
        for instance in order
        for stay in stays_of(work, instance.id)
    )
    return Timeline(
        review=work.review.id,
        party_name=work.review.party_name,
        bars=bars,
        limits=limits([work], only_open=False),
    )
