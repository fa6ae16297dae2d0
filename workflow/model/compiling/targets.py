"""Where an event, a time limit, a join or a result leads, from data to branches with leaf paths."""

from workflow.model.branch import Branch
from workflow.model.compiling.history import resolved
from workflow.model.compiling.rows import Row, fail, read
from workflow.model.compiling.tree import Tree
from workflow.model.grammar.target_parser import misplaced, parse_branch


def target_of(row: Row, key: str, tree: Tree) -> tuple[Branch, ...]:
    """The target under *key* with leaf paths; empty where there is none.

    Raises:
        DefinitionError: it cannot be read, or leads to no step of the chart.
    """
    if key not in row.data:
        return ()
    where = f"{row.where}.{key}"
    lines = tuple(read(parse_branch, line, where) for line in row.names(key))
    broken = misplaced(lines)
    if broken is not None:
        fail(where, broken[1], broken[2])
    return tuple(branch for line in lines for branch in resolved(line, where, tree))
