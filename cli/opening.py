"""What `cycle open` was told, read: definition, list of parties, who is selected, calendars."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import click

from cli.definitions import find
from cli.files import filled_text
from cli.rosters import roster_named
from cli.state import State
from cli.twins import note
from workflow.definition.calendars import calendars_for
from workflow.errors import Problem, UnknownError, UnreadableError
from workflow.library import party_names_text
from workflow.model.definition import Definition
from workflow.model.legal_time.calendar import Calendar
from workflow.model.rosters.parties import (
    Aliases,
    AmbiguousPartyError,
    Party,
    Roster,
    UnknownPartyError,
)
from workflow.model.rosters.roster_text import parse_aliases
from workflow.model.rosters.selection import (
    Named,
    Selection,
    SelectionError,
    WhyNot,
    parse_selection,
    select,
)
from workflow.service.cycles import OpenCycle, instruments_of
from workflow.service.listing import alike_in
from workflow.service.reading import read_day

_NOBODY = (UnknownPartyError.code, AmbiguousPartyError.code)
_ACTOR = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def opening(state: State, id_: str, definition: str, typed: Mapping[str, object]) -> OpenCycle:
    """Return the request that was typed.

    Raises:
        DefinitionError: the definition has findings. UnknownError: it, or a party, is unknown.
        UnreadableError: a file, day, selection or actor cannot be read.
    """
    loaded = find(state, definition)
    design = loaded.require()
    launched = read_day(str(typed["on"]), "--on")
    roster, words = roster_named(_text(typed, "parties"))
    cap = typed["cap"]
    parties = _selected(str(typed["select"]), roster, _why_not(design, launched))
    return OpenCycle(
        id=id_,
        definition=design,
        data=loaded.data,
        roster=roster,
        roster_words=words,
        parties=parties,
        launched_on=launched,
        actor=_actor(str(typed["actor"])),
        decision=_text(typed, "decision"),
        title=_text(typed, "title"),
        calendars=calendars(design, loaded.file),
        cap=cap if isinstance(cap, int) else None,
        follows=cast(tuple[str, ...], typed["follows"]),
        command=_text(typed, "command"),
        dry_run=bool(typed["dry_run"]),
    )


def _text(typed: Mapping[str, object], name: str) -> str | None:
    value = typed[name]
    return str(value) if value else None


def _selected(text: str, roster: Roster, why_not: WhyNot) -> tuple[Party, ...]:
    selection = _selection(text)
    aliases = parse_aliases(party_names_text())
    if isinstance(selection, Named):
        parties = _named(selection, roster, aliases)
        typed = {wanted.text.strip().upper() for wanted in selection.wanted}
        codes = [party.code for party in parties if party.code not in typed]
        for look in alike_in(roster, codes):
            note(look)
        return parties
    return select(selection, roster, aliases=aliases, why_not=why_not)


def _named(selection: Named, roster: Roster, aliases: Aliases) -> tuple[Party, ...]:
    """Those that were named; whether a rule lets them be reviewed is the service's to say."""
    try:
        return select(selection, roster, aliases=aliases)
    except SelectionError as error:
        if all(problem.code in _NOBODY for problem in error.problems):
            raise UnknownError("", error.problems) from error
        raise


def _selection(text: str) -> Selection:
    named = text.strip()
    if named.casefold() == "all" or named.casefold().startswith("sample"):
        return parse_selection(text)
    if "/" in named or named == "-" or _is_file(named):
        return parse_selection(text, file_text=filled_text(named))
    return parse_selection(text)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _why_not(design: Definition, launched: str) -> WhyNot:
    def reason(party: Party) -> str | None:
        if not design.instruments or instruments_of(design, party, launched):
            return None
        return f"is party to none of {', '.join(design.instruments)} on {launched}"

    return reason


def _actor(text: str) -> str:
    if not _ACTOR.fullmatch(text):
        words = f"--as {text!r} is no actor: an id of a-z 0-9 . _ -"
        hint = "a person's name never stands in the log"
        raise UnreadableError("", Problem(code="E106", words=words, hint=hint))
    return text


def calendars(design: Definition, beside: str) -> tuple[Calendar, ...]:
    """The calendars that *design* counts by, told on the error stream."""
    found = calendars_for(design, beside)
    years: dict[str, list[str]] = {}
    for one in found:
        years.setdefault(one.body, []).append(f"{one.year} {one.status}")
    for name, told in years.items():
        click.echo(f"calendar {name}: {', '.join(told)}", err=True)
    return found
