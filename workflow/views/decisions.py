"""What several people decide, as a reader sees it: votes, silences, acts with two keys, comments.

How single members voted is in the history; here stands how many acted, and what it came to.
"""

from collections.abc import Iterator

from workflow.model import release
from workflow.model.document_rules import APPENDED, BLOCKS
from workflow.model.polling import polls
from workflow.model.rows.records import DocumentRow, PollRow
from workflow.model.working import Working
from workflow.views.parts import Remark
from workflow.views.words import said


def decisions(work: Working) -> tuple[Remark, ...]:
    """Every vote and silence, and what waits for a second person or for a settlement."""
    review = work.review
    return tuple(
        Remark(review=review.id, party_name=review.party_name, words=words)
        for words in (*_polls(work), *_waiting(work), *_comments(work))
    )


def _polls(work: Working) -> Iterator[str]:
    for poll in sorted(polls.polls(work), key=lambda each: (each.seq, each.id)):
        step = poll.state.rpartition(".")[2]
        where = "" if poll.instance == work.review.id else f" of {poll.instance}"
        begun = f"{poll.what} in {step}{where}, opened on {said(poll.opened_on)}"
        if poll.status == "open":
            yield f"{begun}: {_so_far(work, poll)}"
        elif poll.status == "left":
            yield f"{begun}: left undecided on {said(poll.decided_on or '')}"
        else:
            result = poll.status.replace("_", " ")
            yield f"{begun}: {result} on {said(poll.decided_on or '')}. {' '.join(poll.words)}"


def _so_far(work: Working, poll: PollRow) -> str:
    acted = len(polls.standing(work, poll))
    if poll.what == "vote":
        return f"{acted} of {len(poll.electorate)} have voted"
    rule = work.chart(poll.instance).states[poll.state].silence
    limit = work.deadlines().get(poll.limit or "")
    until = f" until {said(limit.due_on)}" if limit and limit.due_on else ""
    needed = rule.broken_by if rule else 0
    return f"open{until}; {acted} of the {needed} objections that break it"


def _waiting(work: Working) -> Iterator[str]:
    for instance in work.instances():
        for row in release.waiting(work, instance):
            yield (
                f"{row.event!r} was submitted on {said(row.submitted_on)} by {row.actor}, not yet "
                f"released: it waits for {' or '.join(row.releases)}"
            )


def _comments(work: Working) -> Iterator[str]:
    for row in work.documents():
        if row.effect == BLOCKS and row.withdrawn_on is None:
            yield f"{row.name} of {said(row.received)} blocks until it is withdrawn or settled"


def effect_words(row: DocumentRow) -> tuple[str, ...]:
    """What is said of one document beside its name: language, length, effect, taken back."""
    told = (
        row.language or "",
        f"length {row.length}" if row.length is not None else "",
        "appended unchanged" if row.effect == APPENDED else row.effect or "",
        f"withdrawn on {said(row.withdrawn_on)}" if row.withdrawn_on else "",
    )
    return tuple(words for words in told if words)
