"""The rules of one team can be kept together.

A member is of the State's regional group or of another, never of both; each appointing party
appoints at least one. So the fewest members a team needs follow from its rules, and may be more
than its `size` lets in.
"""

from collections.abc import Iterator

from workflow.definition.draft import Draft, Place
from workflow.definition.findings import Found
from workflow.definition.sentences import Sentences
from workflow.errors import DefinitionError
from workflow.model.compiling.roles import RULE_WORDS, team_rule
from workflow.model.definition import TeamRule


def teams(draft: Draft, _: Sentences) -> Iterator[Found]:
    """Find teams that no members can make complete."""
    for role in draft.rows("roles"):
        rules = _rules(role)
        size = rules.get("size")
        if size is None or size.most is None:
            continue
        if size.most == 0:
            message = f"{role.name!r} can never be complete: it takes no member"
            yield Found("D426", (*role.path, "size"), message, "let in one at least")
        for asked in (("same_region", "other_region"), ("appointed_by",)):
            yield from _too_few(role, size, [rules[kind] for kind in asked if kind in rules])


def _rules(role: Place) -> dict[str, TeamRule]:
    """The rules that can be read, by kind; what cannot is a finding of its own."""
    found: dict[str, TeamRule] = {}
    for kind in RULE_WORDS:
        if kind in role:
            try:
                found[kind] = team_rule(kind, str(role[kind]), basis="", where="")
            except DefinitionError:
                return {}
    return found


def _too_few(role: Place, size: TeamRule, asked: list[TeamRule]) -> Iterator[Found]:
    """What *asked* needs is more than *size* lets in."""
    needed, most = sum(rule.n for rule in asked), size.most or 0
    if not 0 < most < needed:
        return
    words = " and ".join(rule.words for rule in asked if rule.n)
    members = "1 member" if most == 1 else f"{most} members"
    message = f"{role.name!r} can never be complete: {words}, and at most {members}"
    hint = f"let in {needed} members or more, or ask for fewer"
    yield Found("D426", (*role.path, "size"), message, hint)
