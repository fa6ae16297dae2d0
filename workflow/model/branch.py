"""One line of a target: the step it leads to, and on which condition."""

from dataclasses import dataclass

from workflow.model.grammar.expression import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One target: `state` (a leaf path) if `condition` holds; the last has none.

    `history`: the compound of which `state` was left last. `clock`: its time limit runs on.
    """

    state: str
    condition: Expression | None = None
    history: str | None = None
    clock: bool = False
