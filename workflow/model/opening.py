"""Opening a review: its row, its main chart, and who holds what from the first day."""

from dataclasses import dataclass

from workflow.model.definition import Definition, Role
from workflow.model.entering import Deposit, expected_row
from workflow.model.members import MEMBER
from workflow.model.rows.records import BindingRow, ReviewRow
from workflow.model.stepping import place
from workflow.model.working import Working

#: The actor of roles that an office or body holds by itself.
SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a review is opened with. `party` is None for an aggregate, whose `chart` is named.

    `parties`: every State party, by code and regional group, for bodies of all of them.
    `deposits`: of instruments that will be in force for the State after the launch. `follows`: the
    review after which it comes.
    """

    id: str
    cycle: str
    party: str | None
    party_name: str | None
    regional_group: str | None
    instruments: tuple[str, ...]
    launched_on: str
    actor: str
    role: str
    decision: str | None = None
    parties: tuple[tuple[str, str | None], ...] = ()
    chart: str | None = None
    deposits: tuple[Deposit, ...] = ()
    follows: str | None = None


def open_review(work: Working, opening: Opening) -> None:
    """Open one review on its launch date, which may lie in the future."""
    definition = work.definition
    work.rows["review"] = {}
    row = ReviewRow(
        id=opening.id,
        cycle=opening.cycle,
        party=opening.party,
        party_name=opening.party_name,
        regional_group=opening.regional_group,
        instruments=opening.instruments,
        definition=definition.hash,
        launched_on=opening.launched_on,
        started_on=None,
        status="open",
        version=0,
        seq=work.seq,
        follows=opening.follows,
    )
    work.rows["review"][row.id] = row
    with work.act(
        "review.opened",
        instance=opening.id,
        actor=opening.actor,
        role=opening.role,
        on=opening.launched_on,
        basis=(opening.decision or "",),
        said=_said(definition, opening),
    ):
        del work.rows["review"][row.id]
        work.new(row)
        for role in definition.roles.values():
            _bind_standing(work, role, opening)
            _bind_members(work, role, opening)
        main = definition.charts[opening.chart or definition.main]
        place(work, row.id, parent=None, chart=main.name, key=None, on=opening.launched_on)
        for deposit in opening.deposits:
            work.new(expected_row(work, deposit, deposit.in_force_on))


def _said(definition: Definition, opening: Opening) -> dict[str, object]:
    version = definition.version
    return {"definition": definition.name, "version": version, "follows": opening.follows}


def standing_actor(definition: Definition, role: Role, opening: Opening) -> str | None:
    """Who holds *role* without being appointed: the State, the Secretariat, a body; or nobody."""
    if role.kind == "party":
        return opening.party
    if role.kind == "secretariat":
        return SECRETARIAT
    return role.name if role.kind == "body" and role.name in definition.roles else None


def _bind_standing(work: Working, role: Role, opening: Opening) -> None:
    actor = standing_actor(work.definition, role, opening)
    if actor is None:
        return
    own = (opening.party, opening.regional_group) if role.kind == "party" else (None, None)
    _bind(work, role.name, actor, own, opening)


def _bind_members(work: Working, role: Role, opening: Opening) -> None:
    """Bind every State party as a member of a body that says so and in which members act."""
    member = f"{MEMBER}{role.name}"
    if role.everybody and member in work.definition.roles:
        for code, group in opening.parties:
            _bind(work, member, code, (code, group), opening)


def _bind(
    work: Working, role: str, actor: str, of: tuple[str | None, str | None], opening: Opening
) -> None:
    party, group = of
    work.new(
        BindingRow(
            id=f"{opening.id}~{role}~{actor}:1",
            review=opening.id,
            role=role,
            actor=actor,
            party=party,
            regional_group=group,
            note=None,
            person=None,
            from_on=min(opening.launched_on, work.setting.today),
            until_on=None,
            seq=work.seq,
        )
    )
