"""What a text that is typed may hold, wherever it comes from: nothing unseen, and no book.

PostgreSQL keeps no NUL, and a line end in a name would forge a line of a report. Facts and
reasons are texts of several lines; everything else is one line. The command line asks first and
names the option; the session asks again, of every act, so that no service can forget it.
"""

import re
from collections.abc import Iterator, Mapping
from unicodedata import is_normalized, normalize

from workflow.errors import Problem, UnreadableError
from workflow.model.rosters.names import control_sign

#: What a text of several lines may hold.
LINES = "\n\t"
_COMMAND = re.compile(r"[!-~]{1,128}")
_LONGEST_ACCOUNT = 128
#: Signs of one line, and of a text of several: a page and a short report.
LONGEST_LINE = 2_000
LONGEST_TEXT = 50_000
_SHOWN = 60
_BARE = frozenset((str, int, bool, type(None)))
#: What people type as one line, by its name in an act and in a row.
TYPED = frozenset(("decision", "note", "title"))


def text_problems(text: str, what: str, *, allowed: str = "") -> Iterator[Problem]:
    """What is wrong with *text*: *what* names it, *allowed* are the control signs it may have."""
    sign = control_sign(text, allowed)
    if sign:
        words = f"{what} {_shown(text)} has the control sign {sign}"
        hint = "one line of text" if not allowed else "of control signs, a line end and a tab only"
        yield Problem(code="E140", words=words, hint=hint)
    most = LONGEST_TEXT if allowed else LONGEST_LINE
    if len(text) > most:
        words = f"{what} {_shown(text)} has {len(text):,} signs; the most is {most:,}"
        yield Problem(code="E148", words=words, hint="hand in what is longer as a document")


def check_text(text: str, what: str, *, allowed: str = "") -> str:
    """Return *text*.

    Raises:
        UnreadableError: it has a control sign that is not *allowed*, or is too long.
    """
    problems = tuple(text_problems(text, what, allowed=allowed))
    if problems:
        raise UnreadableError("", problems)
    return text


def act_problems(data: Mapping[str, object]) -> Iterator[Problem]:
    """What is wrong with the typed lines in what an act says and brings about, each once."""
    found: list[Problem] = []
    _note_lines(data, found)
    return iter(dict.fromkeys(found))


def _note_lines(value: object, found: list[Problem]) -> None:
    # At every act: what holds nothing is passed over before anything else is asked.
    if isinstance(value, dict | Mapping):
        for key, one in value.items():
            if type(one) not in _BARE:
                _note_lines(one, found)
            elif key in TYPED and isinstance(one, str):
                found += text_problems(one, str(key))
    elif isinstance(value, list | tuple):
        for one in value:
            if type(one) not in _BARE:
                _note_lines(one, found)


def composed(envelope: Mapping[str, object]) -> dict[str, object]:
    """An entry with every text in Unicode's composed form (NFC), as the log asks for.

    Some keyboards type an accent as a sign of its own.
    """
    return {key: _composed(value) for key, value in envelope.items()}


def _composed(value: object) -> object:
    if isinstance(value, str):
        return value if is_normalized("NFC", value) else normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _composed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(one) for one in value]
    return value


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r} …"


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
