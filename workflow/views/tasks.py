"""What a role holds and what it may record now, for one party or for all.

Without a role it is the Secretariat that asks: whatever its roles are called in each definition.
"""

from collections.abc import Iterator, Sequence

from workflow.model.conditions import held
from workflow.model.decide import COMMUNICATE
from workflow.model.rules import holds_for
from workflow.model.working import Working
from workflow.views.answers import Task
from workflow.views.options import options_of
from workflow.views.standing import open_places


def tasks(works: Sequence[Working], role: str | None, who: str | None) -> tuple[Task, ...]:
    """The open places of *role*; *who*: only where this actor, or its party, is bound to it.

    `role` None: the roles of the Secretariat. A party's code finds its own binding and those
    of its people.
    """
    asked = ((work, name) for work in works for name in _asked(work, role))
    return tuple(task for work, name in asked for task in _tasks(work, name, who))


def _asked(work: Working, role: str | None) -> tuple[str, ...]:
    roles = work.definition.roles
    if role is not None:
        return (role,) if role in roles else ()
    return tuple(name for name, one in roles.items() if one.kind == "secretariat")


def _bound(work: Working, role: str, who: str | None, instance: str) -> bool:
    if who is None:
        return True
    bound = held(work, role, work.setting.today, instance)
    return any(holds_for(binding, who) or binding.party == who for binding in bound)


def _tasks(work: Working, role: str, who: str | None) -> Iterator[Task]:
    for place in open_places(work):
        if not _bound(work, role, who, place.instance):
            continue
        holds = any(holder.role == role for holder in place.holders)
        mine = tuple(o for o in options_of(work, place.instance) if role in o.by)
        if holds or any(option.event != COMMUNICATE for option in mine):
            yield Task(place=place, holds=holds, options=mine)
