"""A store on each database, and a hand from outside that the store knows nothing of."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest

from tests.store.hands import Outside, run_outside
from workflow.store import Store, create_store


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Yield an empty store, on SQLite and on PostgreSQL."""
    with closing(create_store(store_url)) as made:
        yield made


@pytest.fixture
def outside(store_url: str) -> Outside:
    """Return a function that runs SQL as an administrator of the database could."""
    return partial(run_outside, store_url)
