"""A whole log, read once: is it what was signed, entry by entry, and what was not checked.

Rows, checkpoints and an outside checkpoint come in; findings come out. Whatever the rows
hold, no exception does: a damaged log is the very thing to be described. Memory does not
grow with the log but for the ids (`entry_checks`).

Decisions that live here:

* Hashes are taken over the stored bytes, never over an entry that was read and written.
* Where an entry's bytes are gone but its leaf is there, the leaf stands in, so that the
  damage stays in one place.
* After a gap there is no tree any more: later checkpoints are counted, not compared.
* When a root differs, so does every later one; that is one finding, with the range in
  which the alteration lies.
* A key may sign an older state again, so a deleted older checkpoint is not noticed: a
  later one covers what it covered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workflow.audit.checkpoint import Checkpoint, open_note
from workflow.audit.entry_checks import EntryChecks
from workflow.audit.findings import Findings, LogReport, shown
from workflow.audit.keys import KeyChange, Keys, keys_of
from workflow.audit.note import Verifier
from workflow.audit.problems import NoteError, SignatureError
from workflow.audit.tree import HASH_SIZE, SIZE_LIMIT, fold, grow, leaf_hash

NO_OUTSIDE_CHECKPOINT = (
    "no checkpoint kept outside was given: somebody who holds the log's key could have "
    "rewritten all of it, and this check would not show it"
)
KEPT_NOT_COMPARED = (
    "the checkpoint kept outside (size {size}) could not be compared: entries up to it are missing"
)
KEY_AS_GIVEN = (
    "the public key {vkey} was taken as given: compare it with the one published outside "
    "this machine"
)
TIMES = "times are those of the machine's clock: no time stamp or witness from outside was given"
TABLES = "the other tables were not compared with a replay of the log"
DOCUMENTS = "documents and the values behind commitments were not hashed again"
TRUTH = "whether what was recorded is true, and whether all that happened was recorded"
NOT_COMPARED = "{count} checkpoints beyond the missing entry {seq} could not be compared"


@dataclass(slots=True)
class _Differing:
    """Checkpoints in a row that do not fit: entries below `fits` do, those below `size` not."""

    fits: int
    size: int
    count: int = 1


@dataclass(slots=True)
class _Walk:
    """Where the check stands: `count` rows on, with the frontier of the tree so far."""

    found: Findings
    keys: Keys
    rest: Iterator[object]
    kept: Checkpoint | None
    hashes: list[bytes] = field(default_factory=list)
    count: int = 0
    gap: int | None = None
    pending: Checkpoint | None = None
    newest: Checkpoint | None = None
    opened: int = 0
    fits: int = 0
    not_compared: int = 0
    differing: _Differing | None = None
    compared_kept: bool = False
    handed_over: set[int] = field(default_factory=set)

    def step(self, row: object, entries: EntryChecks) -> None:
        """Take the next row of the log."""
        parts = tuple(row) if isinstance(row, list | tuple) else ()
        if len(parts) != 3 or type(parts[0]) is not int or abs(parts[0]) > SIZE_LIMIT:
            words = f"what comes after row {self.count - 1} is not number, entry and leaf"
            self.found.add("A001", None, words)
            self.gap = self.count if self.gap is None else self.gap
            return
        seq, raw, leaf = parts
        if seq != self.count:
            self._jump(seq)
        entries.look_at(seq, raw)
        self._put(seq, raw, leaf)
        self.count = max(self.count, seq + 1)
        self.compare()

    def _jump(self, seq: int) -> None:
        """Note that *seq* is not the next number."""
        self.gap = self.count if self.gap is None else self.gap
        if seq < self.count:
            self.found.add("A010", seq, f"row {seq} comes after row {self.count - 1}")
        elif seq == self.count + 1:
            self.found.add("A002", self.count, f"entry {self.count} is missing")
        else:
            missing = f"entries {self.count} to {seq - 1} ({seq - self.count}) are missing"
            self.found.add("A002", self.count, missing)

    def _put(self, seq: int, raw: object, leaf: object) -> None:
        """Let the tree grow, unless it has a gap."""
        is_leaf = isinstance(leaf, bytes) and len(leaf) == HASH_SIZE
        right = leaf_hash(raw) if isinstance(raw, bytes) else (leaf if is_leaf else None)
        if not is_leaf:
            self.found.add("A003", seq, f"the leaf of entry {seq} is not {HASH_SIZE} bytes")
        elif right != leaf:
            self.found.add("A003", seq, f"entry {seq} was altered: its leaf is of other bytes")
        if self.gap is not None:
            return
        if isinstance(right, bytes):
            grow(self.hashes, self.count, right)
        else:
            self.gap = seq

    def compare(self) -> None:
        """Compare what was signed of the log up to here."""
        if self.kept is not None and self.kept.size == self.count:
            self._compare_kept(self.kept)
        while self.pending is not None and self.pending.size <= self.count:
            self._compare_one(self.pending)
            self.pending = self.following()

    def _compare_kept(self, kept: Checkpoint) -> None:
        if self.gap is not None:
            return
        self.compared_kept = True
        if kept.root != fold(self.hashes):
            self.found.add(
                "A032",
                None,
                f"the log does not continue the checkpoint kept outside (size {kept.size}): an "
                f"entry before seq {kept.size} was altered after that checkpoint was given out",
            )

    def _compare_one(self, checkpoint: Checkpoint) -> None:
        size = checkpoint.size
        if self.gap is not None:
            self.not_compared += 1
        elif size < self.count:
            words = f"the checkpoint of size {size} is filed after larger ones"
            self.found.add("A027", None, words)
        elif checkpoint.root == fold(self.hashes):
            self._fits(size)
        elif self.differing is None:
            self.differing = _Differing(fits=self.fits, size=size)
        else:
            self.differing.count += 1

    def _fits(self, size: int) -> None:
        """Note that the log fits its checkpoint of *size*, whatever an earlier one said."""
        if self.differing is not None:
            words = (
                f"the checkpoint of size {self.differing.size} was signed over other entries, yet "
                f"the log fits the checkpoint of size {size}: the key signed two histories"
            )
            self.found.add("A028", None, words)
            self.differing = None
        self.fits = size

    def following(self) -> Checkpoint | None:
        """Return the next checkpoint that the key signed; note the others."""
        for row in self.rest:
            parts = tuple(row) if isinstance(row, list | tuple) else ()
            if len(parts) != 2:
                self.found.add("A020", None, f"a checkpoint is size and note, not {shown(row)}")
            elif (checkpoint := self._opened(*parts)) is not None:
                return checkpoint
        return None

    def _opened(self, size: object, note: object) -> Checkpoint | None:
        filed = f"the checkpoint filed under size {shown(size)}"
        try:
            keys = self.keys.of(size)
            checkpoint, *_ = [open_note(note, key) for key in keys]  # type: ignore[arg-type]  # it checks
        except SignatureError as error:
            self.found.add("A021", None, f"{filed}: {error}")
            return None
        except NoteError as error:
            self.found.add("A020", None, f"{filed} cannot be read: {error}")
            return None
        if type(size) is not int or checkpoint.size != size:
            self.found.add("A022", None, f"{filed} states the size {checkpoint.size}")
        self.opened += 1
        if len(keys) > 1:
            self.handed_over.add(checkpoint.size)
        if self.newest is None or self.newest.size <= checkpoint.size:
            self.newest = checkpoint
        return checkpoint

    def finish(self) -> None:
        """Note what shows only at the end of the log."""
        while self.pending is not None:
            self.pending = self.following()
        if self.differing is not None:
            self.found.add("A023", self.differing.fits, _altered(self.differing))
        self._end_of_checkpoints()
        for seq, words in self.keys.unsigned(self.handed_over):
            self.found.add("A029", seq, words)
        if self.kept is not None and self.kept.size > self.count:
            self.found.add("A031", self.count, _missing(self.kept, self.count, "kept outside"))

    def _end_of_checkpoints(self) -> None:
        if self.newest is None:
            words = f"the log has {self.count} entries and no checkpoint by its key: none is signed"
            self.found.add("A026", None, words)
        elif self.newest.size > self.count:
            words = _missing(self.newest, self.count, "signed by the log's key")
            self.found.add("A024", self.count, words)
        elif self.newest.size < self.count:
            size, last = self.newest.size, self.count - 1
            which = f"entries {size} to {last}" if size < last else f"entry {size}"
            words = f"{which} came after the last checkpoint (size {size})"
            self.found.add("A025", size, f"{words} and {'are' if size < last else 'is'} not signed")


def verify_log(
    rows: Iterable[tuple[int, bytes, bytes]],
    checkpoints: Iterable[tuple[int, str]],
    verifier: Verifier,
    *,
    kept: Checkpoint | None = None,
    changes: Iterable[KeyChange] = (),
) -> LogReport:
    """Check a log from its first entry to its last; never raises for what the rows hold.

    Args:
        rows: seq, entry bytes and leaf, in the order of seq.
        checkpoints: size and signed note, in the order of size.
        verifier: the log's public key, best taken from outside the machine of the log.
        kept: a checkpoint, opened already, that somebody outside kept.
        changes: what entries say of changes of the key; they are believed only where the key
            before signed them.
    """
    found = Findings()
    rest: Iterator[object] = iter(checkpoints)
    usable = kept if kept is not None and kept.origin == verifier.name else None
    if kept is not None and usable is None:
        words = f"the checkpoint kept outside is of {kept.origin!a}, this log is {verifier.name!a}"
        found.add("A030", None, words)
    walk = _Walk(found=found, keys=keys_of(verifier, changes), rest=rest, kept=usable)
    walk.pending = walk.following()
    walk.compare()
    entries = EntryChecks(found=found)
    for row in rows:
        walk.step(row, entries)
    walk.finish()
    return _report(walk)


def _report(walk: _Walk) -> LogReport:
    return LogReport(
        size=walk.count,
        root=fold(walk.hashes).hex() if walk.gap is None else None,
        checkpoints=walk.opened,
        last_checkpoint=walk.newest,
        findings=tuple(walk.found.kept),
        more=walk.found.more,
        not_checked=tuple(_not_checked(walk)),
    )


def _not_checked(walk: _Walk) -> Iterator[str]:
    if walk.kept is None:
        yield NO_OUTSIDE_CHECKPOINT
    elif not walk.compared_kept:
        yield KEPT_NOT_COMPARED.format(size=walk.kept.size)
    yield KEY_AS_GIVEN.format(vkey=walk.keys.given.vkey)
    if walk.not_compared:
        yield NOT_COMPARED.format(count=walk.not_compared, seq=walk.gap)
    yield from (TIMES, DOCUMENTS, TABLES, TRUTH)


def _altered(differing: _Differing) -> str:
    first, last = differing.fits, differing.size - 1
    later = differing.count - 1
    those = f"do the {later} checkpoints" if later > 1 else "does the checkpoint"
    rest = f"; neither {those} after it" if later else ""
    where = f"between seq {first} and seq {last}" if first < last else f"with seq {first}"
    return (
        f"the log does not fit its checkpoint of size {differing.size}{rest}: an entry {where} "
        "was altered, put in or taken out after it was signed"
    )


def _missing(checkpoint: Checkpoint, count: int, how: str) -> str:
    number = checkpoint.size - count
    which = f"{number} entries are" if number > 1 else "1 entry is"
    return (
        f"{which} missing at the end: the log has {count}, the checkpoint {how} has "
        f"{checkpoint.size}"
    )
