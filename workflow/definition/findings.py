"""What a check has to say about a file: code, severity, place, words, hint.

A check speaks of a path into the data (`Found`); where that path stands in the file is
known to the reader alone, which makes a `Finding` of it. All are kept and printed in the
order of the file. Printed form, stable:

    FILE:LINE:COLUMN: CODE message
      hint: what to write instead
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.definition.codes import CODES, Severity

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value stands: line and column, 1-based, of its key and of its first sign.

    `text_column` is where its text begins (inside a quotation mark), or None where the
    text in the file is not sign for sign the value (folded lines, escapes, tables).
    """

    line: int
    column: int
    key_line: int
    key_column: int
    text_column: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Something found at a path; `offset` counts signs into the text, `at_key` means the key."""

    code: str
    path: Path
    message: str
    hint: str = ""
    offset: int | None = None
    at_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, as printed. Line and column are 1-based; `path` leads into the data."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    path: Path
    message: str
    hint: str = ""

    def __str__(self) -> str:
        weight = "" if self.severity == "error" else f"{self.severity}: "
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {weight}{self.message}{hint}"


def finding(
    code: str, message: str, hint: str, *, file: str, line: int, column: int, path: Path = ()
) -> Finding:
    """Return a finding with the severity of its code."""
    return Finding(
        code=code,
        severity=CODES[code].severity,
        file=file,
        line=line,
        column=column,
        path=path,
        message=message,
        hint=hint,
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether one of *findings* keeps the definition from being used."""
    return any(one.severity == "error" for one in findings)


def report(findings: Sequence[Finding]) -> str:
    """Return *findings* as printed, each on its own line with its hint below."""
    return "\n".join(map(str, findings))
