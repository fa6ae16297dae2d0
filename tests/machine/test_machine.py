"""The live machine, the flat table, and a hierarchical machine as their oracle, agree."""

import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transitions.extensions import HierarchicalMachine

from tests.property.definitions import random_definition
from tests.support.designs import FINLAND, FRANCE, THIRD
from workflow.definition.read import read_definition
from workflow.machine import MachineStepper
from workflow.model.compiling.compiled import compile_definition
from workflow.model.definition import Chart, Definition
from workflow.model.flat import FlatStepper, arcs

SEEDS = st.integers(0, 2**32 - 1)
SHIPPED = {"france": FRANCE, "finland": FINLAND, "third": THIRD}


@cache
def compiled(seed: int) -> Definition:
    """A random definition."""
    return compile_definition(random_definition(seed), f"random-{seed}")


def shipped(name: str) -> Definition:
    """A definition as written by somebody."""
    return read_definition(SHIPPED[name], file=name).require()


def questions(chart: Chart) -> Iterator[tuple[str, str]]:
    """Every leaf with every trigger of the chart, enabled or not, and one that is none."""
    triggers = dict.fromkeys([trigger for _, trigger, _ in arcs(chart)] + ["nothing/0"])
    return ((leaf, trigger) for leaf in chart.leaves() for trigger in triggers)


def answers(stepper: Any, definition: Definition) -> dict[tuple[str, str, str], str | None]:
    """What a stepper says to every question."""
    return {
        (name, leaf, trigger): stepper.step(definition, name, leaf, trigger)
        for name, chart in definition.charts.items()
        for leaf, trigger in questions(chart)
    }


@given(SEEDS)
@settings(max_examples=60)
def test_machine_and_table_agree_on_random_charts(seed: int) -> None:
    """For every leaf and every trigger."""
    definition = compiled(seed)
    assert answers(MachineStepper(), definition) == answers(FlatStepper(), definition)


@pytest.mark.parametrize("name", SHIPPED)
def test_machine_and_table_agree_on_written_definitions(name: str) -> None:
    """For every leaf and every trigger."""
    definition = shipped(name)
    assert answers(MachineStepper(), definition) == answers(FlatStepper(), definition)


def nested(rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """States as `transitions` writes them, from the data as written."""
    return [
        {
            "name": name,
            **(
                {"initial": row["initial"], "children": nested(row["states"])}
                if "states" in row
                else {}
            ),
        }
        for name, row in rows.items()
    ]


def full(rows: Mapping[str, Any], name: str, prefix: str = "") -> str:
    """The path of a state in `transitions`' words."""
    for key, row in rows.items():
        if key == name:
            return prefix + key
        if name in row.get("states", {}):
            return f"{prefix}{key}_{name}"
    raise KeyError(name)


def lines(value: Any) -> list[str]:
    """The targets of a row, without their conditions."""
    one_or_many = value if isinstance(value, list) else [value]
    return [line.partition(" if ")[0] for line in one_or_many]


def hierarchical(chart: Mapping[str, Any]) -> HierarchicalMachine:
    """The chart as a nested machine, from the data and nothing else."""
    states = chart["states"]
    machine = HierarchicalMachine(
        states=nested(states), initial=full(states, chart["initial"]), auto_transitions=False
    )
    flat = {**states, **{k: v for row in states.values() for k, v in row.get("states", {}).items()}}
    triggers = [(e, lines(r["from"]), r["to"]) for e, r in chart["events"].items() if "to" in r]
    triggers += [
        (f"timeout {n}", [n], r["on_timeout"]) for n, r in flat.items() if "on_timeout" in r
    ]
    triggers += [(f"join {n}", [n], r["then"]) for n, r in flat.items() if "then" in r]
    ends = [name for name, row in flat.items() if row.get("final")]
    for name, sources, target in triggers:
        for number, to in enumerate(lines(target)):
            for source in sources:
                every = [s for s in states if s not in ends] if source == "any" else [source]
                for one in every:
                    machine.add_transition(f"{name}/{number}", full(states, one), full(states, to))
    return machine


def oracle_trigger(trigger: str) -> str:
    """`(timeout) c1.s2/0` as the oracle calls it."""
    head, _, number = trigger.rpartition("/")
    kind, _, path = head.rpartition(" ")
    return f"{kind.strip('()')} {path.rpartition('.')[2]}/{number}" if kind else trigger


@given(SEEDS)
@settings(max_examples=25)
def test_the_machine_steps_as_a_hierarchical_machine_does(seed: int) -> None:
    """Compounds compiled away or not: the same leaf, or not enabled."""
    data, definition = random_definition(seed), compiled(seed)
    stepper, oracle = MachineStepper(), hierarchical(data["charts"]["review"])
    for leaf, trigger in questions(definition.charts["review"]):
        oracle.set_state(leaf.replace(".", "_"))
        name = oracle_trigger(trigger)
        known = name in oracle.events and oracle.may_trigger(name)
        expected = None
        if known:
            oracle.trigger(name)
            expected = str(oracle.state).replace("_", ".")
        assert stepper.step(definition, "review", leaf, trigger) == expected, (leaf, trigger)


def test_eight_threads_may_share_one_machine() -> None:
    """Each thread walks on its own, in its own order; every answer is the table's."""
    definition = compiled(7)
    stepper = MachineStepper()
    right = answers(FlatStepper(), definition)
    wrong: list[object] = []
    gate = threading.Barrier(8)

    def walk(seed: int) -> None:
        order = list(right)
        Random(seed).shuffle(order)
        gate.wait()
        for _ in range(5):
            for name, leaf, trigger in order:
                if stepper.step(definition, name, leaf, trigger) != right[name, leaf, trigger]:
                    wrong.append((name, leaf, trigger))

    threads = [threading.Thread(target=walk, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(right) > 100


def test_nothing_is_registered_with_a_machine_by_being_asked() -> None:
    """Asking a thousand times leaves the machine as it was."""
    definition = compiled(7)
    stepper = MachineStepper()
    chart = definition.charts["review"]
    for leaf, trigger in questions(chart):
        stepper.step(definition, "review", leaf, trigger)
    machines = stepper._machines.values()
    assert all(machine.models == [] for machine in machines)


def test_tests_read_the_definitions_that_are_shipped() -> None:
    """The texts above are those of the files."""
    root = Path(__file__).resolve().parents[2] / "definitions" / "views-2009"
    assert (root / "france.yaml").read_text(encoding="utf-8") == FRANCE
