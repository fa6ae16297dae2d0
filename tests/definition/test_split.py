"""Distinct mechanisms instead of one: a design for each instrument."""

from pathlib import Path

import pytest

from tests.support.clusters import CLUSTERS
from workflow.definition.find import find_definition, read_file
from workflow.definition.split import split
from workflow.errors import UnreadableError


def test_each_instrument_has_a_design_that_is_otherwise_the_same(tmp_path: Path) -> None:
    """France's for all four: four, each of one instrument, each without findings."""
    france = find_definition("france-2009")
    texts = split(france, "france-2009")

    assert list(texts) == [f"france-2009-{n}" for n in ("untoc", "tip", "som", "firearms")]
    for name, text in texts.items():
        file = tmp_path / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        found = read_file(file, str(file), None)
        design = found.require()
        assert found.findings == ()
        assert (design.name, design.status) == (name, "proposal")
        assert (f"{design.name}",) == (f"france-2009-{design.instruments[0]}",)
        assert design.charts == france.require().charts


def test_the_clusters_of_other_instruments_are_left_out(tmp_path: Path) -> None:
    """Those with issues of every instrument stay in each design."""
    base = tmp_path / "base.yaml"
    base.write_text(CLUSTERS, encoding="utf-8")
    kept = {}
    for name, text in split(read_file(base, str(base), None), "./base.yaml").items():
        file = tmp_path / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        kept[name] = list(read_file(file, str(file), None).require().clusters)

    assert kept == {
        "clusters-untoc": ["judiciary", "borders"],
        "clusters-tip": ["judiciary", "borders", "welfare"],
    }


def test_a_design_of_one_instrument_is_not_split(tmp_path: Path) -> None:
    """There is nothing to take apart."""
    file = tmp_path / "one.yaml"
    file.write_text(split(find_definition("france-2009"), "france-2009")["france-2009-tip"])

    with pytest.raises(UnreadableError, match="has 1 instrument"):
        split(read_file(file, str(file), None), "./one.yaml")
