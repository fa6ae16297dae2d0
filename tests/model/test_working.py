"""Rows under change: one order, one effect for each row, numbers never taken twice."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.model.rows.entry import Effect
from workflow.model.rows.evolve import apply, merged, nothing
from workflow.model.rows.records import PartyRow, values_of
from workflow.model.working import in_order, next_n

NAMES = st.sampled_from(["t/QAA", "t/QBB", "t/QCC"])


def party(key: str, name: str) -> PartyRow:
    """A row."""
    deposits = ()
    return PartyRow(
        id=key, cycle="t", code=key[2:], name=name, regional_group=None, deposits=deposits, seq=1
    )


def test_rows_stand_in_the_order_of_their_ids() -> None:
    """Whatever order they came in."""
    rows = {key: party(key, "x") for key in ("t/QCC", "t/QAA", "t/QBB")}
    assert list(in_order(rows)) == ["t/QAA", "t/QBB", "t/QCC"]


def test_a_number_that_was_taken_back_leaves_a_hole() -> None:
    """The next is one more than the highest."""
    assert next_n([]) == 1
    assert next_n([2, 5]) == 6


@given(st.lists(st.tuples(NAMES, st.sampled_from(["new", "set", "gone"]), st.integers(0, 5))))
def test_merged_effects_come_to_the_same_as_they_are(steps: list[tuple[str, str, int]]) -> None:
    """Rows made, changed, removed and made again, in any order that is possible."""
    there, effects = set(), list[Effect]()
    for key, kind, number in steps:
        if kind == "new" and key not in there:
            there.add(key)
            effects.append({"new": "party", "row": values_of(party(key, f"name {number}"))})
        elif kind == "set" and key in there:
            to = {"name": f"name {number}"} if number % 2 else {"seq": number}
            effects.append({"set": "party", "id": key, "to": to})
        elif kind == "gone" and key in there:
            there.discard(key)
            effects.append({"gone": "party", "id": key})
    plain, short = nothing(), nothing()
    apply(plain, effects)
    apply(short, merged(effects))
    assert plain == short


def test_a_row_made_and_set_in_one_act_is_one_effect() -> None:
    """It is made as it came to be."""
    made: Effect = {"new": "party", "row": values_of(party("t/QAA", "before"))}
    after: Effect = {"set": "party", "id": "t/QAA", "to": {"name": "after"}}
    assert merged([made, after]) == [
        {"new": "party", "row": values_of(party("t/QAA", "after"))},
    ]
