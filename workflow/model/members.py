"""Members of a body: the role that each of them holds beside the body itself.

Decisions that live here: `member of plenary` is a role of its own, so that no member can act as
the body; the members of any other role, such as a team, are simply those who hold it. A step is
still its holder's in whose name they act: a focal point answers for the State.
"""

from workflow.model.definition import Definition
from workflow.model.rows.records import BindingRow
from workflow.model.tracks import REVIEWER, reviewing_roles

MEMBER = "member of "


def member_role(definition: Definition, role: str) -> str:
    """The role that the members of *role* hold."""
    found = definition.roles.get(role)
    return f"{MEMBER}{role}" if found is not None and found.kind == "body" else role


def fills(definition: Definition, binding: BindingRow, role: str) -> bool:
    """Whether *binding* is one of *role*: of the role itself, or of the team it is a member of."""
    if binding.role == role:
        return True
    if role == REVIEWER and role in reviewing_roles(definition):
        return binding.role in reviewing_roles(definition)
    return role.startswith(MEMBER) and binding.role == member_role(
        definition, role.removeprefix(MEMBER)
    )


def acts_for(definition: Definition, role: str | None, holders: tuple[str, ...]) -> bool:
    """Whether an act in *role* is one of *holders*': its own, its person's, or its member's."""
    found = definition.roles.get(role or "")
    mine = {role, found.of if found else None} - {None}
    own = reviewing_roles(definition) if REVIEWER in holders else ()
    return not mine.isdisjoint((*holders, *own))


def holds_for(binding: BindingRow, actor: str) -> bool:
    """Whether *binding* lets *actor* act: bound itself, or of the party that is bound."""
    return binding.actor == actor or binding.actor == actor.rpartition("@")[2]
