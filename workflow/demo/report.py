"""What the demonstration prints of the rehearsal: the desk's own answers, as plain lines."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from workflow.demo.rehearsal import LAUNCHED, UNTIL, Played
from workflow.demo.text import bar, span, wrapped
from workflow.model.legal_time.days import day_words
from workflow.service.auditing import Verification
from workflow.views.answers import Awaiting, Board, Drafts, Timeline, Timelines, Why
from workflow.views.parts import Place

_FIRST = 10
_SCALE = 42


def story_told(played: Played, entries: int) -> Iterator[str]:
    """What was played, in counts."""
    stage, desk = played.stage, played.desk
    reviews = len(played.parts)
    yield f"rehearsal.db: {reviews} invented States, {desk.cycle}, three years"
    yield ""
    yield f"  from {day_words(LAUNCHED)} to {day_words(UNTIL)}; {entries} entries in the log"
    yield (
        f"  {stage.ticks} weekly ticks let {stage.passed} time limits pass; {stage.moved} of them "
        "moved something on"
    )
    yield (
        f"  {desk.in_vain} acts were against a rule: the log says which, and nothing else changed"
    )


_SCENES = {
    "deferred": "a visit deferred, the date moved by a decision",
    "withdrawn": "agreement to a visit given, then withdrawn",
    "recorded_late": "received in time, recorded after the limit",
    "mistaken_for": "another State's responses recorded here, annulled two days later",
    "misfiled": "that other State: its responses, with the day on which they came",
    "early_comments": "comments before there was a draft: registered, without effect",
    "own_national": "an expert of the State itself: not recorded",
    "replaced": "a member of the team replaced by another",
    "vacant": "the only member of the team left, and nobody follows",
}


def scenes_told(played: Played) -> Iterator[str]:
    """Where to look for what does not happen every day."""
    for name, words in _SCENES.items():
        part = next(p for p in played.parts if name in (p.manners.special, p.manners.visit))
        yield f"  {played.desk.cycle}/{part.code}  {part.party.name:<10} {words}"
    yield "  each with: peer-review review history REVIEW"


def board_told(board: Board) -> Iterator[str]:
    """Phases and counts; what stands outside a phase is in brackets."""
    most = max((column.count for column in board.columns), default=0)
    yield f"  {board.total} reviews, each counted once, on {_day(board.heading.today)}"
    yield ""
    for column in board.columns:
        label = column.label if column.is_phase else f"({column.label})"
        yield f"  {label:<20} {column.count:>3}  {bar(column.count, most, columns=60)}".rstrip()
    if board.vacancies:
        yield ""
    for vacancy in board.vacancies:
        yield from wrapped(f"{vacancy.party_name}: {vacancy.words}", hang=4)


def timeline_told(answer: Timelines) -> Iterator[str]:
    """One review's stays on the scale of its cycle."""
    start, end = date.fromisoformat(answer.start), date.fromisoformat(answer.end)
    per_column = max(1.0, (end - start).days / _SCALE)
    for timeline in answer.timelines:
        yield f"  {timeline.party_name} ({timeline.review})"
        yield from _bars(timeline, start, end, per_column)


def _bars(timeline: Timeline, start: date, end: date, per_column: float) -> Iterator[str]:
    for stay in timeline.bars:
        item = stay.instance.removeprefix(timeline.review)
        over = not stay.holders and stay.left_on is None
        left = date.fromisoformat(stay.left_on) if stay.left_on else end
        begin = date.fromisoformat(stay.entered_on)
        name = f"{stay.step} {item}".strip()
        dates = stay.entered_on if over else f"{stay.entered_on} – {stay.left_on or 'now'}"
        drawn = span(start, begin, begin if over else left, per_column)
        yield f"  {name:<18} {dates:<24}  |{drawn}"


def why_told(why: Why) -> Iterator[str]:
    """A date and its numbered steps, each with its paragraph and entry."""
    yield from wrapped(why.question)
    yield from wrapped(why.answer)
    for reason in why.reasons:
        source = f" [{reason.basis}]" if reason.basis else ""
        entry = f" (entry {reason.seq})" if reason.seq is not None else ""
        yield from wrapped(f"{reason.n}. {reason.words}{source}{entry}", indent=4, hang=7)


def awaited_told(answer: Awaiting) -> Iterator[str]:
    """How much is awaited of whom, and the first lines of the list, by name."""
    count = Counter(holder.role for place in answer.places for holder in place.holders)
    held = ", ".join(f"{role} {n}" for role, n in sorted(count.items()))
    yield from wrapped(f"In {len(answer.places)} places somebody is awaited: {held}.")
    for place in answer.places[:_FIRST]:
        yield _awaited_line(place).rstrip()
    yield from _and_more(len(answer.places) - _FIRST, "peer-review status")


def _awaited_line(place: Place) -> str:
    roles = " and ".join(holder.role for holder in place.holders)
    until = place.limit.words if place.limit else f"since {_day(place.since)}"
    return f"  {place.party_name:<10} {place.step:<15} {roles:<27} {until}"


def drafts_told(answer: Drafts) -> Iterator[str]:
    """How many drafts wait for clearance, and the first three."""
    yield f"  {len(answer.drafts)} drafts wait for clearance. None was sent."
    for draft in answer.drafts[:3]:
        to = f" ({', '.join(draft.actors)})" if draft.actors else ""
        yield from wrapped(f"to {draft.to}{to}: {draft.text}", indent=4, hang=6)


def _and_more(left: int, command: str) -> Iterator[str]:
    if left > 0:
        yield f"  and {left} more: {command}"


def unchecked_told(found: Verification) -> Iterator[str]:
    """What the check of a log left open, before anything it found."""
    yield "Not checked:"
    for sentence in found.not_checked:
        yield from wrapped(f"- {sentence}", hang=4)


def verified_told(name: str, found: Verification, note: str) -> Iterator[str]:
    """What was checked, and the checkpoint to keep elsewhere."""
    yield f"Checked: {name}"
    yield f"  {found.log.size} entries and {found.log.checkpoints} signed checkpoints"
    yield f"  {found.rules.decided} acts decided again, {found.rules.corrections} taken back"
    verdict = "the log verifies, and the tables are what it says" if found.sound else "NOT SOUND"
    yield f"  {verdict}"
    yield "  The newest checkpoint, to be kept on another machine:"
    yield from (f"    {line}".rstrip() for line in note.rstrip("\n").split("\n"))


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text))
