"""What a period can be counted from: whether it has happened in a review, and when.

Decisions that live here: a fact that is a date counts on the day it names, other facts and
documents on the day they were received (at the moment, where one was given); a meeting on
the day the review is bound to; a step on the day it was entered, or left where that is said. An
original that is handed in anew is out in every language only when it was translated anew.
"""

from datetime import date, datetime

from workflow.model.conditions import newest_document, newest_fact
from workflow.model.grammar.period import AnchorName
from workflow.model.legal_time.derivation import Anchor
from workflow.model.rows.records import DeadlineRow, DocumentRow, FactRow
from workflow.model.working import Working

EVERY_LANGUAGE = "out in every language"
OPENED = ("review.opened", "review.launched", "cycle.launched", "cycle.opened")


def happened(work: Working, instance: str, name: AnchorName) -> Anchor | None:
    """What *name* speaks of, in *instance* or around it; None while it has not happened."""
    review = work.review
    if name.name in OPENED:
        return anchor_at(review.launched_on, "the launch", review.seq)
    if name.name == "review.started":
        on = review.started_on
        return anchor_at(on, "the review started", review.seq) if on else None
    if name.name in work.definition.meetings:
        return _meeting(booking(work, name.name))
    if name.word == EVERY_LANGUAGE:
        return _out(work, instance, name.name)
    if name.name in work.definition.documents:
        document = newest_document(work, instance, name.name)
        words = f"{name.name} received"
        return (
            anchor_at(document.received, words, document.seq, document.received_at)
            if document
            else None
        )
    if name.name in work.definition.facts:
        return _fact(work, newest_fact(work, instance, name.name), name)
    return _stayed(work, instance, name)


def _out(work: Working, instance: str, name: str) -> Anchor | None:
    """The day the last language version came in; None while one is missing."""
    document = work.definition.documents.get(name)
    wanted = document.languages if document else ()
    for place in work.ancestry(instance):
        found = [d for d in work.documents() if (d.name, d.instance) == (name, place)]
        rows = _of_newest(found, wanted)
        newest = {row.language: row for row in sorted(rows, key=lambda d: (d.received, d.n))}
        versions = [newest[language] for language in wanted if language in newest]
        if versions and len(versions) == len(wanted):
            work.rest(*(row.seq for row in versions))
            last = max(versions, key=lambda row: (row.received, row.received_at or "", row.n))
            words = f"{name} out in {', '.join(wanted)}; the last was {last.language}"
            return anchor_at(last.received, words, last.seq, last.received_at)
    return None


def _of_newest(rows: list[DocumentRow], wanted: tuple[str, ...]) -> list[DocumentRow]:
    """The versions of the newest original; handed in anew, it is to be translated anew."""
    originals = sorted(row.n for row in rows if row.language in wanted[:1])
    since = originals[-1] if len(originals) > 1 else 0
    return [row for row in rows if row.n >= since]


def booking(work: Working, name: str) -> DeadlineRow | None:
    """The newest binding of the review to the meeting *name* of its definition."""
    review = work.review.id
    found = [d for d in work.deadlines().values() if (d.instance, d.name) == (review, name)]
    return max(found, key=lambda row: row.n, default=None)


def _meeting(row: DeadlineRow | None) -> Anchor | None:
    if row is None or row.due_on is None:
        return None
    body, _, n = (row.meeting or "").partition("~")[2].rpartition(":")
    return anchor_at(row.due_on, f"meeting {n} of {body}", row.seq)


def _fact(work: Working, fact: FactRow | None, name: AnchorName) -> Anchor | None:
    if fact is None or name.word not in (None, "recorded", fact.value):
        return None
    if work.definition.facts[name.name].kind == "date":
        return anchor_at(fact.value, f"{name.name} as recorded", fact.seq)
    return anchor_at(fact.on, f"{name.name} {name.word or 'recorded'}", fact.seq, fact.received_at)


def _stayed(work: Working, instance: str, name: AnchorName) -> Anchor | None:
    """The newest stay in a step of that path or last name, here or in a parent."""
    for place in work.ancestry(instance):
        stays = [
            stay
            for stay in work.stays()
            if stay.instance == place and name.name in (stay.state, stay.state.rpartition(".")[2])
        ]
        if name.word == "left":
            stays = [stay for stay in stays if stay.left_on]
        if stays:
            newest = max(stays, key=lambda stay: (stay.seq, stay.left_on is None, stay.n))
            if name.word == "left":
                return anchor_at(newest.left_on or "", f"left {name.name}", newest.seq)
            return anchor_at(newest.entered_on, f"entered {name.name}", newest.seq)
    return None


def anchor_at(on: str, words: str, seq: int, at: str | None = None) -> Anchor:
    """What happened on the ISO day *on*, at the moment *at* if known, by entry *seq*."""
    moment = datetime.fromisoformat(at) if at else None
    return Anchor(on=date.fromisoformat(on), words=words, ref=str(seq), at=moment)
