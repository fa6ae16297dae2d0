"""The vote and the silence procedure of a step, from data to rules with leaf paths.

Decisions that live here: a result without a step of its own is not guessed, so that each that
can come about must be said; what a silence runs from is read by the grammar of periods.
"""

from collections.abc import Mapping
from dataclasses import replace

from workflow.model.branch import Branch
from workflow.model.compiling.rows import Row, fail, read
from workflow.model.compiling.targets import target_of
from workflow.model.compiling.tree import Tree
from workflow.model.grammar.grammar_error import GrammarError
from workflow.model.grammar.period import Period, parse_period
from workflow.model.polling.poll_rules import (
    RESULTS,
    SILENCES,
    SilenceRule,
    VoteRule,
    parse_electorate,
    parse_line,
    parse_objections,
    parse_quorum,
)

ABSTENTIONS = ("not cast", "cast")
_LEAD = "1 day after "


def vote_of(state: Row, tree: Tree) -> VoteRule | None:
    """The vote of a step, if it has one.

    Raises:
        DefinitionError: it cannot be read, or a result leads nowhere.
    """
    if "vote" not in state.data:
        return None
    row = state.row("vote")
    quorum, closes = row.maybe("quorum"), row.maybe("closes")
    role, narrowed = read(parse_electorate, row.text("by"), f"{row.where}.by")
    return VoteRule(
        role=role,
        narrowed=narrowed,
        carried=tuple(read(parse_line, line, f"{row.where}.carried") for line in _carried(row)),
        then=_then(row, tree, RESULTS if quorum else RESULTS[:2], RESULTS),
        quorum=read(parse_quorum, quorum, f"{row.where}.quorum") if quorum else None,
        abstentions_cast=row.word("abstentions", ABSTENTIONS, "not cast") == "cast",
        closes=read(parse_closing, closes, f"{row.where}.closes") if closes else None,
    )


def _carried(row: Row) -> tuple[str, ...]:
    return row.names("carried") or fail(f"{row.where}.carried", "no line says what carries")


def silence_of(state: Row, tree: Tree, basis: str) -> SilenceRule | None:
    """The silence procedure of a step, if it has one.

    Raises:
        DefinitionError: it cannot be read, or a result leads nowhere.
    """
    if "silence" not in state.data:
        return None
    row = state.row("silence")
    closes = read(parse_closing, row.text("closes"), f"{row.where}.closes")
    starts = row.maybe("starts")
    return SilenceRule(
        closes=_from(closes, read(parse_start, starts, f"{row.where}.starts") if starts else None),
        broken_by=read(parse_objections, row.text("broken_by"), f"{row.where}.broken_by"),
        then=_then(row, tree, SILENCES, SILENCES),
        basis=row.basis(basis),
    )


def _from(closes: Period, starts: Period | None) -> Period:
    if starts is None:
        return closes
    return replace(closes, direction="after", anchor=starts.anchor)


def parse_closing(text: str) -> Period:
    """Read how long a poll is open: a period that counts from nothing else.

    Raises:
        GrammarError: it is none, or says what it counts from.
    """
    period = parse_period(text)
    if period.anchor is not None:
        column = text.index(period.direction or "") + 1
        hint = "it runs from entering the step; a silence may say 'starts:'"
        raise GrammarError("how long it is open counts from nothing else", column, hint)
    return period


def parse_start(text: str) -> Period:
    """Read what a silence runs from: a name, and what becomes of it.

    Raises:
        GrammarError: it is none.
    """
    found = parse_period(f"{_LEAD}{text}", column=1 - len(_LEAD))
    if found.cut_off or found.marks:
        raise GrammarError("'starts' says only what it runs from", 1, "say the hour in 'closes'")
    return found


def _then(
    row: Row, tree: Tree, needed: tuple[str, ...], known: tuple[str, ...]
) -> Mapping[str, tuple[Branch, ...]]:
    steps, where = row.row("then"), f"{row.where}.then"
    for result in needed:
        if result not in steps.data:
            fail(where, f"does not say where {result!r} leads")
    for result in steps.data:
        if result not in known:
            fail(where, f"{result!r} is no result; these are {', '.join(known)}")
    return {result: target_of(steps, result, tree) for result in steps.data}
