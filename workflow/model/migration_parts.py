"""Where the parts of a review stand before and after it is carried over, and which come or go."""

from collections.abc import Iterator, Sequence

from workflow.model.children import left_behind, named, to_come
from workflow.model.working import Working

#: In place of a step, where a part does not stand in one before, or after.
NOT_OPENED, IN_TURN, CLOSED = "(not opened)", "(in its turn)", "(closed)"


def steps(old: Working, work: Working) -> Iterator[tuple[str, str, str]]:
    """Each part that had not ended, and each new one: its id, where it stood, where it stands."""
    for row in old.instances().values():
        if not row.final:
            now = work.instances()[row.id]
            yield row.id, row.state, CLOSED if now.closed_on else now.state
    for row in work.instances().values():
        if row.id not in old.instances():
            yield row.id, NOT_OPENED, row.state
    before = {key for key, _ in _coming(old)}
    for key, state in _coming(work):
        if key not in before:
            yield key, NOT_OPENED, state
    after = {key for key, _ in _coming(work)} | set(work.instances())
    yield from ((key, state, CLOSED) for key, state in _coming(old) if key not in after)


def comes_or_goes(step: Sequence[str]) -> bool:
    """Whether a part is new, or closed, by the change; else its step has another name."""
    return bool({NOT_OPENED, IN_TURN, CLOSED} & set(step[1:]))


def _coming(work: Working) -> Iterator[tuple[str, str]]:
    """The parts that are opened in their turn and are to come."""
    for row in work.instances().values():
        chart = work.chart(row.id)
        ended = row.final or left_behind(work, row)
        for path in () if ended else chart.lineage(row.state):
            state = chart.states[path]
            for key in to_come(work, row, state):
                yield named(work, row.id, state.opens[0], key), IN_TURN
