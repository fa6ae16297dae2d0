"""The engine against an oracle of its own: random definitions, random people, random time."""

from tests.property.machine import run


def test_the_engine_does_what_an_independent_reading_of_the_definition_says() -> None:
    """Accepted if and only if lawful; the same world; the log tells it all."""
    run(examples=100, steps=25)
