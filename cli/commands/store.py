"""`peer-review store`: make a store, look at it, rebuild it from its log."""

from dataclasses import asdict, replace
from pathlib import Path

import click

from cli.lazy import LazyGroup
from cli.output import show_json, wants_json
from cli.state import State
from workflow.errors import UnreadableError

_MORE = {
    "erase": ("cli.commands.store_erase:erase", "Erase a sealed value; the proofs stay valid."),
}


@click.group(cls=LazyGroup, lazy=_MORE)
def store() -> None:
    """Make a store, look at it, rebuild it from its log."""


@store.command("init")
@click.option("--rehearsal", is_flag=True, help="Born a rehearsal: --today sets its clock.")
@click.option("--name", metavar="N", default=None, help="What the store is called.")
@click.pass_obj
def init(state: State, /, *, rehearsal: bool, name: str | None) -> None:
    """Make a new store: real, or a rehearsal; it stays what it was born.

    \b
    Examples:
      peer-review store init --rehearsal --store rehearsal.db
      peer-review store init --store reviews.db --name untoc
    """
    from workflow.service.stores import info
    from workflow.wiring import found_store, key_path

    _check_clock(state, rehearsal=rehearsal)
    given = replace(state.settings(), store=state.settings().store or "peer-review.db")
    nature = "rehearsal" if rehearsal else "real"
    called = _called(name or Path(str(given.store)).stem)
    engine = found_store(given, name=called, nature=nature, today=state.today)
    click.get_current_context().call_on_close(engine.store.close)
    state.rehearsal = rehearsal
    made = info(engine)
    key = key_path(given.keys, made.origin)
    if wants_json(state):
        show_json(state, {**asdict(made), "key": str(key)})
        return
    click.echo(f"made a {nature.upper() if rehearsal else nature} store: {made.url}")
    click.echo(f"  origin        {made.origin}")
    click.echo(f"  verifier key  {made.vkey}")
    click.echo("                publish it outside this machine: it is what anybody verifies with")
    click.echo(f"  private key   {key}")
    click.echo("                keep it apart from the store; without it nothing can be written")
    found_again = given.store_from not in ("", "--store")
    where = "" if found_again else f" --store {given.store}"
    click.echo(
        f"next: peer-review cycle open untoc-1 --definition france-2009 --on DATE{where}"
        if rehearsal
        else f"next: peer-review definition list{where}"
    )


def _check_clock(state: State, *, rehearsal: bool) -> None:
    """Raise UnreadableError, before a file is made, for a hand-set clock in a real store."""
    if state.today and not rehearsal:
        from workflow.service.session import HAND_SET

        raise UnreadableError("", HAND_SET)


def _called(text: str) -> str:
    """A name fit for an origin: small letters, digits and hyphens."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text.lower())
    return plain.strip("-")[:40] or "store"


@store.command("info")
@click.pass_obj
def info_(state: State) -> None:
    """Say what the store is and how much it holds.

    \b
    Example:
      peer-review store info --json
    """
    from workflow.service.stores import info

    found = asdict(info(state.engine()))
    found["named_by"] = state.settings().store_from
    if wants_json(state):
        show_json(state, found)
        return
    for name, value in found.items():
        click.echo(f"{name.replace('_', ' '):14}{value}")


@store.command("rebuild")
@click.option("--check", is_flag=True, help="Only compare; write nothing. Exit 1 if they differ.")
@click.pass_obj
def rebuild(state: State, /, *, check: bool) -> int:
    """Make every table again from the log alone, or compare them with it.

    \b
    Examples:
      peer-review store rebuild --check
      peer-review store rebuild
    """
    from workflow.service.stores import compare, remake

    found = compare(state.engine()) if check else remake(state.engine())
    if wants_json(state):
        differences = [asdict(each) for each in found]
        show_json(state, {"checked_only": check, "differences": differences})
        return 1 if check and found else 0
    for each in found:
        click.echo(str(each))
    count = f"{len(found)} difference{'' if len(found) == 1 else 's'}"
    if check:
        click.echo(
            f"{count} between the tables and the log; nothing written"
            if found
            else "the tables are what the log says; nothing written"
        )
    else:
        click.echo(f"made every table again from the log; {count} before, none now")
    return 1 if check and found else 0
