"""Custody: what is sealed, who may read it, and that each reading is an act.

Decisions that live here, as a rule of the house (after the Philippines, compilation of 2009,
paragraph 24; it acts where a definition says `sealed`, or says who may read):

* What is sealed is shown by no view, not to the desk either: there is only that it is on file.
* A reading is an entry: who, in which role, for whom, what, when and why. It changes nothing.
* It is for those whom the definition names as readers, for the role that handed it in, for who
  records a fact, and for the Secretariat, in whose custody the file is. What is taken out for
  others is not given out.
* Who asked in vain is in the log, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.errors import Problem
from workflow.model import rules
from workflow.model.commands import Outcome
from workflow.model.decide import refused
from workflow.model.definition import Definition
from workflow.model.passing import catch_up
from workflow.model.rows.entry import Act, Entry
from workflow.model.rows.records import DocumentRow, FactRow
from workflow.model.working import Working

READ = "value.read"
PUBLIC = "public"
Paper = FactRow | DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Read what is behind `row`, the id of a fact or document. `reader`: for whom it is taken out,
    a role or `public`; None: for who reads it."""

    row: str
    actor: str
    role: str
    on: str
    reason: str
    reader: str | None = None


def sealed_names(definition: Definition) -> frozenset[str]:
    """The facts and documents that no view shows."""
    facts = (fact.name for fact in definition.facts.values() if fact.sealed)
    return frozenset(facts) | {d.name for d in definition.documents.values() if d.sealed}


def on_file(work: Working) -> tuple[Paper, ...]:
    """Every fact and document on file."""
    return (*work.facts(), *work.documents())


def row_of(work: Working, key: str) -> Paper | None:
    """The fact or document with that id, else the newest one of that name."""
    rows = [row for row in on_file(work) if key in (row.id, row.name)]
    exact = [row for row in rows if row.id == key]
    return max(exact or rows, key=lambda row: (row.seq, row.n), default=None)


def commitment_of(row: Paper) -> str | None:
    """The commitment to what is read; None where the value stands in the log itself."""
    if isinstance(row, DocumentRow):
        return row.digest
    return row.value if row.secret else None


def read(work: Working, command: Reading) -> Outcome:
    """Put a reading on file, or what stands in its way.

    Raises:
        LookupError: nothing of that id is on file.
    """
    catch_up(work, work.setting.at)
    row = row_of(work, command.row)
    if row is None:
        raise LookupError(command.row)
    problems = tuple(_problems(work, row, command))
    said = {"event": f"read {row.name}", "read": row.id, "reason": command.reason}
    if problems:
        return _in_vain(work, row, command, problems, said)
    with work.act(
        READ,
        instance=row.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        basis=(_basis(work.definition, row.name),),
        said={
            **said,
            "name": row.name,
            "reader": command.reader,
            "commitment": commitment_of(row),
        },
    ):
        work.rest(row.seq)
    return Outcome(acts=tuple(work.acts))


def _in_vain(
    work: Working,
    row: Paper,
    command: Reading,
    problems: tuple[Problem, ...],
    said: Mapping[str, object],
) -> Outcome:
    """The entry of who asked, and may not read it."""
    return refused(
        work,
        "act.not_recorded",
        problems,
        instance=row.instance,
        actor=command.actor,
        role=command.role,
        on=command.on,
        **said,
    )


def again(work: Working, entry: Entry) -> Act:
    """What a reading on file comes to when it is decided again.

    Raises:
        LookupError: what was read is not on file.
    """
    reader, told = entry.data.get("reader"), entry.data
    command = Reading(
        row=str(told.get("read")),
        actor=entry.actor,
        role=entry.role or "",
        on=entry.on,
        reason=str(told.get("reason")),
        reader=str(reader) if reader else None,
    )
    return read(work, command).acts[-1]


def _basis(definition: Definition, name: str) -> str:
    found = definition.documents.get(name) or definition.facts[name]
    return found.basis


def _problems(work: Working, row: Paper, command: Reading) -> list[Problem]:
    definition = work.definition
    missing = rules.not_held(work, command.role, command.actor, command.on, row.instance)
    found = [missing] if missing else []
    open_to = tuple(dict.fromkeys((*readers(definition, row.name), row.role)))
    office = _office(definition)
    if command.role not in (*open_to, *office) and PUBLIC not in open_to:
        found.append(_closed(definition, row.name, command.role, open_to))
    if command.reader and command.reader not in (*open_to, *office) and PUBLIC not in open_to:
        found.append(_closed(definition, row.name, command.reader, open_to))
    return found


def readers(definition: Definition, name: str) -> tuple[str, ...]:
    """To whom *name* is open: those who see a document, those who record a fact."""
    document = definition.documents.get(name)
    return document.seen_by if document else definition.facts[name].by


def _office(definition: Definition) -> tuple[str, ...]:
    """The roles that are the Secretariat."""
    named = (role.name for role in definition.roles.values() if role.kind == "secretariat")
    return (rules.OFFICE, *named)


def _closed(definition: Definition, name: str, who: str, open_to: tuple[str, ...]) -> Problem:
    found = definition.documents.get(name) or definition.facts[name]
    words = f"house rule: {found.sealed}; " if found.sealed else ""
    return Problem(
        code="R087",
        words=f"{words}{name!r} is not open to {who!r}",
        basis=found.basis,
        hint=f"open to {', '.join(open_to) or 'nobody'}; in the custody of the Secretariat",
    )
