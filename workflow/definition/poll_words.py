"""Votes and silence procedures in words, for pictures and for draft terms of reference."""

from collections.abc import Iterator, Mapping

from workflow.definition.prose_parts import plain
from workflow.definition.way_words import ways
from workflow.model.definition import Branch, Event, State
from workflow.model.polling.poll_rules import SilenceRule, VoteRule


def results(state: State) -> Iterator[tuple[str, tuple[Branch, ...], str]]:
    """Each result of *state*: its name, the branches of its target, and what brings it about."""
    if state.vote is not None:
        for result, branches in state.vote.then.items():
            yield f"vote: {plain(result)}", branches, _why(state.vote, result)
    if state.silence is not None:
        n = state.silence.broken_by
        whys = {"kept": state.due_text, "broken": f"{n} objection{'' if n == 1 else 's'}"}
        for result, branches in state.silence.then.items():
            yield f"silence: {result}", branches, whys.get(result, "")


def _why(vote: VoteRule, result: str) -> str:
    if result == "carried":
        return " and ".join(line.text for line in vote.carried)
    quorum = vote.quorum.text.removeprefix("at least ") if vote.quorum else ""
    return f"fewer than {quorum} acted" if result == "no_quorum" else ""


def poll_sentence(state: State) -> str:
    """What is decided in *state*, as the end of its sentence; empty where nothing is."""
    said = ""
    if state.vote is not None:
        said = _vote(state.vote)
    if state.silence is not None:
        said = _silence(state.silence, state.due_text)
    return f"; {said}" if said else ""


def _vote(vote: VoteRule) -> str:
    days = f", within {vote.closes}," if vote.closes else ","
    who = f"the members of {plain(vote.role)}"
    narrowed = ", except those of the party under review," if vote.narrowed else ""
    lines = " and ".join(line.text for line in vote.carried)
    quorum = f", with a quorum of {vote.quorum.text}" if vote.quorum else ""
    cast = ", abstentions being cast" if vote.abstentions_cast else ""
    rule = f"it is carried by {lines}{quorum}{cast}"
    return f"{who}{narrowed} vote{days} and {rule}; {_leads(vote.then)}"


def _silence(silence: SilenceRule, runs: str) -> str:
    n = silence.broken_by
    many = f"{n} member{'s object' if n != 1 else ' objects'}"
    return f"it is taken as agreed unless {many} within {runs}; {_leads(silence.then)}"


def _leads(then: Mapping[str, tuple[Branch, ...]]) -> str:
    """Where each result leads, with ';' between them where one has several ways."""
    said = [f"{plain(result)} leads {ways(branches)}" for result, branches in then.items()]
    return ("; " if any(len(way) > 1 for way in then.values()) else ", ").join(said)


def acts(event: Event) -> str:
    """What an event is in a vote or silence, as a part of its sentence."""
    said = f", choosing {', '.join(event.choice)}" if event.choice else ""
    said += f", taking back {plain(event.undoes)}" if event.undoes else ""
    return said + (", which closes the vote" if event.closes else "")
