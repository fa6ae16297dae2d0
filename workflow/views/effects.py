"""What an entry brought about, in words: moves, time limits, roles, parts, drafts."""

from collections.abc import Iterator, Mapping

from workflow.model.rows.entry import Act, Effect, Entry
from workflow.views.words import said

#: Of a limit that moved a review: passed and closed at once, which its own line says already.
_BOTH = (": passed, still awaited", ": closed")


def effects_in_words(cause: Act | Entry) -> tuple[str, ...]:
    """Every effect a reader asks for; what only keeps the books is left out."""
    effects = cause.data.get("effects", ())
    found: list[str] = []
    for effect in effects if isinstance(effects, list | tuple) else ():
        found += _new(effect) if "new" in effect else _set(effect)
    told = dict.fromkeys(found)
    if cause.kind == "deadline.enforced":
        told = {words: None for words in told if not words.endswith(_BOTH)}
    return tuple(told)


def _new(effect: Effect) -> Iterator[str]:
    row = effect["row"]
    if not isinstance(row, Mapping):
        return
    match effect["new"]:
        case "review":
            yield f"review {row['id']} opened"
        case "instance":
            yield f"{row['id']} begins in {row['state']!r}"
        case "deadline" if row.get("due_on"):
            yield _due(str(row["id"]), str(row["due_on"]))
        case "binding":
            yield f"{row['role']} is bound to {row['actor']} from {said(str(row['from_on']))}"
        case "document":
            yield f"document {row['id']} on file"
        case "fact":
            yield f"fact {row['id']} on file"
        case "message":
            yield f"a note to {row['to']} is drafted for clearance"


def _due(key: str, due_on: str) -> str:
    return f"time limit {key}: awaited by {said(due_on)}"


def _set(effect: Effect) -> Iterator[str]:
    key, to = str(effect.get("id", "")), effect.get("to")
    if not isinstance(to, Mapping):
        return
    match effect.get("set"):
        case "instance" if to.get("closed_on"):
            yield f"{key} is closed: nothing is recorded there any more"
        case "instance" if "state" in to:
            yield f"{key} moves to {to['state']!r}"
        case "review" if to.get("status") == "final":
            yield f"review {key} is final"
        case "binding" if to.get("until_on"):
            role, actor = key.split("~")[1:3]
            yield f"{role} is no longer held by {actor.rpartition(':')[0]}"
        case "deadline":
            yield from _limit(key, to)


def _limit(key: str, to: Mapping[str, object]) -> Iterator[str]:
    status = to.get("status")
    if to.get("due_on"):
        yield _due(key, str(to["due_on"]))
    elif to.get("notified_on"):
        yield f"time limit {key}: notified {said(str(to['notified_on']))}"
    elif status == "passed":
        yield f"time limit {key}: passed, still awaited"
    elif status == "late":
        yield f"time limit {key}: met after the limit"
    elif status == "suspended":
        yield f"time limit {key}: its clock is suspended"
    elif status in ("met", "closed"):
        yield f"time limit {key}: {status}"
