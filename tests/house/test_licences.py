"""What the product brings with it may be given away.

The runtime dependencies, and theirs, are read from the installed metadata. GPL, AGPL, EPL and
SSPL do not enter. LGPL may, in one place: the PostgreSQL driver psycopg (LGPL-3.0-only) is not
part of the product but an extra that a site installs, unmodified and replaceable.
"""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement

from tests.house.sources import ROOT

STRONG = re.compile(
    r"\b(AGPL|GPL|EPL|SSPL)\b|\b(AGPL|GPL|EPL)-?\s?v?\d|affero|eclipse public"
    r"|(?<!lesser )\bgeneral public license",
    re.IGNORECASE,
)
WEAK = re.compile(r"\bLGPL|lesser general public", re.IGNORECASE)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_no_runtime_dependency_is_under_a_strong_copyleft() -> None:
    """GPL, AGPL, EPL and SSPL are refused, for the product and for its extras."""
    everything = closure([*PROJECT["dependencies"], *_extra("postgresql")])

    assert {name: text for name, text in everything.items() if STRONG.search(text)} == {}


def test_lgpl_enters_only_as_the_postgresql_extra() -> None:
    """The product itself has none."""
    product = closure(PROJECT["dependencies"])
    extra = closure(_extra("postgresql"))

    assert {name for name, text in product.items() if WEAK.search(text)} == set()
    assert {name for name, text in extra.items() if WEAK.search(text)} <= {
        "psycopg",
        "psycopg-binary",
    }


def test_every_runtime_dependency_states_its_licence() -> None:
    """Silence is not a permission."""
    everything = closure([*PROJECT["dependencies"], *_extra("postgresql")])

    assert [name for name, text in everything.items() if not text.strip()] == []


def test_the_scan_tells_the_families_apart() -> None:
    """The guard is awake, and lets the Lesser licence through its own door."""
    assert STRONG.search("GPL-3.0-or-later")
    assert STRONG.search("License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    assert STRONG.search("EPL-2.0")
    assert not STRONG.search("LGPL-3.0-only")
    assert not STRONG.search("GNU Lesser General Public License v3 (LGPLv3)")
    assert not STRONG.search("BSD-3-Clause")


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """Return the licence of each distribution that *requirements* bring, with theirs."""
    licences: dict[str, str] = {}
    waiting = [Requirement(text) for text in requirements]
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        key = (wanted.name.lower(), frozenset(wanted.extras))
        if key in done or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        done.add(key)
        found = distribution(wanted.name)
        licences[key[0]] = _licence(found)
        waiting += _needs(found, wanted.extras)
    return licences


def _needs(found: Distribution, extras: Iterable[str]) -> list[Requirement]:
    """Return what *found* requires here, with *extras*; the markers are then settled."""
    needs = []
    for text in found.requires or ():
        need = Requirement(text)
        if need.marker is None or any(
            need.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        ):
            need.marker = None
            needs.append(need)
    return needs


def _licence(found: Distribution) -> str:
    """Return all that the metadata say about the licence, on one line."""
    meta = found.metadata
    said = [meta.get("License-Expression", ""), (meta.get("License", "") or "").split("\n")[0]]
    said += [line for line in meta.get_all("Classifier") or () if line.startswith("License ::")]
    return " | ".join(part for part in said if part)


def _extra(name: str) -> list[str]:
    extra: list[str] = PROJECT["optional-dependencies"][name]
    return extra
