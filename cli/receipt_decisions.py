"""After a write: ballots, results of votes and silences, acts that wait for a second person."""

from collections.abc import Iterator
from typing import cast

from workflow.model.rows.records import BallotRow, PollRow, Row, SubmissionRow

Pairs = Iterator[tuple[Row | None, Row | None]]


def ballots(pairs: Pairs) -> Iterator[str]:
    """Each ballot as it is now."""
    for _, new in cast(Iterator[tuple[object, BallotRow | None]], pairs):
        if new:
            yield f"{new.member}: {new.choice}, {new.status}"


def polls(pairs: Pairs) -> Iterator[str]:
    """Each vote or silence that opened, or was decided, with its arithmetic."""
    for old, new in cast(Iterator[tuple[PollRow | None, PollRow | None]], pairs):
        if new and old is None:
            may = f", {len(new.electorate)} may vote" if new.what == "vote" else ""
            yield f"{new.what} {new.id}: open{may}"
        elif new and old and new.status != old.status:
            yield f"{new.what} {new.id}: {new.status.replace('_', ' ')}"
            yield from (f"  {words}" for words in new.words)


def submissions(pairs: Pairs) -> Iterator[str]:
    """Each act that was submitted, released, or left behind."""
    for _, new in cast(Iterator[tuple[object, SubmissionRow | None]], pairs):
        if new and new.status == "submitted":
            yield f"{new.event}: submitted, not yet released by {' or '.join(new.releases)}"
        elif new:
            by = f" by {new.released_by}" if new.released_by else ""
            yield f"{new.event}: {new.status}{by}"
