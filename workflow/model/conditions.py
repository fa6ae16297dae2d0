"""Whether a condition holds for an instance, and if not, which parts do not.

A name is looked for in the instance, then in its parents. What was read is noted in
`Working.rest`, so that the entry says what it rests on.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from operator import eq, ge, gt, le, lt, ne
from typing import cast

from workflow.model.cycle_reviews import CycleReviews, holds_of, review_now, snapshot
from workflow.model.grammar.expression import (
    All,
    Charts,
    Compare,
    Deadline,
    Expression,
    Has,
    Is,
    Not,
    Reviews,
    Scalar,
    Some,
    Stood,
    words,
)
from workflow.model.members import fills
from workflow.model.rows.records import (
    BindingRow,
    DeadlineRow,
    DocumentRow,
    FactRow,
    InstanceRow,
    StayRow,
)
from workflow.model.tracks import is_own, track_of
from workflow.model.working import Working

_OPERATORS = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}


def holds(expression: Expression, work: Working, instance: str) -> bool:
    """Return whether *expression* holds as the review stands."""
    match expression:
        case Is(name, word):
            return _is(name, word, work, instance)
        case Charts() | Reviews():
            return _charts(expression, work, instance)
        case Has(document, section):
            found = newest_document(work, instance, document)
            return found is not None and section in found.sections
        case Deadline(name, word):
            return _deadline(newest_deadline(work, instance, name), word)
        case Compare():
            return _compare(expression, work, instance)
        case Stood(compound, leaf):
            return left_last(work, instance, compound) == leaf
        case Not(part):
            return not holds(part, work, instance)
        case All(parts):
            return all([holds(part, work, instance) for part in parts])
        case Some(parts):
            return any([holds(part, work, instance) for part in parts])


def unmet(expression: Expression, work: Working, instance: str) -> tuple[str, ...]:
    """Return the parts that do not hold, in words; empty if the whole holds."""
    if holds(expression, work, instance):
        return ()
    if isinstance(expression, All):
        return tuple(text for part in expression.parts for text in unmet(part, work, instance))
    ways = (_last_day, _value, _how_many)
    now = next((text for way in ways if (text := way(expression, work, instance))), "")
    return (words(expression) + now,)


def _last_day(expression: Expression, work: Working, instance: str) -> str:
    """Until when a time limit runs that is asked about."""
    if not isinstance(expression, Deadline):
        return ""
    row = newest_deadline(work, instance, expression.name)
    return f" (its last day: {row.due_on})" if row and row.due_on else ""


def _value(expression: Expression, work: Working, instance: str) -> str:
    """What a fact is that is compared; never one whose value is kept apart from the log."""
    if not isinstance(expression, Compare):
        return ""
    fact = newest_fact(work, instance, expression.name)
    return f" (it is {fact.value})" if fact and not fact.secret else ""


def _how_many(expression: Expression, work: Working, instance: str) -> str:
    """How many there are where at least so many are asked for."""
    if not isinstance(expression, Charts) or expression.quantifier != "at least":
        return ""
    if expression.chart == work.definition.main:
        return ""
    there = sum(_there(expression, work, instance))
    return f" ({there} {'is' if there == 1 else 'are'})"


def left_last(work: Working, instance: str, compound: str) -> str | None:
    """The step inside *compound* in which *instance* stood when it was left; None if never.

    Of several left by one act it is the one entered last; of those on one day, the one
    that comes last in the file.
    """
    chart = work.chart(instance)
    order = {leaf: n for n, leaf in enumerate(chart.leaves()) if compound in chart.lineage(leaf)}
    stays = [
        stay
        for stay in work.stays()
        if stay.instance == instance and stay.left_on is not None and stay.state in order
    ]
    newest = max(stays, key=lambda s: (s.seq, s.entered_on, order[s.state], s.n), default=None)
    if newest is None:
        return None
    work.rest(newest.seq)
    return newest.state


def newest_fact(work: Working, instance: str, name: str) -> FactRow | None:
    """The fact of that name in scope that was received last; None if none was recorded."""
    for place in work.ancestry(instance):
        found = [f for f in work.facts() if f.name == name and f.instance == place]
        if found:
            newest = max(found, key=lambda fact: (fact.on, fact.n))
            work.rest(newest.seq)
            return newest
    return None


def newest_document(work: Working, instance: str, name: str) -> DocumentRow | None:
    """The document of that name in scope that was received last; None if none was."""
    for place in work.ancestry(instance):
        found = [d for d in work.documents() if d.name == name and d.instance == place]
        if found:
            newest = max(found, key=lambda document: (document.received, document.n))
            work.rest(newest.seq)
            return newest
    return None


def newest_deadline(work: Working, instance: str, name: str) -> DeadlineRow | None:
    """The newest deadline of that name in scope; None if there was none."""
    for place in work.ancestry(instance):
        found = [d for d in work.deadlines().values() if d.name == name and d.instance == place]
        if found:
            newest = max(found, key=lambda deadline: deadline.n)
            work.rest(newest.seq)
            return newest
    return None


def held(work: Working, role: str, on: str, instance: str | None = None) -> Iterator[BindingRow]:
    """The bindings of *role* in force on the day *on*; `until_on` is the first day after.

    Args:
        instance: inside a track, those of the track alone hold the roles of reviewing parties.
    """
    track = track_of(work, instance)
    for binding in work.bindings():
        ended = binding.until_on is not None and binding.until_on <= on
        there = binding.from_on <= on and not ended
        held_there = there and fills(work.definition, binding, role)
        if held_there and is_own(work, binding, role, track, on):
            yield binding


def _is(name: str, word: str, work: Working, instance: str) -> bool:
    definition = work.definition
    if name in definition.facts:
        fact = newest_fact(work, instance, name)
        return fact is not None and (word == "recorded" or fact.value == word)
    if name in definition.documents:
        return newest_document(work, instance, name) is not None
    bound = list(held(work, name, work.day, instance))
    work.rest(*(binding.seq for binding in bound))
    return bool(bound)


def _reviews(asked: Reviews, work: Working) -> bool:
    return holds_of(asked, cycle_reviews(work), work.day)


def cycle_reviews(work: Working) -> CycleReviews:
    """The reviews of the cycle, the present one as it stands here; the act tells what it saw."""
    mine = review_now(work.rows)
    others = (r for r in work.setting.reviews if r.id != work.review.id)
    known = sorted([*others, *([mine] if mine else [])], key=lambda review: review.id)
    work.seen["reviews"] = snapshot(tuple(known), work.day)
    return tuple(known)


def _charts(expression: Charts | Reviews, work: Working, instance: str) -> bool:
    if isinstance(expression, Reviews):
        return _reviews(expression, work)
    if expression.chart == work.definition.main:
        return _reviews(Reviews(expression.quantifier, expression.n, expression.state), work)
    inside = _there(expression, work, instance)
    if expression.quantifier == "no":
        return not any(inside)
    if expression.quantifier == "at least":
        return sum(inside) >= expression.n
    return any(inside) if expression.quantifier == "some" else all(inside)


def _there(asked: Charts, work: Working, instance: str) -> list[bool]:
    """Of each instance below *instance* that is not closed, whether it stands in the step."""
    found = [
        (child, asked.state in places(work, child.id))
        for child in work.instances().values()
        if child.chart == asked.chart and instance in work.ancestry(child.id)
        if child.closed_on is None and not superseded(work, child)
    ]
    work.rest(*(child.seq for child, _ in found))
    return [there for _, there in found]


def superseded(work: Working, item: InstanceRow) -> bool:
    """Whether *item* was gone on without, and its step has opened another in its place since."""
    stays = cast(dict[str, StayRow], work.rows["stay"])
    mine = stays.get(item.opened_in or "")
    if item.final or mine is None:
        return False
    beside = (
        stays.get(other.opened_in or "")
        for other in work.instances().values()
        if (other.parent, other.chart) == (item.parent, item.chart)
    )
    return any(stay and stay.state == mine.state and stay.n > mine.n for stay in beside)


def places(work: Working, instance: str) -> frozenset[str]:
    """Every name of where *instance* stands: full paths and last names, compounds too."""
    chart = work.chart(instance)
    paths = chart.lineage(work.instances()[instance].state)
    return frozenset(paths) | {chart.states[path].name for path in paths}


def _deadline(deadline: DeadlineRow | None, word: str) -> bool:
    if deadline is None:
        return False
    if word == "missed":
        return deadline.passed
    return deadline.status in (("met", "late") if word == "met" else (word,))


def _compare(expression: Compare, work: Working, instance: str) -> bool:
    fact = newest_fact(work, instance, expression.name)
    if fact is None:
        return False
    left, right = _alike(fact.value, expression.value)
    return bool(_OPERATORS[expression.operator](left, right))


def _alike(recorded: str, literal: Scalar) -> tuple[str | Decimal, str | Decimal]:
    """Both sides as numbers where the literal is one, else as text (days sort as text)."""
    if isinstance(literal, bool):
        return recorded, "yes" if literal else "no"
    if isinstance(literal, int):
        try:
            return Decimal(recorded), Decimal(literal)
        except InvalidOperation:
            return recorded, str(literal)
    return recorded, literal
