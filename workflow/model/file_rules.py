"""What comes on the file of a review: facts and documents, as a definition describes them."""

from dataclasses import dataclass
from typing import Literal

from workflow.model.document_rules import Longest

FactKind = Literal["text", "consent", "number", "date", "boolean", "choice", "instruments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is recorded, and by which roles. `until`: a step after whose entry it cannot change.

    `sealed`: why no view shows it; empty where it is shown."""

    name: str
    kind: FactKind
    by: tuple[str, ...]
    choices: tuple[str, ...] = ()
    many: bool = False
    until: str | None = None
    basis: str = ""
    sealed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A kind of document. `seen_by` is role names, or `public`; empty means closed.

    `from_`: the roles that may hand it in, with the words for others; empty: whoever may act.
    `source` is the kind of source it is. The first of `languages` is that of the original.
    """

    name: str
    sections: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    seen_by: tuple[str, ...] = ()
    derived_from: str | None = None
    basis: str = ""
    languages: tuple[str, ...] = ()
    limit: Longest | None = None
    effect: str | None = None
    source: str | None = None
    from_: tuple[str, ...] = ()
    otherwise: str = ""
    sealed: str = ""
