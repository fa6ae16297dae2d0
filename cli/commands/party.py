"""`peer-review party`: who can be reviewed, what they are called, from when a treaty binds them."""

import click

from cli.lazy import LazyGroup
from cli.output import day, show_json, show_list, wants_json
from cli.state import State
from cli.twins import grouped
from workflow.model.rosters.parties import Party, Roster

_FILE = click.option("--parties", metavar="CSV", help="A list of parties instead of the shipped.")


@click.group(cls=LazyGroup)
def party() -> None:
    """List the parties, and find one by code or any common name."""


def _roster(path: str | None) -> Roster:
    from cli.rosters import roster_named

    roster, words = roster_named(path)
    click.echo(f"parties: {words}", err=True)
    return roster


@party.command("list")
@_FILE
@click.pass_obj
def list_(state: State, /, *, parties: str | None) -> None:
    """List the parties by name, with the day each instrument enters into force for them.

    \b
    Examples:
      peer-review party list
      peer-review party list --parties invented.csv --json
    """
    from workflow.model.rosters.parties import by_name, entry_into_force

    roster = _roster(parties)
    records = [
        {
            "code": each.code,
            "name": each.name,
            "regional_group": each.group,
            **{
                f"{name}_on": entry_into_force(deposit, name).isoformat()
                for name, deposit in each.deposits.items()
            },
        }
        for each in by_name(roster.parties)
    ]
    columns = ("code", "name", "regional_group", *(f"{name}_on" for name in roster.instruments))
    show_list(state, "parties", columns, records)


@party.command("find")
@click.argument("name")
@_FILE
@click.pass_obj
def find(state: State, /, *, name: str, parties: str | None) -> None:
    """Find one party: its code, group, deposits with dates in force, and names like its own.

    \b
    Examples:
      peer-review party find "Ivory Coast"
      peer-review party find Niger
    """
    from workflow.library import party_names_text
    from workflow.model.rosters.parties import twins
    from workflow.model.rosters.roster_text import parse_aliases

    roster = _roster(parties)
    found = roster.find(name, parse_aliases(party_names_text()))
    alike = twins(found, roster)
    if wants_json(state):
        named = {"code": found.code, "name": found.name, "regional_group": found.group}
        others = [{"code": twin.code, "name": twin.name, "group": twin.group} for twin in alike]
        show_json(state, {"party": named, "deposits": _deposits(found, roster), "twins": others})
        return
    click.echo(grouped(found))
    for deposit in _deposits(found, roster):
        click.echo(f"  {_told(deposit)}")
    for twin in alike:
        click.echo(f"  not {grouped(twin)}")


def _deposits(found: Party, roster: Roster) -> list[dict[str, str | None]]:
    from workflow.model.rosters.parties import entry_into_force, force_basis

    return [
        {
            "instrument": name,
            "deposit_on": found.deposits[name].isoformat(),
            "in_force_on": entry_into_force(found.deposits[name], name).isoformat(),
            "basis": force_basis(name),
        }
        if name in found.deposits
        else {"instrument": name, "deposit_on": None, "in_force_on": None, "basis": None}
        for name in roster.instruments
    ]


def _told(deposit: dict[str, str | None]) -> str:
    if deposit["deposit_on"] is None:
        return f"{deposit['instrument']:12}no deposit recorded"
    dates = f"deposit {day(deposit['deposit_on'])}, in force {day(deposit['in_force_on'])}"
    return f"{deposit['instrument']:12}{dates} [{deposit['basis']}]"
