"""Lists of parties: the shipped one, or a file; each says as of when it is."""

from pathlib import Path

from cli.files import filled_text
from cli.output import long_day
from workflow.errors import UnreadableError
from workflow.library import parties_text
from workflow.model.rosters.parties import Roster
from workflow.model.rosters.roster_text import RosterError, parse_roster


def roster_named(path: str | None) -> tuple[Roster, str]:
    """The roster in a file, or the shipped one; and the words that say as of when it is.

    Raises:
        UnreadableError: the file cannot be read; every problem with its line.
    """
    if path is None:
        roster = parse_roster(parties_text())
        return roster, f"shipped list, {_as_of(roster)}"
    try:
        roster = parse_roster(filled_text(path))
    except RosterError as error:
        raise UnreadableError(path, error.problems) from error
    return roster, f"{Path(path).name}, {_as_of(roster)}"


def _as_of(roster: Roster) -> str:
    last = roster.last_deposit()
    return f"status at {long_day(last)}" if last else "without a date of deposit"
