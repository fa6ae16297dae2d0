"""A desk with a cycle under way, as for the tests of the command line."""

from tests.cli.conftest import desk, first_cycle, first_desk

__all__ = ["desk", "first_cycle", "first_desk"]
