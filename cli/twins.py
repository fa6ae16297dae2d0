"""Names that look alike are echoed with their group before anything is written."""

import click

from workflow.model.rosters.parties import Party
from workflow.service.engine import Engine
from workflow.service.listing import Look, looks


def note_twins(engine: Engine, review: str, *actors: str) -> None:
    """Say on standard error which party is meant where another is called almost the same."""
    for look in looks(engine, review, *actors):
        note(look)


def note(look: Look) -> None:
    """One line: this one, not those."""
    others = " nor ".join(map(grouped, look.twins))
    click.echo(f"note: {grouped(look.party)} — not {others}", err=True)


def grouped(party: Party) -> str:
    """A party with its code and group: `Niger (NER, african)`."""
    return f"{party.name} ({party.code}, {party.group or 'in no regional group'})"
