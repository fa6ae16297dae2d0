"""A definition as draft terms of reference: numbered, each paragraph with its source."""

import re
from pathlib import Path

import pytest

from tests.support.designs import CHAIN, FINLAND, FRANCE, LATE_NOTE, THIRD
from workflow.definition.prose import prose
from workflow.definition.read import read_definition


def text_of(definition: str) -> str:
    """The prose, without line breaks inside a paragraph."""
    text = prose(read_definition(definition, file="x.yaml").require())
    return re.sub(r"\n +", " ", text)


@pytest.mark.parametrize("definition", [FRANCE, FINLAND, THIRD, CHAIN, LATE_NOTE])
def test_every_paragraph_is_numbered_in_order_and_ends_with_its_source(definition: str) -> None:
    """Nothing is said without saying where it comes from."""
    paragraphs = re.findall(r"^(\d+)\. .*?(\[[^\]]+\])$", text_of(definition), re.M)
    numbered = re.findall(r"^(\d+)\. ", text_of(definition), re.M)

    assert [int(number) for number, _ in paragraphs] == list(range(1, len(numbered) + 1))


def test_steps_acts_and_conditions_are_said_in_words() -> None:
    """Who has the ball, until when, who may do what, and what is answered if not."""
    text = text_of(FRANCE)

    assert "6 months (assumed)" in text
    assert "begin visit" in text
    assert "a visit takes place only as necessary and with the agreement" in text
    assert "[C 15]" in text


def test_lines_are_no_wider_than_asked_for() -> None:
    """So that it can be read on paper."""
    definition = read_definition(FRANCE, file="x.yaml").require()
    lines = prose(definition, width=60).splitlines()
    paragraphs = [line for line in lines if re.match(r"\d+\. |   ", line)]

    assert max(map(len, paragraphs)) <= 60


def test_nothing_that_forbids_is_left_out_of_the_terms_of_reference() -> None:
    """Lengths, languages, who hands in, kinds of source, words of a choice, the earliest moment."""
    folder = Path(__file__).parents[1] / "unseen" / "definitions"
    files = (folder / f"{name}.yaml" for name in ("ferry", "glass", "basin"))
    text = "\n".join(text_of(file.read_text(encoding="utf-8")) for file in files)

    assert "Its original is in en, and comes in fr and ar. It has at most 60 pages." in text
    assert "It has at most 1 page." in text
    assert "It is from the state alone. Its kind of source is state." in text
    assert "these kinds of source: state, institution and regional organization." in text
    assert "the format (virtual, on board or none)" in text
    assert "nothing leads on before this is over: 2 weeks" in text
    assert "While it stands, nobody else leads on." in text
    assert "The extra are the reviewing parties, for each instrument that readers lack" in text


def test_each_way_on_at_a_time_limit_is_said_with_its_condition() -> None:
    """Not the last alone; and of parts, how many must have ended."""
    folder = Path(__file__).parents[1] / "unseen" / "definitions"
    files = (folder / f"{name}.yaml" for name in ("glass", "basin"))
    text = "\n".join(text_of(file.read_text(encoding="utf-8")) for file in files)

    ways = "goes on to stopped if a_1 is absent or (a_2 is absent and b_1 is absent), otherwise"
    assert ways in text
    assert "goes on to voting when more than half of them have ended" in text
