"""Roles and the rules of their teams, from words to values.

Decisions that live here: a rule is `at least N`, `at most N`, `N to M`, `none`, or a bare number,
which means at least so many (of nationals: at most); it may end with its own marks in brackets,
which are then its basis instead of the role's; names that the language gives by itself
(`reviewer` in a chart of reviewers, a body, a `member of` it, `reviewer.focal_point`) are roles
like declared ones.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from workflow.model.compiling.rows import Row, fail
from workflow.model.definition import Role, RoleKind, TeamRule

KINDS: dict[str, RoleKind] = {
    "party under review": "party",
    "experts": "experts",
    "secretariat": "secretariat",
    "body": "body",
    "reviewing parties": "reviewing_parties",
    "regional organization": "organization",
}
RULE_WORDS = {
    "same_region": "{many} of the regional group of the State under review",
    "other_region": "{many} of another regional group",
    "nationals": "{many} nationals of the State under review",
    "appointed_by": "appointed by {many} other parties",
    "size": "{many} members",
}
EVERYBODY = "every State party"
NO_NATIONALS = "no national of the State under review"
PERSON = re.compile(r"person of ([a-z][a-z0-9_]*)")
LACKING = re.compile(r"each instrument that ([a-z][a-z0-9_]*) lacks?")
MEMBER = re.compile(r"member of ([a-z][a-z0-9_]*)")
_RULE = re.compile(
    r"(?P<bound>at least |at most )?(?P<n>[0-9]{1,4}|none)(?: to (?P<most>[0-9]{1,4}))?"
    r"(?P<other> other parties)?"
    r"( \((?P<marks>[^()]+)\))?"
)


def roles_of(data: Row) -> dict[str, Role]:
    """Return every role of a definition: the declared ones, then those the language gives."""
    declared = {name: _role(name, row) for name, row in data.row("roles").rows()}
    return declared | dict(_given(data, declared))


def _role(name: str, row: Row) -> Role:
    kind, of = role_kind(row.text("is"), row.where)
    basis = row.basis()
    rules = tuple(
        team_rule(kind_of_rule, str(row.data[kind_of_rule]), basis=basis, where=row.where)
        for kind_of_rule in RULE_WORDS
        if kind_of_rule in row.data
    )
    lacking = LACKING.fullmatch(row.text("for", ""))
    of_lacking = lacking.group(1) if lacking else None
    return Role(
        name=name,
        kind=kind,
        of=of,
        rules=rules,
        basis=basis,
        lacking=of_lacking,
        everybody=row.maybe("members") == EVERYBODY,
    )


def role_kind(words: str, where: str) -> tuple[RoleKind, str | None]:
    """Return what a role is and, for a person, of which role.

    Raises:
        DefinitionError: *words* is not a kind of role.
    """
    person = PERSON.fullmatch(words)
    if person:
        return "person", person.group(1)
    if words not in KINDS:
        fail(f"{where}.is", f"{words!r} is not a kind of role")
    return KINDS[words], None


def team_rule(kind: str, value: str, *, basis: str, where: str) -> TeamRule:
    """Return one rule of a team.

    Raises:
        DefinitionError: *value* is not a rule.
    """
    found = _RULE.fullmatch(value)
    if found is None or not _fits(kind, found):
        fail(f"{where}.{kind}", f"{value!r} is not a rule such as 'at least 1' or 'none'")
    n = 0 if found["n"] == "none" else int(found["n"])
    basis = found["marks"] or basis
    if kind == "nationals":
        words = RULE_WORDS[kind].format(many=f"at most {n}") if n else NO_NATIONALS
        return TeamRule(kind=kind, n=n, words=words, basis=basis)
    most = int(found["most"]) if found["most"] else n if found["bound"] == "at most " else None
    many = f"{n} to {most}" if found["most"] else f"{found['bound'] or 'at least '}{n}"
    least = 0 if found["bound"] == "at most " else n
    words = RULE_WORDS[kind].format(many=many)
    return TeamRule(kind=kind, n=least, words=words, basis=basis, most=most)


def _fits(kind: str, found: re.Match[str]) -> bool:
    """Whether the parts of a rule go together, and with its kind."""
    bound, most, n = found["bound"], found["most"], found["n"]
    if most is not None:
        return kind != "nationals" and not bound and n != "none" and int(n) <= int(most)
    return not (kind == "nationals" and bound == "at least ")


def _given(data: Row, declared: Mapping[str, Role]) -> Iterator[tuple[str, Role]]:
    """The roles nobody declares: bodies, reviewers, members and persons of another role."""
    bodies = {name: row.basis("assumed") for name, row in data.row("bodies").rows()}
    for name, basis in bodies.items():
        if name not in declared:
            yield name, Role(name=name, kind="body", basis=basis)
    charts = [chart for _, chart in data.row("charts").rows()]
    reviewing = any(chart.text("per", "party") == "reviewer" for chart in charts)
    if reviewing and "reviewer" not in declared:
        yield "reviewer", Role(name="reviewer", kind="reviewing_parties", basis="assumed")
    for name in dict.fromkeys(chain.from_iterable(map(_used, charts))):
        if name not in declared and (of := owner(name)):
            yield name, Role(name=name, kind="person", of=of, basis="assumed")


def owner(name: str) -> str | None:
    """The role of which *name* is a person: `plenary` for `member of plenary`."""
    member = MEMBER.fullmatch(name)
    if member:
        return member.group(1)
    return name.partition(".")[0] if "." in name else None


def _used(chart: Row) -> Iterator[str]:
    """Every role name that an event of *chart* uses."""
    for _, event in chart.row("events").rows():
        yield from event.names("by")
        yield from event.names("release")
