"""The questions of the desk: each reads one snapshot and answers with a frozen value.

`as_of` is a day: of what is known, what had happened by its end. `as_known` is a day (its
end, in the store's zone) or a moment: what had been recorded by then. Neither: the present.
What fell due by that moment has happened in the answer, whether or not a tick ran. Nothing is
written, and no heavy library is loaded.

Every function raises UnreadableError for a day that cannot be read, UnknownError for a cycle,
review, party or limit that is not there (or was not yet known then).
"""

from collections import Counter
from collections.abc import Sequence

from workflow.errors import Problem, UnreadableError, WorkflowError, near
from workflow.model.custody import sealed_names
from workflow.model.rows.entry import Act, Entry
from workflow.model.working import Working
from workflow.service.engine import Engine
from workflow.service.reading import read_actor
from workflow.service.viewing_load import Desk, looking
from workflow.views.answers import (
    Awaiting,
    Board,
    CycleLine,
    Drafts,
    History,
    Limits,
    Seal,
    Shown,
    StatusPage,
    Timelines,
    Todo,
    Why,
)
from workflow.views.board import Move, board, cycle_line, moved_line, newest_moves
from workflow.views.derive import find_limit, why_limit, why_step
from workflow.views.file import commitments, head_of, sealed_rows, shown
from workflow.views.lists import drafts, limits
from workflow.views.lists import timelines as timelines_of
from workflow.views.parts import Limit, Moved
from workflow.views.standing import awaited_places
from workflow.views.tasks import tasks
from workflow.views.timeline import kept_in, lines, sealed_in


def status(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
    latest: int = 10,
) -> Board:
    """The board of one cycle or of all: counts, what moved, what is awaited, with whom."""
    with looking(engine, as_of, as_known) as desk:
        works = desk.reviews(cycle)
        moved = tuple(_moved(desk, move) for move in newest_moves(works, latest))
        return board(desk.heading, cycle, _cycle_lines(desk, cycle, works), works, moved)


def todo(
    engine: Engine,
    role: str | None = None,
    party: str | None = None,
    *,
    cycle: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Todo:
    """What *role* holds or may record now; *party*: a party by code or name, or an actor's id.

    `role` None: the Secretariat, in each definition under the name it has there.
    """
    with looking(engine, as_of, as_known) as desk:
        works = desk.reviews(cycle)
        if role is not None:
            _known_role(works, role)
        who = _actor(desk, cycle, party) if party else None
        found = tasks(works, role, who)
        return Todo(heading=desk.heading, role=role, party=who, tasks=found)


def show(
    engine: Engine, review: str, *, as_of: str | None = None, as_known: str | None = None
) -> Shown:
    """One review, or one chart instance of it, at a moment."""
    with looking(engine, as_of, as_known) as desk:
        instance, work = desk.review(review)
        clear = desk.clear(commitments(work), sealed_rows(work))
        return shown(desk.heading, work, instance, clear)


def history(
    engine: Engine, review: str, *, as_of: str | None = None, as_known: str | None = None
) -> History:
    """Every entry of a review, in words."""
    with looking(engine, as_of, as_known) as desk:
        _, work = desk.review(review)
        entries = desk.entries(work.review.id)
        told_of = [one for entry in entries for one in sealed_in(entry)]
        kept = {one for entry in entries for one in kept_in(entry, sealed_names(work.definition))}
        clear = desk.clear(told_of, frozenset(kept))
        told = lines(entries, work.acts, clear, desk.heading.zone)
        return History(heading=desk.heading, head=head_of(work), lines=told)


def why(
    engine: Engine,
    review: str,
    deadline: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Why:
    """How a review came to its step, or how a date (a limit's name, `name:n` or id) came about."""
    with looking(engine, as_of, as_known) as desk:
        instance, work = desk.review(review)
        causes = _causes(desk, work)
        if deadline is None:
            return why_step(desk.heading, work, instance, causes)
        row = find_limit(work, instance, deadline)
        return why_limit(desk.heading, work, row, causes)


def deadlines(
    engine: Engine,
    cycle: str | None = None,
    *,
    review: str | None = None,
    only_open: bool = False,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Limits:
    """The time limits of one review, one cycle or all; *only_open*: waiting, running, passed."""
    with looking(engine, as_of, as_known) as desk:
        works = (desk.review(review)[1],) if review else desk.reviews(cycle)
        found = limits(works, only_open=only_open)
        return Limits(heading=desk.heading, cycle=cycle, limits=found)


def messages(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Drafts:
    """The drafts for clearance."""
    with looking(engine, as_of, as_known) as desk:
        found = drafts(desk.reviews(cycle, drafts=True))
        return Drafts(heading=desk.heading, cycle=cycle, drafts=found)


def awaited(
    engine: Engine,
    cycle: str | None = None,
    *,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Awaiting:
    """What is awaited, with whom, since when."""
    with looking(engine, as_of, as_known) as desk:
        places = (place for work in desk.reviews(cycle) for place in awaited_places(work))
        return Awaiting(heading=desk.heading, cycle=cycle, places=tuple(places))


def timelines(
    engine: Engine,
    cycle: str | None = None,
    *,
    review: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> Timelines:
    """Who held the ball when: the stays of each review on one scale."""
    with looking(engine, as_of, as_known) as desk:
        works = (desk.review(review)[1],) if review else desk.reviews(cycle)
        return timelines_of(desk.heading, works)


def status_html(
    engine: Engine,
    cycle: str | None = None,
    *,
    example: str | None = None,
    as_of: str | None = None,
    as_known: str | None = None,
) -> str:
    """The status page, one self-contained HTML file. Loads jinja2.

    *example*: the id of the time limit whose date is derived on it (`cycle/CODE:name:n`);
    left out, the first limit that was met after its day, passed or runs.
    """
    from workflow.page import render_status

    found = deadlines(engine, cycle, as_of=as_of, as_known=as_known)
    chosen = example or _example(found.limits)
    page = StatusPage(
        board=status(engine, cycle, as_of=as_of, as_known=as_known),
        timelines=timelines(engine, cycle, as_of=as_of, as_known=as_known),
        drafts=messages(engine, cycle, as_of=as_of, as_known=as_known),
        why=_why_date(engine, chosen, as_of, as_known) if chosen else None,
        seal=_seal(engine),
    )
    return render_status(page)


def _why_date(engine: Engine, limit: str, as_of: str | None, as_known: str | None) -> Why:
    return why(engine, limit.partition(":")[0], limit, as_of=as_of, as_known=as_known)


def _example(found: tuple[Limit, ...]) -> str | None:
    for status_ in ("late", "passed", "met", "running"):
        for limit in found:
            if limit.status == status_:
                return limit.id
    return None


def _seal(engine: Engine) -> Seal | None:
    with engine.store.read() as reader:
        last, meta = reader.last_checkpoint(), reader.meta()
    if last is None:
        return None
    return Seal(size=last[0], note=last[1], vkey=meta.get("vkey", ""))


def _moved(desk: Desk, move: Move) -> Moved:
    number = move.seq - move.work.setting.next_seq
    pending = move.work.acts
    cause = pending[number] if 0 <= number < len(pending) else desk.reader.entry(move.seq)
    return moved_line(move, cause)


def _cycle_lines(desk: Desk, cycle: str | None, works: Sequence[Working]) -> tuple[CycleLine, ...]:
    counts = Counter(work.review.cycle for work in works if work.review.party is not None)
    return tuple(
        cycle_line(row, desk.engine.definition(desk.reader, row.definition), counts[row.id])
        for row in desk.cycles(cycle)
    )


def _known_role(works: Sequence[Working], role: str) -> None:
    known = dict.fromkeys(name for work in works for name in work.definition.roles)
    if works and role not in known:
        words = f"no definition here has a role {role!r}"
        raise UnreadableError("", Problem(code="E102", words=words, hint=near(role, tuple(known))))


def _actor(desk: Desk, cycle: str | None, text: str) -> str:
    """The actor's id, or the party's code, that *text* names in the first cycle that knows it."""
    unknown: WorkflowError | None = None
    for row in desk.cycles(cycle):
        try:
            return read_actor(desk.reader, row.id, text).id
        except WorkflowError as error:
            unknown = error
    if unknown:
        raise unknown
    return text


def _causes(desk: Desk, work: Working) -> dict[int, Act | Entry]:
    """Every act of a review by its number: what is recorded, then what fell due since."""
    recorded: dict[int, Act | Entry] = {e.seq: e for e in desk.entries(work.review.id)}
    return recorded | {work.setting.next_seq + n: act for n, act in enumerate(work.acts)}
