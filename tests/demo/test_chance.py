"""Chance from a seed."""

from workflow.demo.chance import Chance


def test_one_seed_gives_one_row_of_numbers() -> None:
    """Two runs of a rehearsal are alike, on any machine."""
    first, second = Chance("a"), Chance("a")

    assert [first.token() for _ in range(5)] == [second.token() for _ in range(5)]


def test_another_seed_gives_another_row() -> None:
    """The seed is all that counts."""
    assert Chance("a").bytes() != Chance("b").bytes()


def test_the_numbers_are_those_of_sha256() -> None:
    """Anybody can make them again: the SHA-256 of `seed:1`."""
    assert Chance("a").token() == "2b2c40a6706d9e5f320d553628313833"


def test_a_number_lies_between_its_ends() -> None:
    """Both ends can come."""
    chance = Chance("ends")

    assert {chance.between(3, 5) for _ in range(100)} == {3, 4, 5}


def test_a_shuffle_loses_nobody_and_changes_nothing_given() -> None:
    """The same things in another order, in a new list."""
    given = list(range(30))

    shuffled = Chance("order").shuffled(given)

    assert sorted(shuffled) == given == list(range(30))
    assert shuffled != given
