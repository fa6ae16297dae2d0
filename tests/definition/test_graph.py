"""Ways through a chart: what is said of groups, in one pass, is what a plain search says."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from workflow.definition.graph import circling, grouped, reach, sinks, sources

NODES = tuple("abcdefgh")
EDGES = st.fixed_dictionaries({node: st.frozensets(st.sampled_from(NODES)) for node in NODES})
SOME = st.lists(st.sampled_from(NODES), unique=True).map(sorted)


def extremes(reached: Mapping[str, frozenset[str]], nodes: list[str]) -> tuple[str, ...]:
    """The first of each group of *nodes* that no node outside the group reaches, one by one."""
    kept: list[str] = []
    for node in nodes:
        others = [other for other in nodes if other != node and node in reached[other]]
        outside = [other for other in others if other not in reached[node]]
        if not outside and not any(other in kept for other in others):
            kept.append(node)
    return tuple(kept)


@given(EDGES, SOME)
def test_sources_are_those_from_which_all_others_follow(
    edges: dict[str, frozenset[str]], nodes: list[str]
) -> None:
    """By whatever way, also through steps that are not asked about."""
    assert sources(edges, nodes) == extremes({n: reach(edges, [n]) for n in nodes}, nodes)


@given(EDGES, SOME)
def test_sinks_are_those_in_which_all_others_end(
    edges: dict[str, frozenset[str]], nodes: list[str]
) -> None:
    """Of steps that lead among themselves."""
    closed = sorted(reach(edges, nodes))
    back = {n: frozenset(m for m in closed if n in edges[m]) for n in closed}

    assert sinks(edges, closed) == extremes({n: reach(back, [n]) for n in closed}, closed)


@given(EDGES)
def test_what_leads_back_to_itself_is_in_a_circle(edges: dict[str, frozenset[str]]) -> None:
    """Also a step that leads to itself alone."""
    found = [n for n in NODES if n in reach(edges, tuple(edges[n]))]

    assert sorted(circling(edges)) == found


@given(EDGES)
def test_a_group_has_a_lower_number_than_those_that_lead_to_it(
    edges: dict[str, frozenset[str]],
) -> None:
    """Two nodes have one number exactly if each is reached from the other."""
    number = grouped(edges)

    for node in NODES:
        for other in reach(edges, [node]):
            assert number[other] <= number[node]
            assert (number[other] == number[node]) == (node in reach(edges, [other]))
