"""Rules of documents: which source they are from, how long they may be, what comments do.

Decisions that live here: a limit is in words or pages, and the length is told by whoever hands
the document in; what a comment does to the document it is about is the definition's to say.
"""

import re
from dataclasses import dataclass

from workflow.model.grammar.grammar_error import GrammarError

#: What a document that comments on another does to it.
EFFECTS = ("incorporated", "appended", "observed", "blocks")
BLOCKS, APPENDED = "blocks", "appended"
_LIMIT = re.compile(r"(?P<most>[1-9][0-9]{0,6}) (?P<unit>words?|pages?)(?: \([^()]+\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Longest:
    """How long a document may be, in words or pages."""

    most: int
    unit: str

    def __str__(self) -> str:
        return f"{self.most} {self.unit.removesuffix('s') if self.most == 1 else self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesAllowed:
    """The kinds of source that documents may be from, and the words for any other."""

    of: tuple[str, ...]
    otherwise: str
    basis: str


def parse_limit(text: str) -> Longest:
    """Read how long a document may be: `500 words`, `30 pages (assumed)`.

    Raises:
        GrammarError: the text is no such limit.
    """
    found = _LIMIT.fullmatch(text)
    if found is None:
        hint = "write it like '500 words' or '30 pages (assumed)'"
        raise GrammarError(f"{text!r} is not how long a document may be", 1, hint)
    return Longest(most=int(found["most"]), unit=f"{found['unit'].removesuffix('s')}s")
