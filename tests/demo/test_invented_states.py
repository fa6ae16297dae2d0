"""The States of the rehearsal do not exist."""

from collections import Counter
from itertools import combinations

from workflow.demo.rehearsal import LAUNCHED, invented_states
from workflow.library import parties_text, party_names_text
from workflow.model.rosters.names import alike
from workflow.model.rosters.parties import in_force
from workflow.model.rosters.roster_text import parse_roster

STATES = invented_states().parties
REAL = parse_roster(parties_text()).parties
ALIASES = [line.split(",", 1)[1].strip('"') for line in party_names_text().splitlines()[1:]]


def test_there_are_sixty_in_five_groups_and_two_in_none() -> None:
    """As many as the real cycle has, so that the two can be compared."""
    groups = Counter(state.group for state in STATES)

    assert len(STATES) == 60
    assert groups[None] == 2
    assert len(groups) == 6
    assert min(count for group, count in groups.items() if group) >= 9


def test_their_codes_are_those_that_are_never_given_to_a_country() -> None:
    """ISO 3166 leaves QMA to QZZ to its users."""
    assert [state.code for state in STATES if not "QMA" <= state.code <= "QZZ"] == []


def test_none_is_called_like_a_real_state() -> None:
    """By none of its names, and not nearly."""
    real = [party.name for party in REAL] + ALIASES

    assert [(s.name, name) for s in STATES for name in real if alike(s.name, name)] == []


def test_two_of_them_are_easily_taken_for_each_other() -> None:
    """As some real States are; no other two."""
    pairs = [(a.name, b.name) for a, b in combinations(STATES, 2) if alike(a.name, b.name)]

    assert pairs == [("Kelmora", "Kelmorin")]


def test_all_are_parties_to_the_convention_and_not_to_the_same_protocols() -> None:
    """Each can be reviewed from the first day."""
    joined = {tuple(state.deposits) for state in STATES}

    assert [state for state in STATES if not in_force(state, "untoc", LAUNCHED)] == []
    assert len(joined) >= 5
