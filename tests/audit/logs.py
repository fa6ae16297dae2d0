"""Small logs to check and to spoil."""

from collections.abc import Callable
from dataclasses import dataclass, field

from workflow.audit.canonical import encode
from workflow.audit.checkpoint import Checkpoint, sign
from workflow.audit.findings import LogReport
from workflow.audit.note import Signer, generate
from workflow.audit.tree import leaf_hash, root_of
from workflow.audit.verify import verify_log

ORIGIN = "secretariat.example/untoc-rehearsal"
SIGNER = generate(ORIGIN, bytes(range(32)))
THIEF = generate(ORIGIN, bytes(range(1, 33)))

Row = tuple[int, bytes, bytes]


def entry(seq: int, /, **changes: object) -> dict[str, object]:
    """Return a plausible entry number *seq*, one a minute."""
    return {
        "v": 1,
        "id": f"0b7b2a52-7f1a-4a55-9c54-{seq:012x}",
        "seq": seq,
        "kind": "event.recorded",
        "review": "untoc-1/MEX",
        "instance": "untoc-1/MEX/tip",
        "command": f"5d1c0f9e-0000-4000-8000-{seq:012x}",
        "account": "desk-3",
        "actor": "MEX",
        "role": "focal_point",
        "on": "2026-03-01",
        "at": f"2026-03-02T{9 + seq // 60 % 12:02d}:{seq % 60:02d}:00.123Z",
        "definition": "untoc@1.0.0",
        "basis": ["guidelines:12"],
        "data": {"event": "submit", "reason": "sha256:" + "ab" * 32},
    } | changes


def row(seq: int, raw: bytes) -> Row:
    """Return the row that the writer makes for *raw*."""
    return seq, raw, leaf_hash(raw)


def note(rows: list[Row], signer: Signer = SIGNER) -> tuple[int, str]:
    """Return the checkpoint over *rows*, with its size."""
    root = root_of(leaf for _, _, leaf in rows)
    checkpoint = Checkpoint(origin=ORIGIN, size=len(rows), root=root)
    return len(rows), sign(checkpoint, signer)


@dataclass(slots=True)
class Log:
    """Rows and checkpoints that a test may alter."""

    rows: list[Row]
    notes: list[tuple[int, str]] = field(default_factory=list)

    def alter(self, seq: int, change: Callable[[bytes], bytes], *, rehash: bool) -> None:
        """Change the bytes of row *seq*, with its leaf or without."""
        _, raw, leaf = self.rows[seq]
        raw = change(raw)
        self.rows[seq] = (seq, raw, leaf_hash(raw) if rehash else leaf)

    def renumber(self) -> None:
        """Give the rows new numbers, in the rows and in the entries, and rehash all."""
        from workflow.audit.canonical import decode

        raws = [encode(decode(raw) | {"seq": n}) for n, (_, raw, _) in enumerate(self.rows)]
        self.rows = [row(n, raw) for n, raw in enumerate(raws)]

    def sign_again(self, signer: Signer) -> None:
        """Replace every checkpoint by one of *signer* over the present rows."""
        self.notes = [note(self.rows[:size], signer) for size, _ in self.notes]

    def kept(self, size: int) -> Checkpoint:
        """Return the checkpoint of *size* as an outsider keeps it."""
        root = root_of(leaf for _, _, leaf in self.rows[:size])
        return Checkpoint(origin=ORIGIN, size=size, root=root)

    def report(self, kept: Checkpoint | None = None) -> LogReport:
        """Check the log as it stands."""
        return verify_log(self.rows, self.notes, SIGNER.verifier, kept=kept)

    def codes(self, kept: Checkpoint | None = None) -> list[str]:
        """Return the codes of the findings, in their order."""
        return [finding.code for finding in self.report(kept).findings]


def log(size: int = 40, every: int = 10) -> Log:
    """Return a sound log with a checkpoint after each *every* entries."""
    rows = [row(seq, encode(entry(seq))) for seq in range(size)]
    return Log(rows, [note(rows[:at]) for at in range(every, size + 1, every)])
