"""The store: what is at an address, opened, read and written.

Decisions that live here: connections are kept and lent again, one to each `with` block; one
that met an error of its database is not lent again; a store is recognised before it is used.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import NoReturn, Self

from workflow.store.connecting import connect
from workflow.store.link import Link
from workflow.store.location import Location, location_of
from workflow.store.reader import Reader
from workflow.store.schema import create, recognise, upgrade
from workflow.store.unit import Fault, Unit


class Store:
    """An open store. Threads may share it."""

    def __init__(self, location: Location, fault: Fault | None = None) -> None:
        self._location = location
        self._fault = fault or _no_fault
        self._idle: dict[bool, list[Link]] = {False: [], True: []}
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The address, without a password."""
        return self._location.shown

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._location.dialect

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one consistent snapshot; writers are not held up.

        Raises:
            StoreError: the database cannot be used any more.
        """
        with self._transaction(writing=False) as link:
            reader = Reader(link)
            try:
                yield reader
            finally:
                reader.end()

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Be the only writer; nothing is kept unless the unit commits.

        Raises:
            ConflictError: another writer did not end in time.
            StoreError: the database cannot be used any more.
        """
        with self._transaction(writing=True) as link:
            unit = Unit(link, self._fault)
            try:
                yield unit
            finally:
                unit.end()

    def close(self) -> None:
        """Close every connection. A store may be closed twice."""
        self._closed = True
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def recognise(self) -> None:
        """Raise StoreError unless a store that this program knows is at the address."""
        with self._transaction(writing=False) as link:
            recognise(link, self.url)

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Link]:
        link = self._begun(writing=writing)
        try:
            yield link
            link.end()
        except link.errors as error:
            link.close()
            self._raise_explained(link, error)
        except BaseException:
            self._taken_back(link, writing=writing)
            raise
        else:
            self._give_back(link, writing=writing)

    def _begun(self, *, writing: bool) -> Link:
        """Return a connection in a transaction: an idle one that still works, or a new one."""
        if self._closed:
            raise RuntimeError("the store is closed")
        if writing:
            self._fault("begin")
        while self._idle[writing]:
            with suppress(IndexError):  # another thread was first
                link = self._idle[writing].pop()
                if _begins(link, writing=writing):
                    return link
        link = connect(self._location, writing=writing)
        try:
            link.begin(writing=writing)
        except link.errors as error:
            link.close()
            self._raise_explained(link, error)
        except BaseException:
            link.close()
            raise
        return link

    def _raise_explained(self, link: Link, error: Exception) -> NoReturn:
        raise (link.explained(error, self.url) or error) from error

    def _taken_back(self, link: Link, *, writing: bool) -> None:
        try:
            link.end()
        except link.errors:
            link.close()
        else:
            self._give_back(link, writing=writing)

    def _give_back(self, link: Link, *, writing: bool) -> None:
        self._idle[writing].append(link)
        if self._closed:
            self.close()


def open_store(url: str, *, fault: Fault | None = None) -> Store:
    """Open the store at *url*: a path, `sqlite:///path` or `postgresql://…`.

    Args:
        fault: called with a label before every statement of a unit, and with `committed`
            after its commit; what it raises ends the unit.

    Raises:
        StoreError: nothing is there, it cannot be read, it is another program's, it was made by
            a later version, or the driver is not installed.
    """
    store = Store(location_of(url), fault)
    try:
        store.recognise()
    except BaseException:
        store.close()
        raise
    return store


def create_store(url: str, *, fault: Fault | None = None) -> Store:
    """Make an empty store at *url* and open it.

    Raises:
        StoreError: something is there already, or the place cannot be written.
    """
    create(location_of(url))
    return open_store(url, fault=fault)


def upgrade_store(url: str) -> None:
    """Bring the tables of an older version's store to this version's; the log stays as it is.

    Raises:
        StoreError: no store is there, or a later version's.
    """
    upgrade(location_of(url))


def _begins(link: Link, *, writing: bool) -> bool:
    """Begin on a connection that was idle; one that is gone meanwhile is no fault."""
    try:
        link.begin(writing=writing)
    except link.errors:
        link.close()
        return False
    except BaseException:
        link.close()
        raise
    return True


def _no_fault(_label: str) -> None:
    """Inject nothing."""
