"""What prose is made of: headings, numbered sentences with their source, names as words."""

from dataclasses import dataclass

from workflow.model.definition import Document, Fact


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered sentence with its source; `open` are lines on what in it is in brackets."""

    key: str  # what it is about, the same in each version of a design
    sentence: str
    basis: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


def sealed(row: Fact | Document) -> str:
    """That each reading of it is an act, and why; empty where it is shown."""
    return f" It is sealed, and each reading on record: “{row.sealed}”." if row.sealed else ""


def plain(name: str) -> str:
    """A name as words; of a step inside another, both: `preparing of visit`."""
    return " of ".join(reversed(name.replace("_", " ").split(".")))


def listed(names: tuple[str, ...], last: str = "and") -> str:
    """`a, b and c`, as words."""
    said = [plain(name) for name in names]
    return f" {last} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
