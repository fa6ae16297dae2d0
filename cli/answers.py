"""Answers of the desk as text: places, limits, options, entries, each in a few lines."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass

import click

from cli.output import Record, day, table
from workflow.views.answers import Board, History, HistoryLine, Shown, Why
from workflow.views.parts import FactLine, Heading, Holder, Limit, Option, Place, ReviewHead

#: The event the language gives to everybody, in every step.
ALWAYS = "communicate"


def plain(answer: object) -> dict[str, object]:
    """An answer for machines: its fields as they are."""
    if not is_dataclass(answer) or isinstance(answer, type):
        raise TypeError(f"an answer is a dataclass, not {answer!r}")
    return asdict(answer)


def say_when(heading: Heading) -> None:
    """Say on standard error of when an answer is, unless it is of the present."""
    if heading.words:
        click.echo(heading.words, err=True)


def holders(place: Place) -> str:
    """Who has the ball: roles with those bound to them, or those of the parts that run below."""
    own = " and ".join(map(_holder, place.holders))
    return own or ("nobody" if place.final else "its parts")


def _holder(holder: Holder) -> str:
    return holder.role if holder.actors == (holder.role,) else holder.words


def place_record(place: Place) -> dict[str, object]:
    """A place as a record of a list."""
    return {
        "review": place.review,
        "party": place.party_name,
        "part": place.instance,
        "step": place.step,
        "phase": place.phase,
        "since_on": place.since,
        "days": place.days,
        "with": holders(place),
        "due_on": place.due_on,
        "passed_on": place.passed_on,
        "until": place.limit.words if place.limit else None,
    }


def limit_record(limit: Limit) -> dict[str, object]:
    """A time limit as a record of a list."""
    return {
        "id": limit.id,
        "party": limit.party_name,
        "due_on": limit.due_on,
        "status": limit.status,
        "with": limit.owners,
        "notified_on": limit.notified_on,
        "how_it_stands": limit.words,
        "rule": limit.rule,
        "basis": limit.basis,
    }


def _launched(on: str, heading: Heading) -> str:
    return f"{'to be launched' if on > heading.today else 'launched'} {day(on)}"


def head_lines(head: ReviewHead, heading: Heading) -> Iterator[str]:
    """Who is reviewed, by which rules, since when."""
    group = head.group_words or head.regional_group or "in no regional group"
    yield f"{head.review}: {head.party_name or 'no party'} ({group}), version {head.version}"
    yield f"  {head.definition} ({head.definition_status}): {head.definition_title}"
    instruments = ", ".join(head.instruments) or "none"
    started = f", started {day(head.started_on)}" if head.started_on else ""
    launched = _launched(head.launched_on, heading)
    yield f"  instruments: {instruments}; {launched}{started}; {head.status}"
    if head.follows:
        yield f"  follows {head.follows}"
    if head.followed_by:
        yield f"  followed by {', '.join(head.followed_by)}"


def shown_lines(shown: Shown) -> Iterator[str]:
    """The whole file of a review at a moment."""
    yield from head_lines(shown.head, shown.heading)
    yield from _listed("now", (place.words for place in shown.places))
    yield from _listed("vacant", (vacancy.words for vacancy in shown.vacancies))
    yield from _listed("note", (remark.words for remark in shown.not_binding))
    yield from _listed("time limits", map(_limit, shown.limits))
    yield from _listed("roles", (_binding(shown, at) for at in range(len(shown.bindings))))
    yield from _listed("facts", map(_fact, shown.facts))
    yield from _listed("documents", (_paper(shown, at) for at in range(len(shown.documents))))
    yield from options_lines(shown.options)


def _limit(limit: Limit) -> str:
    part = "" if limit.instance == limit.review else f"{limit.instance}: "
    again = f" {limit.n}" if limit.n > 1 else ""
    return f"{part}{limit.name}{again} ({limit.rule}): {limit.words}"


def _binding(shown: Shown, at: int) -> str:
    binding = shown.bindings[at]
    person = f" ({binding.person})" if binding.person else ""
    until = f" until {day(binding.until_on)}" if binding.until_on else ""
    note = f", {binding.note}" if binding.note else ""
    return f"{binding.role}: {binding.actor}{person} from {day(binding.from_on)}{until}{note}"


def _fact(fact: FactLine) -> str:
    replaced = "" if fact.current else "; a later one counts"
    return f"{fact.name}: {fact.value or '(erased)'}, {day(fact.on)} by {fact.role}{replaced}"


def _paper(shown: Shown, at: int) -> str:
    paper = shown.documents[at]
    file = paper.file or "(erased)"
    sections = f" [{', '.join(paper.sections)}]" if paper.sections else ""
    received = f"received {day(paper.received)}, " if paper.received else ""
    dates = f"{received}dated {day(paper.dated)}"
    more = "".join(f", {words}" for words in paper.remarks)
    return f"{paper.id}{sections}: {dates}{more}, {file}"


def _listed(title: str, lines: Iterator[str]) -> Iterator[str]:
    kept = list(lines)
    if kept:
        yield f"{title}:"
        yield from (f"  {line}" for line in kept)


def options_lines(options: Sequence[Option]) -> Iterator[str]:
    """Every event of the present steps: possible for whom, or each unmet condition.

    What everybody may record in any step is told once, whatever the number of parts.
    """
    always = [option for option in options if option.event == ALWAYS and option.possible]
    own = [option for option in options if option.event != ALWAYS]
    possible = [*(option for option in own if option.possible), *always[:1]]
    yield from _listed("possible", (line for option in possible for line in _possible(option)))
    others = [option for option in own if not option.possible]
    yield from _listed("not possible yet", (line for option in others for line in _not_yet(option)))


def _possible(option: Option) -> Iterator[str]:
    yield f"{_event(option)}"
    yield f"  {option.command}"


def _event(option: Option) -> str:
    if option.event == ALWAYS:
        return f"{ALWAYS} by any role: recorded, nothing moves"
    part = f"{option.instance}: " if _is_part(option.instance) else ""
    comes = (*option.documents, *option.facts)
    brought = f" with {', '.join(comes)}" if comes else ""
    leads = f" → {' or '.join(option.leads_to)}" if option.leads_to else ""
    basis = f" [{option.basis}]" if option.basis else ""
    return f"{part}{option.event} by {' or '.join(option.by)}{brought}{leads}{basis}"


def _is_part(instance: str) -> bool:
    return instance.count("/") > 1 or "#" in instance


def _not_yet(option: Option) -> Iterator[str]:
    yield _event(option)
    for unmet in option.unmet:
        basis = f" [{unmet.basis}]" if unmet.basis else ""
        yield f"  - {unmet.code} {unmet.words}{basis}"
        if unmet.hint:
            yield f"    hint: {unmet.hint}"


def history_lines(history: History) -> Iterator[str]:
    """Every entry, oldest first; what was taken back stays visible."""
    yield from head_lines(history.head, history.heading)
    for line in history.lines:
        yield from _entry(line, history.head.review)


def _entry(line: HistoryLine, review: str) -> Iterator[str]:
    number = "-" if line.seq is None else str(line.seq)
    basis = f" [{'; '.join(line.basis)}]" if line.basis else ""
    headline = f"{line.headline}: " if line.headline not in line.what else ""
    part = f"{line.instance}: " if line.instance not in (None, review) else ""
    yield f"{number:>5}  {day(line.on)}  {part}{headline}{line.what}{basis}"
    indent = " " * 7
    recorded = f", recorded {day(line.recorded_on)}" if line.recorded_on != line.on else ""
    by = f"{line.actor} as {line.role}" if line.role else line.actor
    typed = f", typed by {line.account}" if line.account else ""
    yield f"{indent}by {by}{recorded}{typed}"
    if line.outside_the_rules:
        yield f"{indent}outside the rules"
    if line.annulled_by is not None:
        yield f"{indent}taken back by entry {line.annulled_by}"
    if line.takes_back:
        yield f"{indent}takes back {', '.join(map(str, line.takes_back))}"
    if line.reason:
        yield f"{indent}reason: {line.reason}"
    for problem in line.problems:
        where = f" [{problem.basis}]" if problem.basis else ""
        yield f"{indent}- {problem.code} {problem.words}{where}"
    for words in (*line.documents, *line.facts, *line.effects, *line.notes, line.engine_late):
        if words:
            yield f"{indent}{words}"


def why_lines(why: Why) -> Iterator[str]:
    """The question, the answer, and the numbered steps that lead to it."""
    yield why.question
    yield why.answer
    for reason in why.reasons:
        basis = f" [{reason.basis}]" if reason.basis else ""
        entry = f" (entry {reason.seq})" if reason.seq is not None else ""
        yield f"  {reason.n}. {reason.words}{basis}{entry}"


def board_lines(board: Board) -> Iterator[str]:
    """The board: phases and counts, what moved, what is awaited, vacancies, what to note."""
    for cycle in board.cycles:
        design = f"{cycle.definition} ({cycle.definition_status})"
        count = f"{cycle.reviews} review{'' if cycle.reviews == 1 else 's'}"
        launched = _launched(cycle.launched_on, board.heading)
        yield f"{cycle.id}: {cycle.title}; {design}, {launched}, {count}"
        yield f"  parties: {cycle.roster}"
    yield ""
    columns = [{"step": column.label, "reviews": column.count} for column in board.columns]
    yield from table(("step", "reviews"), columns)
    yield f"in all: {board.total}"
    yield from _section("moved", ("on", "review", "what"), _moved(board))
    awaited = [place_record(place) for place in board.awaited]
    wanted = ("part", "party", "step", "since_on", "with", "until")
    yield from _section("awaited", wanted, awaited)
    vacancies = [{"review": v.review, "what": v.words, "days": v.days} for v in board.vacancies]
    yield from _section("vacant", ("review", "what", "days"), vacancies)
    yield from _notes(board)


def _moved(board: Board) -> list[dict[str, object]]:
    return [{"on": day(m.on), "review": m.instance, "what": m.words} for m in board.moved]


def _notes(board: Board) -> Iterator[str]:
    still = [
        {
            "review": each.review,
            "party": each.party_name,
            "launched_on": each.launched_on,
            "days": each.days,
            "lacks": "; ".join(each.reasons),
        }
        for each in board.not_moving
    ]
    names = ("review", "party", "launched_on", "days", "lacks")
    yield from _section("launched, not moving", names, still)
    remarks = [{"review": r.review, "note": r.words} for r in board.not_binding]
    yield from _section("rules that do not bind", ("review", "note"), remarks)
    dates = [{"time_limit": limit.id, "due_on": limit.due_on} for limit in board.provisional]
    yield from _section("provisional dates", ("time_limit", "due_on"), dates)


def _section(title: str, columns: Sequence[str], records: Sequence[Record]) -> Iterator[str]:
    if records:
        yield ""
        yield f"{title}:"
        yield from table(columns, records)
