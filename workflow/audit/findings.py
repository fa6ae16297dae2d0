"""What a check of the log says: findings, counted and kept short, and what it left open.

A log that was damaged on purpose can have a million findings. The first ten of each code
and fifty in all are kept, so that many of one kind never hide the only one of another;
the rest are counted.
"""

from collections import Counter
from dataclasses import dataclass, field

from workflow.audit.checkpoint import Checkpoint

KEPT_FINDINGS = 50
KEPT_OF_ONE_CODE = 10

CODES = {
    "A001": "a row of the log cannot be read as number, entry and leaf",
    "A002": "entries are missing between two others",
    "A003": "a leaf is not the hash of its entry",
    "A004": "an entry is not in canonical form",
    "A005": "an entry carries another number than its row",
    "A006": "an entry has a version of the envelope that is not known",
    "A007": "an entry's envelope lacks a field, has one more or one of another type",
    "A008": "an entry is earlier than the one before it, and does not say why",
    "A009": "an id is used twice",
    "A010": "rows are out of order, or a number comes twice",
    "A020": "a checkpoint cannot be read",
    "A021": "a checkpoint is not signed by the log's key",
    "A022": "a checkpoint is filed under another size than it states",
    "A023": "the entries are not those that were signed",
    "A024": "entries are missing at the end",
    "A025": "the last entries are not covered by a checkpoint",
    "A026": "there is no checkpoint",
    "A027": "checkpoints are out of order",
    "A028": "the log's key signed two histories",
    "A029": "the key was changed, and the key before did not sign it",
    "A030": "the checkpoint kept outside is of another log",
    "A031": "the log is shorter than the checkpoint kept outside",
    "A032": "the log does not continue the checkpoint kept outside",
}
"""Every code of a finding, with what it means; codes are never given a new meaning."""


_SHOWN = 60


def shown(value: object) -> str:
    """Return *value* for a message, short and escaped, whatever somebody put into a row."""
    if isinstance(value, str | bytes):
        return ascii(value[:_SHOWN])
    if value is None or (isinstance(value, int) and value.bit_length() <= 64):
        return str(value)
    return f"a value of type {type(value).__name__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFinding:
    """One thing that is not as it must be; `seq` is where, or None if it is not one place."""

    code: str
    seq: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.code} {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """The outcome of a check.

    `size` is one more than the last number; `root` is hex, or None where entries are
    missing, so that there is no tree. `more` counts the findings that are not listed.
    `last_checkpoint` is the largest that the log's key signed, of `checkpoints` such.
    """

    size: int
    root: str | None
    checkpoints: int
    last_checkpoint: Checkpoint | None
    findings: tuple[LogFinding, ...]
    more: int
    not_checked: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found; what was not checked is another matter."""
        return not self.findings


@dataclass(slots=True)
class Findings:
    """Collects findings, keeps the first ones and counts the rest."""

    kept: list[LogFinding] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, seq: int | None, message: str) -> None:
        """Note one finding."""
        self.count[code] += 1
        if self.count[code] <= KEPT_OF_ONE_CODE and len(self.kept) < KEPT_FINDINGS:
            self.kept.append(LogFinding(code=code, seq=seq, message=message))

    @property
    def more(self) -> int:
        """How many were noted but not kept."""
        return self.count.total() - len(self.kept)
