"""A definition as draft terms of reference: numbered, each paragraph with its source."""

import re

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
