"""What a text that is typed may hold, wherever it comes from: no sign that nobody sees.

PostgreSQL keeps no NUL, and a line end in a name would forge a line of a report. Facts and
reasons are texts of several lines; everything else is one line.
"""

import re

from workflow.errors import Problem, UnreadableError
from workflow.model.rosters.names import control_sign

#: What a text of several lines may hold.
LINES = "\n\t"
_COMMAND = re.compile(r"[!-~]{1,128}")
_LONGEST_ACCOUNT = 128


def check_text(text: str, what: str, *, allowed: str = "") -> str:
    """Return *text*.

    Raises:
        UnreadableError: it has a control sign that is not *allowed*; *what* says of what.
    """
    sign = control_sign(text, allowed)
    if sign:
        words = f"{what} {text[:60]!r} has the control sign {sign}"
        hint = "one line of text" if not allowed else "of control signs, a line end and a tab only"
        raise UnreadableError("", Problem(code="E140", words=words, hint=hint))
    return text


def check_command(text: str) -> str:
    """Return an id of a command; raises UnreadableError if it is not 1 to 128 plain signs."""
    if not _COMMAND.fullmatch(text):
        words = f"--command-id {text[:140]!r} is not 1 to 128 letters, digits or ASCII signs"
        hint = "no blanks: 'clerk-2027-05-02-1'"
        raise UnreadableError("", Problem(code="E141", words=words, hint=hint))
    return text


def check_account(text: str) -> str:
    """Return an account's name; raises UnreadableError if it is no line of 1 to 128 signs."""
    if not text.isprintable() or not 0 < len(text.strip()) <= len(text) <= _LONGEST_ACCOUNT:
        words = f"account {text[:140]!r} is not one line of 1 to {_LONGEST_ACCOUNT} signs"
        hint = "--account NAME or PEER_REVIEW_ACCOUNT"
        raise UnreadableError("", Problem(code="E142", words=words, hint=hint))
    return text
