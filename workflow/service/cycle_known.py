"""The reviews of a cycle as they are known: now, in the past, or before an entry."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import cast

from workflow.model.cycle_reviews import CycleReviews, ReviewNow, review_now
from workflow.model.rows.entry import Entry
from workflow.model.rows.evolve import apply, fold, nothing
from workflow.model.rows.records import ReviewRow, Row
from workflow.store import Reader

#: The kinds of rows that say where a review stands and stood.
_KINDS = ("review", "instance", "stay")
_Rows = dict[str, dict[str, Row]]


def reviews_of(reader: Reader, cycle: str) -> CycleReviews:
    """The parties' reviews of *cycle* as known now."""
    rows = cast(list[ReviewRow], reader.rows("review", cycle=cycle))
    found = (review_now(_rows_of(reader, row)) for row in rows if row.party is not None)
    return tuple(now for now in found if now is not None)


def _rows_of(reader: Reader, review: ReviewRow) -> _Rows:
    return {
        "review": {review.id: review},
        "instance": {row.id: row for row in reader.rows("instance", id=review.id)},
        "stay": {row.id: row for row in reader.rows("stay", review=review.id)},
    }


def reviews_then(
    reader: Reader, cycle: str, *, as_known: str | None, as_of: str | None
) -> CycleReviews:
    """The parties' reviews of *cycle* as known at a moment, or as of a day, in the past."""
    histories: dict[str, list[Entry]] = defaultdict(list)
    for entry in reader.entries():
        if entry.review and entry.review.startswith(f"{cycle}/"):
            histories[entry.review].append(entry)
    folds = (fold(each, as_known=as_known, as_of=as_of) for each in histories.values())
    found = (review_now(rows) for rows in folds)
    return tuple(sorted((now for now in found if now is not None), key=lambda now: now.id))


def reviews_before(reader: Reader, cycle: str) -> Callable[[int], CycleReviews]:
    """Return a function from an entry's number to the reviews known before that entry."""
    numbers: dict[str, list[int]] = defaultdict(list)
    known: dict[str, list[ReviewNow | None]] = defaultdict(list)
    for review, seq, now in _changes(reader.entries(), f"{cycle}/"):
        numbers[review].append(seq)
        known[review].append(now)

    def before(seq: int) -> CycleReviews:
        places = {review: bisect_left(numbers[review], seq) for review in sorted(numbers)}
        found = (known[review][place - 1] for review, place in places.items() if place)
        return tuple(now for now in found if now is not None)

    return before


def _changes(entries: Iterable[Entry], prefix: str) -> Iterable[tuple[str, int, ReviewNow | None]]:
    rows: dict[str, _Rows] = defaultdict(nothing)
    for entry in entries:
        if entry.review is None or not entry.review.startswith(prefix):
            continue
        mine = [e for e in (*entry.undo(), *entry.effects()) if _kind(e) in _KINDS]
        if mine:
            apply(rows[entry.review], mine)
            yield entry.review, entry.seq, review_now(rows[entry.review])


def _kind(effect: object) -> str:
    told = cast(dict[str, object], effect)
    return str(told.get("new") or told.get("set") or told.get("gone"))
