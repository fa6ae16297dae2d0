"""Erasing what stands behind a commitment: a name, a reason, a secret fact, a file's digest.

Decisions that live here: it is an act with a decision, and one entry for each value says so; the
entry that committed to it stays as it is, so that every proof and every replay stays valid.
Asked again, nothing is recorded; the space is only scrubbed once more. A value that is gone by
no entry is not covered up by one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.errors import LogError, Problem, UnknownError
from workflow.model.rows.entry import Act
from workflow.model.rows.records import DocumentRow
from workflow.service.auditing import commitments
from workflow.service.engine import Engine
from workflow.service.requests import OFFICE
from workflow.service.session import Session, day_of, writing
from workflow.store import Reader

#: Keys that say nothing of where in an entry a value stands.
_UNSAID = ("effects", "row", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseRequest:
    """What to erase, as typed: a commitment, a document's id, or the number of an entry."""

    of: str
    decision: str
    reason: str | None = None
    actor: str = OFFICE
    command: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedValue:
    """One value: its commitment, the first entry it stands in, and where in that.

    `erased_by`: the entry that says it was erased; None where none is written yet.
    """

    commitment: str
    entry: int
    where: str
    erased_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What erasing came to. `scrubbed`: the database overwrote what it kept of it by itself."""

    values: tuple[ErasedValue, ...]
    dialect: str
    again: bool = False
    scrubbed: bool = False
    dry_run: bool = False


def erase(engine: Engine, request: EraseRequest) -> Erased:
    """Erase every value that is meant, each with an entry of its own, in one transaction.

    Raises:
        UnknownError: nothing of that name is committed to. LogError: a value is gone already,
            and no entry says so.
    """
    with writing(engine, request.command) as session:
        found = tuple(_meant(session.unit, request.of))
        left = [value for value in found if value.erased_by is None]
        _check_kept(session.unit, left)
        first = session.next_seq
        session.append([_act(engine, session, request, value) for value in left])
        if not request.dry_run:
            _write(session, found)
    done = [] if request.dry_run else left
    numbers = dict(zip(done, range(first, first + len(done)), strict=True))
    if done:
        engine.tell("secret.erased", values=len(left))
    return Erased(
        values=tuple(_told(value, numbers.get(value)) for value in found),
        dialect=engine.store.dialect,
        again=not left,
        scrubbed=session.unit.scrubbed,
        dry_run=request.dry_run,
    )


def _write(session: Session, found: tuple[ErasedValue, ...]) -> None:
    """Erase and commit; of what was erased before, what a reader kept from being scrubbed goes."""
    for value in found:
        session.unit.erase_secret(value.commitment)
    if session.entries:
        session.finish()
    else:
        session.unit.commit()


def _told(value: ErasedValue, by: int | None) -> ErasedValue:
    return ErasedValue(
        commitment=value.commitment,
        entry=value.entry,
        where=value.where,
        erased_by=value.erased_by if by is None else by,
    )


def _meant(reader: Reader, text: str) -> Iterator[ErasedValue]:
    erased = {
        str(entry.data.get("commitment")): entry.seq
        for entry in reader.entries(kinds=["secret.erased"])
    }
    wanted = tuple(_wanted(reader, text))
    places = dict(_places(reader, set(wanted)))
    lost = [one for one in wanted if one not in places]
    if lost or not wanted:
        raise _unknown(text)
    for commitment in wanted:
        entry, where = places[commitment]
        yield ErasedValue(
            commitment=commitment, entry=entry, where=where, erased_by=erased.get(commitment)
        )


def _wanted(reader: Reader, text: str) -> tuple[str, ...]:
    """The commitments that *text* means."""
    if text.isascii() and text.isdecimal():
        entry = reader.entry(int(text)) if len(text) < 19 else None
        return commitments(json.dumps(dict(entry.data))) if entry else ()
    papers = [row for row in reader.rows("document", id=text) if isinstance(row, DocumentRow)]
    return commitments(" ".join(str(row.digest) for row in papers) or text)


def _places(reader: Reader, wanted: set[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each commitment with the first entry it stands in, and where in what that says."""
    rest = set(wanted)
    for entry in reader.entries():
        for path, text in _texts(entry.data, ""):
            if text in rest:
                rest.discard(text)
                yield text, (entry.seq, path)
        if not rest:
            return


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text in *value* with the names that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        name = value.get("name")
        for key, one in value.items():
            named = f"{path} {name}" if isinstance(name, str) and key != "name" else path
            yield from _texts(one, f"{named} {key}".strip() if key not in _UNSAID else named)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, path)


def _unknown(text: str) -> UnknownError:
    hint = (
        "a commitment as `audit show` prints it, a document's id as `review show` does, "
        "or the number of an entry"
    )
    return UnknownError("", Problem(code="E009", words=f"nothing is sealed as {text!r}", hint=hint))


def _check_kept(reader: Reader, values: list[ErasedValue]) -> None:
    gone = [value for value in values if reader.secret(value.commitment) is None]
    if gone:
        problems = (
            Problem(
                code="L017",
                words=f"the clear value of {value.commitment[:23]}… is gone, by no entry",
                hint="peer-review audit verify says what else is not as it was",
            )
            for value in gone
        )
        raise LogError(f"entry {gone[0].entry}", problems)


def _act(engine: Engine, session: Session, request: EraseRequest, value: ErasedValue) -> Act:
    zone = engine.meta(session.unit).get("zone", "Europe/Vienna")
    return Act(
        kind="secret.erased",
        review=None,
        instance=None,
        actor=request.actor,
        role=OFFICE,
        on=day_of(session.at, zone),
        data={
            "event": f"erase {value.where}",
            "commitment": value.commitment,
            "entry": value.entry,
            "decision": request.decision,
            "reason": session.seal(request.reason) if request.reason else None,
        },
    )
