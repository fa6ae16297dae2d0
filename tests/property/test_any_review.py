"""The engine against an oracle of its own: random definitions, random people, random time."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.machine import AnyReview


def test_the_engine_does_what_an_independent_reading_of_the_definition_says() -> None:
    """Accepted if and only if lawful; the same world; the log tells it all."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        AnyReview,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
