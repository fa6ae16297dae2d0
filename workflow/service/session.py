"""One writing transaction: the moment, sealed texts, entries, frontier, checkpoint.

The clock is read once. In a rehearsal it stands still rather than go back; in a real
store a machine whose clock moved back is held at the last recorded moment, and the entry
says so. Every committed write signs a checkpoint.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workflow.audit.canonical import encode
from workflow.audit.checkpoint import Checkpoint, sign, signed_by
from workflow.audit.commitment import commit
from workflow.audit.note import Signer
from workflow.audit.problems import NotCanonicalError
from workflow.audit.tree import Frontier, leaf_hash
from workflow.clock import moment, stamp
from workflow.errors import Problem, RuledOutError, UnreadableError
from workflow.model.legal_time.local_time import as_local_date
from workflow.model.rows.entry import ENVELOPE, Act, Entry, entry_of
from workflow.service.engine import Engine
from workflow.service.typed import (
    LINES,
    act_problems,
    check_account,
    check_command,
    check_text,
    composed,
)
from workflow.store import Unit

HAND_SET = Problem(
    code="S011",
    words="--today sets the clock of a rehearsal; this store is real",
    basis="house rule",
    hint="leave --today away; --as-of DATE shows another day, and --as-known what was known then",
)


@dataclass(slots=True, kw_only=True)
class Session:
    """A writing transaction under way. `at` is its one moment, `command` its id."""

    engine: Engine
    unit: Unit
    at: str
    command: str
    frontier: Frontier
    clock_back: str | None = None
    secrets: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    @property
    def next_seq(self) -> int:
        """The number the next entry gets."""
        return self.frontier.size

    def seal(self, text: str) -> str:
        """Return a salted commitment to *text* (made NFC); its clear value is kept aside.

        Raises:
            UnreadableError: a control sign stands in it that is no line end or tab, or it is long.
        """
        check_text(text, "the text", allowed=LINES)
        salt = self.engine.salts()
        clear = unicodedata.normalize("NFC", text)
        commitment = commit(salt, clear)
        self.secrets[commitment] = (salt.hex(), clear)
        return commitment

    def append(self, acts: Iterable[Act]) -> list[Entry]:
        """Append *acts* to the log and apply what they bring about; return the entries.

        Raises:
            UnreadableError: a line that was typed holds what no line may; nothing is written.
        """
        acts = tuple(acts)
        problems = tuple(problem for act in acts for problem in act_problems(act.data))
        if problems:
            raise UnreadableError("", problems)
        made = [self._append(act) for act in acts]
        self.entries += made
        return made

    def _append(self, act: Act) -> Entry:
        envelope = self._envelope(act)
        try:
            raw = encode(envelope)
        except NotCanonicalError:  # as a rule texts are composed already, and it is asked there
            envelope = composed(envelope)
            raw = encode(envelope)
        leaf = leaf_hash(raw)
        entry = entry_of(envelope)
        self._keep_secrets(raw)
        self.unit.append(self.frontier.size, raw, leaf)
        self.unit.apply(entry.undo())
        self.unit.apply(entry.effects())
        self.frontier = self.frontier.append(leaf)
        return entry

    def _keep_secrets(self, raw: bytes) -> None:
        """Keep the clear values an entry commits to; one that stands in no entry is let go."""
        for commitment in [one for one in self.secrets if one.encode() in raw]:
            salt, value = self.secrets.pop(commitment)
            self.unit.keep_secret(commitment, salt, value)

    def _envelope(self, act: Act) -> dict[str, object]:
        data = dict(act.data)
        if self.clock_back:
            data["clock_back"] = self.clock_back
        return {
            "v": ENVELOPE,
            "id": f"{self.command}.{self.frontier.size}",
            "seq": self.frontier.size,
            "kind": act.kind,
            "review": act.review,
            "instance": act.instance,
            "command": self.command,
            "account": self.engine.account,
            "actor": act.actor,
            "role": act.role,
            "on": act.on,
            "at": self.at,
            "definition": act.definition,
            "basis": list(act.basis),
            "data": data,
        }

    def signer(self) -> Signer:
        """The key in force, read anew where another program has changed it meanwhile.

        Raises:
            StoreError: it is not on this machine.
        """
        signer = self.engine.signer()
        newest = self.unit.last_checkpoint() if self.engine.signed else None
        if newest and self.engine.reread and signed_by(newest[1]) != signer.verifier.key_id.hex():
            signer = self.engine.reread()
            self.engine.signer = lambda: signer
        self.engine.signed = True
        return signer

    def finish(self, *signers: Signer) -> None:
        """Sign a checkpoint, with the key in force or with *signers*, and commit.

        Without entries nothing is written.
        """
        if not self.entries:
            return
        self.unit.set_head(self.frontier.size, self.frontier.to_bytes())
        checkpoint = Checkpoint(
            origin=self.engine.meta(self.unit)["origin"],
            size=self.frontier.size,
            root=self.frontier.root(),
        )
        note = sign(checkpoint, *(signers or (self.signer(),)))
        self.unit.checkpoint(self.frontier.size, note)
        self.unit.commit()


@contextmanager
def writing(engine: Engine, command: str | None = None) -> Iterator[Session]:
    """Open a writing transaction; what is not finished is rolled back.

    Raises:
        RuledOutError: a hand-set date in a real store, or one before the rehearsal's clock.
        UnreadableError: the command's id or the account is no plain word.
    """
    if command is not None:
        check_command(command)
    check_account(engine.account)
    with engine.store.unit() as unit:
        head = unit.head()
        frontier = Frontier.from_bytes(head.frontier) if head.size else Frontier()
        now = stamp(engine.clock.now())
        at, back = _moment(engine, unit, head.newest(), now)
        yield Session(
            engine=engine,
            unit=unit,
            at=at,
            command=command or engine.ids(),
            frontier=frontier,
            clock_back=back,
        )


def check_clock(engine: Engine) -> None:
    """Check that a clock set by hand is a rehearsal's: a real store is neither written nor read so.

    Raises:
        UnreadableError: the store is real.
    """
    if engine.given_today:
        with engine.store.read() as reader:
            if reader.meta().get("nature") != "rehearsal":
                raise UnreadableError("", HAND_SET)


def _moment(engine: Engine, unit: Unit, newest: Entry | None, now: str) -> tuple[str, str | None]:
    rehearsal = engine.meta(unit).get("nature", engine.nature) == "rehearsal"
    last = newest.at if newest else now
    if now >= last:
        return now, None
    if not rehearsal:
        return last, now
    if engine.given_today and now[:10] < last[:10]:
        raise RuledOutError(
            "",
            Problem(
                code="S012",
                words=f"the rehearsal's clock stands at {last[:10]} and never goes back to "
                f"{now[:10]}",
                basis="house rule",
                hint=f"--today {last[:10]} or later",
            ),
        )
    return last, None


def day_of(at: str, zone: str) -> str:
    """The day of a moment in a time zone, ISO."""
    return as_local_date(moment(at), zone).isoformat()
