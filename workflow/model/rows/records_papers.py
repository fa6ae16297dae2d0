"""Rows of what comes with an act: facts and documents.

As in `workflow.model.rows.records`, which takes them up: values are those of JSON, days ISO.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A recorded fact. A text's `value` is a commitment; a consent's is given or withdrawn."""

    kind: ClassVar[str] = "fact"
    id: str  # instance!name, or instance!name:n where many
    review: str
    instance: str
    name: str
    n: int
    value: str
    secret: bool
    on: str
    state: str
    role: str
    seq: int
    received_at: str | None = None  # the moment, where it was given


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A registered document. `digest` is a commitment to its SHA-256, name and size.

    `length` is in the unit of the definition's limit. `effect` is what such a document does to
    the one it is about; `withdrawn_on` the day it was taken back.
    """

    kind: ClassVar[str] = "document"
    id: str  # instance@name:n
    review: str
    instance: str
    name: str
    n: int
    sections: tuple[str, ...]
    digest: str
    dated: str
    received: str
    role: str
    seq: int
    language: str | None = None
    length: int | None = None
    effect: str | None = None
    withdrawn_on: str | None = None
    received_at: str | None = None
