"""`peer-review review annul | correct | override`: effects are shown before anything is written."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cli import options
from cli.lazy import Command
from cli.receipt import lines_of, show_receipt
from cli.state import State
from cli.twins import note_twins
from workflow.errors import Problem, RuledOutError, UnreadableError

if TYPE_CHECKING:
    from workflow.service.reviews import How, Receipt

Act = Callable[["How"], "Receipt"]
_YES = click.option("--yes", is_flag=True, help="Do not ask; needed without a terminal.")
_ENTRY = click.argument("words", metavar="[REVIEW] SEQ", nargs=-1, required=True)


@click.command(cls=Command)
@_ENTRY
@options.reason
@_YES
@options.acting()
@options.careful
@click.pass_obj
def annul(state: State, /, *, words: tuple[str, ...], yes: bool, **given: object) -> None:
    """Take entry SEQ back. What follows from that is shown first.

    \b
    Examples:
      peer-review review annul untoc-1/NGA 24 --reason "recorded under the wrong State" --dry-run
      peer-review review annul untoc-1/NGA 24 --reason "recorded under the wrong State" --yes
    """
    from workflow.service import corrections

    review, seq = _entry(state, words, part=False)
    how = options.how(given)
    note_twins(state.engine(), review, how.actor)
    _shown_first(
        state, lambda each: corrections.annul(state.engine(), review, seq, each), how, yes=yes
    )


@click.command(cls=Command)
@_ENTRY
@click.option("--event", metavar="EVENT", help="The event it really was.")
@options.documented
@options.reason
@_YES
@options.acting(role=None, actor=None, required=False)
@options.careful
@click.pass_obj
def correct(
    state: State, /, *, words: tuple[str, ...], event: str | None, yes: bool, **given: object
) -> None:
    """Put entry SEQ right: what is not given stays as it was. Effects are shown first.

    \b
    Example:
      peer-review review correct untoc-1/MEX 24 --received 2027-05-01 \\
        --reason "the registry's stamp was misread" --yes
    """
    from workflow.service import corrections

    review, seq = _entry(state, words, part=True)
    request = options.request(review, event or "", _as_before(state, seq, given))
    note_twins(state.engine(), review, request.how.actor)
    _shown_first(
        state,
        lambda each: corrections.correct(state.engine(), seq, replace(request, how=each)),
        request.how,
        yes=yes,
    )


@click.command(cls=Command)
@click.argument("review")
@click.option("--to", metavar="STEP", required=True, help="The step it goes to.")
@click.option("--decision", metavar="REF", required=True, help="The decision it rests on.")
@click.option("--reason", metavar="TEXT", required=True, help="Why; kept sealed.")
@click.option("--on", metavar="DATE", help="The day it takes effect; today if not given.")
@options.acting()
@options.careful
@click.pass_obj
def override(
    state: State,
    /,
    *,
    review: str,
    to: str,
    decision: str,
    on: str | None,
    **given: object,
) -> None:
    """Move a review outside the rules: named, reasoned, and visible for ever.

    \b
    Example:
      peer-review review override untoc-1/MEX --to draft --decision "COP decision 9/1, para 4" \\
        --reason "the Conference asked for it"
    """
    from workflow.service import corrections

    how = options.how(given)
    note_twins(state.engine(), review, how.actor)
    request = corrections.OverrideRequest(review=review, to=to, how=how, decision=decision, on=on)
    show_receipt(state, corrections.override(state.engine(), request))


def _entry(state: State, words: tuple[str, ...], *, part: bool) -> tuple[str, int]:
    """The review, or part, and the number that were typed; the first may be left out.

    Raises:
        UnreadableError: not `[REVIEW] SEQ`, or the entry is of another review.
        UnknownError: no such entry.
    """
    from workflow.service.listing import place_of_entry

    *named, number = words
    if len(named) > 1 or not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise click.UsageError(f"{' '.join(words)!r} is not [REVIEW] SEQ, such as untoc-1/MEX 24")
    typed = named[0] if named else None
    review = place_of_entry(state.engine(), int(number), typed, part=part)
    return review, int(number)


def _as_before(state: State, seq: int, given: dict[str, object]) -> dict[str, object]:
    """Who acts, and in which role: as in the entry where it was not given, if a person acted."""
    from workflow.service.listing import entry_of

    entry = entry_of(state.engine(), seq)
    person = entry if entry and entry.role else None
    actor = given["actor"] or (person.actor if person else "")
    role = given["role"] or (person.role if person else "")
    return {**given, "actor": actor, "role": role}


def _shown_first(state: State, act: Act, how: "How", *, yes: bool) -> None:
    """Show what would follow, ask, and do it; an act that a rule forbids is not asked about."""
    if not (how.dry_run or yes):
        try:
            tried = act(replace(how, dry_run=True))
        except RuledOutError:
            tried = None
        if tried is not None:
            _ask(tried)
    show_receipt(state, act(how))


def _ask(tried: "Receipt") -> None:
    click.echo("this would follow:", err=True)
    for line in lines_of(replace(tried, dry_run=False)):
        click.echo(line, err=True)
    if not sys.stdin.isatty():
        problem = Problem(
            code="C010",
            words="nothing written: without a terminal nobody can be asked",
            hint="--yes does it, --dry-run only shows it",
        )
        raise UnreadableError("", problem)
    if not click.confirm("Do it?", err=True):
        click.echo("nothing written", err=True)
        click.get_current_context().exit(0)
