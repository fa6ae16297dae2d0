"""The history of a review as a list of entries in words, with what was taken back marked.

Nothing is left out: a communication without effect and an act not recorded stand there with
their reasons, an annulled entry stands beside the one that annulled it. What fell due and no
tick has recorded yet is told too, without a number.
"""

from collections.abc import Mapping, Sequence

from workflow.model.decide import HEADLINES
from workflow.model.rows.entry import Act, Entry
from workflow.views.answers import HistoryLine
from workflow.views.effects import effects_in_words
from workflow.views.file import Clear
from workflow.views.parts import Unmet
from workflow.views.told import engine_late, listed_in, numbers_in, recorded_on, text_in
from workflow.views.words import listed, said

ERASED = "(erased)"


def sealed_in(entry: Entry) -> tuple[str, ...]:
    """The commitments an entry tells: its reason, documents, texts and a person's name."""
    told = [text_in(entry, "reason"), text_in(entry, "person")]
    told += [str(d["digest"]) for d in listed_in(entry, "documents")]
    told += [str(f["value"]) for f in listed_in(entry, "facts") if f.get("secret")]
    return tuple(one for one in told if one)


def kept_in(entry: Entry, names: frozenset[str]) -> tuple[str, ...]:
    """The commitments an entry tells of facts and documents of those *names*, which stay sealed."""
    documents = [str(d["digest"]) for d in listed_in(entry, "documents") if d["name"] in names]
    facts = [f for f in listed_in(entry, "facts") if f.get("secret") and f["name"] in names]
    return (*documents, *(str(f["value"]) for f in facts))


def lines(
    entries: Sequence[Entry], pending: Sequence[Act], clear: Clear, zone: str
) -> tuple[HistoryLine, ...]:
    """The lines of *entries* (in order), then of *pending*: what happened and is not recorded."""
    taken = {gone: entry.seq for entry in entries for gone in entry.voids()}
    recorded = tuple(_line(entry, clear, zone, taken.get(entry.seq)) for entry in entries)
    return (*recorded, *(_line(act, clear, zone, None) for act in pending))


def _line(cause: Act | Entry, clear: Clear, zone: str, annulled_by: int | None) -> HistoryLine:
    entry = cause if isinstance(cause, Entry) else None
    reason = text_in(cause, "reason")
    return HistoryLine(
        seq=entry.seq if entry else None,
        kind=cause.kind,
        instance=cause.instance,
        on=cause.on,
        at=entry.at if entry else None,
        recorded_on=recorded_on(entry, zone) if entry else None,
        actor=cause.actor,
        role=cause.role,
        account=entry.account if entry else None,
        what=what(cause),
        basis=cause.basis,
        dated=text_in(cause, "dated"),
        received=text_in(cause, "received"),
        reason=clear.get(reason, ERASED) if reason else None,
        documents=tuple(_document(row, clear) for row in listed_in(cause, "documents")),
        facts=tuple(_fact(row, clear) for row in listed_in(cause, "facts")),
        effects=effects_in_words(cause),
        notes=_texts(cause, "notes"),
        headline=HEADLINES.get(cause.kind, ""),
        problems=tuple(_problem(row) for row in listed_in(cause, "problems")),
        annulled_by=annulled_by,
        takes_back=numbers_in(cause, "voids"),
        rests_on=numbers_in(cause, "rests_on"),
        engine_late=engine_late(entry, zone) if entry else "not recorded yet: the next tick will",
        outside_the_rules=bool(cause.data.get("outside_the_rules")),
    )


def _texts(cause: Act | Entry, key: str) -> tuple[str, ...]:
    rows = cause.data.get(key)
    return tuple(str(row) for row in rows) if isinstance(rows, list | tuple) else ()


def _document(row: Mapping[str, object], clear: Clear) -> str:
    sections = row.get("sections")
    with_ = f" with {listed(tuple(map(str, sections)))}" if isinstance(sections, list) else ""
    file = clear.get(str(row["digest"]), ERASED).split(" ", 2)[-1]
    return f"{row['name']}: {file}{with_ if sections else ''}"


def _fact(row: Mapping[str, object], clear: Clear) -> str:
    value = str(row["value"])
    return f"{row['name']}: {clear.get(value, ERASED) if row.get('secret') else value}"


def _problem(row: Mapping[str, object]) -> Unmet:
    told = {name: str(row.get(name) or "") for name in ("code", "words", "basis", "hint")}
    return Unmet(**told)


def _limit(cause: Act | Entry) -> str:
    """What became of a time limit."""
    match cause.kind:
        case "deadline.passed":
            return f" passed {said(cause.on)}; still awaited"
        case "deadline.enforced":
            return f" passed {said(cause.on)}; the review moved on"
    return f": {_reminders(cause)}"


def _reminders(cause: Act | Entry) -> str:
    """Which reminders went, and which had nothing to say."""
    told = (
        f"reminder {row.get('name')!r} {'drafted' if row.get('drafted') else 'not needed'}"
        for row in listed_in(cause, "reminders")
    )
    return ", ".join(told)


def what(cause: Act | Entry) -> str:
    """What an entry is, in one line."""
    event = text_in(cause, "event") or cause.kind.replace(".", " ")
    limit = (text_in(cause, "deadline") or "").rpartition(":")[0].rpartition(":")[2]
    match cause.kind:
        case "review.opened":
            follows = text_in(cause, "follows")
            after = f"; it follows {follows}" if follows else ""
            return f"review opened under {cause.data.get('definition')}{after}"
        case "deadline.passed" | "deadline.enforced" | "deadline.reminded":
            return f"time limit for {limit!r}{_limit(cause)}"
        case "value.read":
            reader = text_in(cause, "reader")
            return f"{cause.data.get('read')} was read{f', for {reader}' if reader else ''}"
        case "role.bound":
            replaces = text_in(cause, "replaces")
            for_whom = f", in place of {replaces}" if replaces else ""
            return f"{cause.data.get('bound')} bound to {cause.data.get('to')}{for_whom}"
        case "role.vacated":
            return f"{cause.data.get('bound')} no longer held by {cause.data.get('to')}"
        case "entry.annulled":
            return f"entry {cause.data.get('annuls')} annulled"
        case "entry.corrected":
            return f"entry {cause.data.get('corrects')} corrected: {event}"
        case "state.overridden":
            return f"outside the rules: {event}, by {text_in(cause, 'decision')}"
        case "communication.registered" | "act.not_recorded":
            return f"{event}: {HEADLINES[cause.kind]}"
    choice = text_in(cause, "choice")
    return f"{event}: {choice}" if choice else event
