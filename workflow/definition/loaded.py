"""What a text that was read is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.definition.composing.resolve_merge import Source
from workflow.definition.findings import Finding, Path, Position
from workflow.errors import DefinitionError, Problem
from workflow.model.definition import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a text is: its data, where each value stands, and what was found.

    `data` is empty if the text cannot be read. `definition` is None while one finding is
    an error. `file` is the name in the findings. Of a definition that extends another,
    `data` is the whole, and `sources` says which file each path is from.
    """

    file: str
    data: Mapping[str, object]
    positions: Mapping[Path, Position]
    findings: tuple[Finding, ...]
    definition: Definition | None
    sources: Mapping[Path, Source] = field(default_factory=dict)

    def require(self) -> Definition:
        """The definition.

        Raises:
            DefinitionError: there are errors; it holds every one, with its place.
        """
        if self.definition is None:
            raise DefinitionError(self.file, (_problem(one) for one in self.findings))
        return self.definition


def _problem(found: Finding) -> Problem:
    where = f"line {found.line}, column {found.column}: "
    return Problem(code=found.code, words=where + found.message, hint=found.hint)
