"""Histories: `history of STEP` as one branch for each step inside, so that nothing else need know.

Decisions that live here:

* The step inside that was left last is meant, however deep; where none was ever left, the one in
  which STEP begins. An end inside is none of them: nothing leads on from it.
* A condition of the line is one of each branch, so that the whole line is taken or none of it.
"""

from collections.abc import Iterator
from dataclasses import replace

from workflow.model.compiling.rows import fail
from workflow.model.compiling.tree import Tree
from workflow.model.definition import Branch
from workflow.model.grammar.expression import All, Expression, Stood

_HINT = "write it of a step with steps inside, such as the one around those that may be resumed"


def resolved(written: Branch, where: str, tree: Tree) -> tuple[Branch, ...]:
    """The line *written* with leaf paths.

    Raises:
        DefinitionError: there is no such step, or a history is of a step with none inside.
    """
    if written.history is None:
        return (replace(written, state=tree.leaf(written.state, where)),)
    return tuple(_each(written, where, tree))


def _each(written: Branch, where: str, tree: Tree) -> Iterator[Branch]:
    compound = tree.path(written.state, where)
    if not tree.nodes[compound].children:
        fail(where, f"{written.state!r} has no steps inside, and so no history", _HINT)
    stays = replace(written, history=compound)
    for leaf in tree.leaves(compound):
        if not tree.final(leaf):
            stood = Stood(compound, leaf)
            yield replace(stays, state=leaf, condition=_both(written.condition, stood))
    yield replace(stays, state=tree.initial(compound))


def _both(condition: Expression | None, stood: Stood) -> Expression:
    return stood if condition is None else All((condition, stood))


def folded(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """*branches* as they are written: a history is one of them, with the words of its line."""
    return tuple(
        replace(branch, state=history_words(branch)) if branch.history else branch
        for branch in branches
        if not _inside(branch.condition)
    )


def history_words(branch: Branch) -> str:
    """The step, or history, that *branch* leads to, as a target says it."""
    clock = " with its clock" if branch.clock else ""
    return f"history of {branch.history}{clock}" if branch.history else branch.state


def _inside(condition: Expression | None) -> bool:
    """Whether *condition* is that of one step of a history."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return isinstance(parts[-1], Stood)
