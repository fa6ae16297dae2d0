"""The least that stays open: who reads a report whatever is decided on its publication.

Source: Finland, compilation of 2009, paragraph 24: reports public subject to the approval of the
country under review; at a minimum, members of the group and other States parties have access.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences

_AXIS, _VALUE = "X8b", "public_by_approval"
#: How a role says that it is all of them.
EVERY_PARTY = "every State party"


def floor(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find a design that holds the position, and no report that every State party may read."""
    held = draft.top.row("axes").row(_AXIS)
    if _VALUE not in held.data or "set_aside" in held.row(_VALUE).data:
        return
    bodies = {role.name: role["members"] for role in draft.rows("roles") if role["is"] == "body"}
    everybody = {name for name, members in bodies.items() if members == EVERY_PARTY}
    if any(_enough(_readers(one), everybody, set(bodies)) for one in draft.rows("documents")):
        return
    message = f"{_VALUE!r} leaves a report to the group and every State party at least; none is"
    hint = f"name both in 'seen_by' of a report; a role with 'members: {EVERY_PARTY}' is the latter"
    yield Found("D430", ("axes", _AXIS, _VALUE), message, hint, at_key=True)


def _readers(document: Place) -> set[str]:
    return {name for _, name in document.lines("seen_by")}


def _enough(readers: set[str], everybody: set[str], bodies: set[str]) -> bool:
    return bool(readers & everybody) and bool(readers & (bodies - everybody))
