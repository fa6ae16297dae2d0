"""What a text must keep before it is read as YAML at all.

Two people who look at a file must see the same file: no sign that shows nothing or turns
the direction of writing, and one way to write each letter (Unicode NFC). Sizes are bounded
so that no file is expensive.
"""

import re
import unicodedata
from collections.abc import Iterator

from workflow.definition.findings import Finding, finding

MOST_BYTES = 512_000
#: Control signs but tab and line ends; marks of direction; signs without width; line
#: ends that only some readers know.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]|[\U000e0000-\U000e007f]|\r(?!\n)"
)
_MOST_SHOWN = 20


def too_large(text: str, file: str) -> Finding | None:
    """Return the finding on a text of more than 512,000 bytes."""
    size = len(text) if len(text) > MOST_BYTES else len(text.encode("utf-8", "surrogatepass"))
    if size <= MOST_BYTES:
        return None
    message = f"the file has more than {MOST_BYTES:,} bytes"
    hint = "a definition is a page or two; move what is not rules into a document"
    return finding("D002", message, hint, file=file, line=1, column=1)


def hidden_signs(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding for each sign that nobody can see, at most twenty."""
    for count, found in enumerate(_HIDDEN.finditer(text)):
        if count == _MOST_SHOWN:
            return
        sign = found.group()
        name = unicodedata.name(sign, "a control sign").lower()
        message = f"the sign U+{ord(sign):04X} ({name}) cannot be seen"
        line, column = _place(text, found.start())
        hint = "delete it; type the word again if it comes back"
        yield finding("D009", message, hint, file=file, line=line, column=column)


def hidden_value(value: str, *, block: bool) -> str | None:
    """Say which sign of a *value*, as read, cannot be seen, if one cannot.

    An escape ("\\0") makes such a sign of signs that can be seen. Only a *block* of text may
    have tabs and line ends inside.
    """
    found = _HIDDEN.search(value) or re.search("\r" if block else "[\t\n\r]", value)
    if not found:
        return None
    name = unicodedata.name(found.group(), "a control sign").lower()
    return f"the sign U+{ord(found.group()):04X} ({name}) cannot be seen"


def decomposed(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding for each line whose letters are not in composed form, at most twenty."""
    if unicodedata.is_normalized("NFC", text):
        return
    lines = ((n, line) for n, line in enumerate(text.split("\n"), 1))
    wrong = [(n, line) for n, line in lines if not unicodedata.is_normalized("NFC", line)]
    for number, line in wrong[:_MOST_SHOWN]:
        composed = unicodedata.normalize("NFC", line)
        pairs = enumerate(zip(line, composed, strict=False), 1)
        column = next((n for n, (one, other) in pairs if one != other), 1)
        message = "a letter here is written as two signs, letter and accent"
        hint = "save the file in Unicode normalization form C (NFC), or type the letter again"
        yield finding("D010", message, hint, file=file, line=number, column=column)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, 1-based, of *offset*."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
