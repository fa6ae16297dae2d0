"""Verifying a store: the log by itself, the tables against it, the rules against both."""

from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from workflow.audit.checkpoint import Checkpoint, open_note
from workflow.audit.commitment import opens
from workflow.audit.findings import LogReport
from workflow.audit.keys import KeyChange, Keys, keys_of
from workflow.audit.note import Verifier
from workflow.audit.problems import AuditError, SignatureError
from workflow.audit.verify import DOCUMENTS, TABLES, verify_log
from workflow.errors import LogError, Problem, UnknownError, UnreadableError, WorkflowError
from workflow.model.conformance import Conformance, check_review, no_meetings, no_reviews
from workflow.model.custody import sealed_names
from workflow.model.cycle_reviews import CycleReviews
from workflow.model.legal_time.calendar import Calendars
from workflow.model.rows.entry import Entry
from workflow.model.rows.records import ReviewRow
from workflow.service.cycle_known import reviews_before
from workflow.service.engine import Engine
from workflow.service.meetings_known import meetings_before
from workflow.service.stores import beside
from workflow.store import Difference, Reader, differences
from workflow.views.file import SEALED
from workflow.views.timeline import kept_in

#: The reviews of a cycle before any entry of it, cycle by cycle.
Others = dict[str, Callable[[int], CycleReviews]]
#: What stays open when the tables and the kept clear values were checked too.
FILES = "the documents themselves were not hashed again: they are not kept in the store"


@dataclass(slots=True, kw_only=True)
class Verification:
    """What was checked, and what was found. `not_checked` comes first in every report."""

    log: LogReport
    tables: list[Difference] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    rules: Conformance = field(default_factory=Conformance)
    unreadable: str = ""
    erased: int = 0
    key_changes: tuple[int, ...] = ()
    not_checked: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing at all was found."""
        found = (self.log.findings, self.tables, self.secrets, self.rules.deviations)
        return not (any(found) or self.unreadable)


def verify(engine: Engine, *, vkey: str | None = None, kept: str | None = None) -> Verification:
    """Check everything this machine can check; nothing is written.

    Args:
        vkey: the published verifier key; without it the store's own word is taken.
        kept: a checkpoint note the auditor kept.

    Raises:
        UnreadableError: the key or the kept checkpoint cannot be read.
    """
    with engine.store.read() as reader:
        verifier = _verifier(vkey or reader.meta().get("vkey", ""))
        changes = tuple(_changes_of_key(reader))
        outside = _kept(kept, keys_of(verifier, changes))
        report = verify_log(
            reader.log(), reader.checkpoints(), verifier, kept=outside, changes=changes
        )
        found = Verification(log=report, key_changes=tuple(one.seq for one in changes))
        found.not_checked = (*report.not_checked, *_unchecked(vkey))
        try:
            _check_rest(engine, reader, found)
            done = (TABLES, DOCUMENTS)
            found.not_checked = (*(s for s in found.not_checked if s not in done), FILES)
        except (WorkflowError, KeyError, TypeError, ValueError) as error:
            found.unreadable = f"the log does not replay: {error}"
    return found


def _check_rest(engine: Engine, reader: Reader, found: Verification) -> None:
    # A head that does not fit an altered log says nothing new: the log's finding does.
    found.tables = [*differences(reader), *([] if found.log.findings else beside(reader))]
    erased = {entry.data.get("commitment") for entry in reader.entries(kinds=["secret.erased"])}
    found.erased = len(erased)
    found.secrets = list(_secrets(reader, erased))
    others: Others = {}
    for row in cast(list[ReviewRow], reader.rows("review")):
        _add(found.rules, _check_review(engine, reader, row, others))


def _check_review(engine: Engine, reader: Reader, row: ReviewRow, others: Others) -> Conformance:
    """Decide every entry of a review again, each by the definition of its moment."""
    history = list(reader.entries(review=row.id))
    hashes = {row.definition, *(entry.definition for entry in history if entry.definition)}
    by = {digest: engine.definition(reader, digest) for digest in sorted(hashes)}
    calendars: Calendars = {}
    for definition in by.values():
        calendars = {**calendars, **engine.calendars(reader, definition)}
    meet = any(definition.meetings for definition in by.values())
    known = meetings_before(reader, row.cycle) if meet else no_meetings
    if row.cycle not in others and any(definition.asking for definition in by.values()):
        others[row.cycle] = reviews_before(reader, row.cycle)
    return check_review(
        by[row.definition],
        history,
        engine.stepper,
        calendars,
        known,
        of=by.__getitem__,
        reviews=others.get(row.cycle, no_reviews),
    )


def _add(total: Conformance, part: Conformance) -> None:
    total.decided += part.decided
    total.overrides += part.overrides
    total.corrections += part.corrections
    total.deviations += part.deviations


def _secrets(reader: Reader, erased: Set[object]) -> Iterator[str]:
    """What is wrong with the clear values: changed, gone without an entry, or of no entry."""
    told = _committed(reader)
    kept: set[str] = set()
    for commitment, salt, value in reader.secrets():
        kept.add(commitment)
        where = f"entry {told[commitment]}" if commitment in told else "no entry"
        if commitment not in told:
            yield f"a clear value is kept for {commitment[:23]}…, which stands in no entry"
        elif not _opens(commitment, salt, value):
            yield f"{where}: the clear value kept for {commitment[:23]}… is not what it commits to"
    for commitment, seq in told.items():
        if commitment not in kept and commitment not in erased:
            yield f"entry {seq}: the clear value of {commitment[:23]}… is gone, by no entry"


def _committed(reader: Reader) -> dict[str, int]:
    """Every commitment of the log, with the first entry it stands in."""
    told: dict[str, int] = {}
    rows: Iterator[tuple[int, object, object]] = reader.log()  # of any type, where edited
    for seq, raw, _ in rows:
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
        for commitment in commitments(text):
            told.setdefault(commitment, seq)
    return told


def _opens(commitment: str, salt: str, value: str) -> bool:
    try:
        return opens(commitment, bytes.fromhex(salt), value)
    except (ValueError, TypeError):
        return False


def _unchecked(vkey: str | None) -> tuple[str, ...]:
    if vkey:
        return ()
    return ("the verifier key was taken from the store itself; give the published one with --key",)


def _verifier(vkey: str) -> Verifier:
    try:
        return Verifier.from_vkey(vkey.strip())
    except (AuditError, ValueError) as error:
        words = f"the verifier key cannot be read: {error}"
        raise UnreadableError("", Problem(code="L001", words=words)) from error


def _changes_of_key(reader: Reader) -> Iterator[KeyChange]:
    """What the log says of changes of its key; an entry that cannot be read is found elsewhere."""
    with suppress(AuditError, LogError, ValueError):
        for entry in reader.entries(kinds=["key.rotated"]):
            old, new = (Verifier.from_vkey(str(entry.data.get(key))) for key in ("old", "new"))
            yield KeyChange(seq=entry.seq, old=old, new=new)


def _kept(note: str | None, keys: Keys) -> Checkpoint | None:
    """The kept checkpoint, signed by any key of the chain: it may be older than the newest."""
    if note is None:
        return None
    try:
        for key in keys.every()[1:]:
            with suppress(SignatureError):
                return open_note(note, key)
        return open_note(note, keys.given)
    except (AuditError, ValueError) as error:
        words = f"the kept checkpoint cannot be read: {error}"
        raise UnreadableError("", Problem(code="L002", words=words)) from error


def checkpoint(engine: Engine) -> str:
    """Return the newest signed checkpoint, to be kept outside.

    Raises:
        LogError: there is none.
    """
    with engine.store.read() as reader:
        newest = reader.last_checkpoint()
    if newest is None:
        raise LogError("", Problem(code="L003", words="the log has no checkpoint"))
    return newest[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry as stored and as read, with the clear values of its commitments."""

    entry: Entry
    raw: str
    leaf: str
    clear: dict[str, str]


def show_entry(engine: Engine, seq: int) -> Shown:
    """Return one entry; raises UnknownError if the log has no such number."""
    with engine.store.read() as reader:
        entry = reader.entry(seq)
        row = next(iter(reader.log(after=seq - 1)), None)
        if entry is None or row is None or row[0] != seq:
            size = reader.head().size
            words = f"no entry {seq}: the log holds 0 to {size - 1}"
            raise UnknownError("", Problem(code="E005", words=words))
        raw = row[1].decode()
        clear = {key: reader.secret(key) for key in commitments(raw)}
        kept = {key: pair[1] for key, pair in clear.items() if pair}
        kept |= dict.fromkeys(_sealed_in(engine, reader, entry), SEALED)
        return Shown(entry=entry, raw=raw, leaf=row[2].hex(), clear=kept)


def _sealed_in(engine: Engine, reader: Reader, entry: Entry) -> tuple[str, ...]:
    """The commitments of *entry* that only a reading on record opens."""
    if entry.definition is None:
        return ()
    names = sealed_names(engine.definition(reader, entry.definition))
    read = entry.data.get("commitment") if entry.data.get("name") in names else None
    return (*kept_in(entry, names), *((str(read),) if read else ()))


def commitments(raw: str) -> tuple[str, ...]:
    """Every commitment that stands in a text, once each."""
    import re

    return tuple(dict.fromkeys(re.findall(r"sha256:[0-9a-f]{64}", raw)))
