"""Where a target leads, in the words of prose."""

from workflow.definition.prose_parts import plain
from workflow.model.compiling.history import folded
from workflow.model.definition import Branch
from workflow.model.grammar.expression import words as condition_words


def ways(branches: tuple[Branch, ...]) -> str:
    """`to a if …, otherwise to b`; a history is the step that was left last."""
    found = [
        _way(branch) + (f" if {condition_words(branch.condition)}" if branch.condition else "")
        for branch in folded(branches)
    ]
    return ", otherwise ".join(found)


def _way(branch: Branch) -> str:
    if branch.history is None:
        return f"to {plain(branch.state)}"
    clock = ", where its clock runs on" if branch.clock else ""
    return f"back to the step of {plain(branch.history)} in which it stood{clock}"
