"""What the columns of the tables are made of, on both databases.

Decisions that live here: words sort by their bytes, or moments and ids would sort by the
server's language; an entry's searchable columns are computed by the database from the entry's
bytes, so that no fact stands beside the signed bytes, and are empty, never an error, where
somebody put bytes there that are no JSON.
"""

from typing import Annotated

from sqlalchemy import Computed, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import DDLCompiler
from sqlmodel import Field

WORDS = Text().with_variant(Text(collation="C"), "postgresql")

Word = Annotated[str, Field(sa_type=WORDS)]
MaybeWord = Annotated[str | None, Field(sa_type=WORDS)]
Key = Annotated[str, Field(sa_type=WORDS, primary_key=True)]
#: A JSON array of texts.
Items = Word

#: SQLite keeps the rows in the order of their ids, not apart from it: those of one review, whose
#: ids begin with the review's own, lie side by side and are read and written together.
IN_ORDER = {"sqlite_with_rowid": False}

#: PostgreSQL computes a stored column with immutable functions only, and these must not fail.
#: Not `jsonb`: it refuses a whole entry for one NUL character in one of its texts.
SEARCH_FUNCTION = """\
CREATE OR REPLACE FUNCTION audit_entry_text(entry bytea, name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
    RETURN (pg_catalog.convert_from(entry, 'UTF8')::pg_catalog.json) OPERATOR(pg_catalog.->>) name;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$body$"""


class FromEntry(Computed):
    """A column computed from `audit_entry.entry`: the text at the top level named *name*."""

    inherit_cache = False

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name_in_entry = name


@compiles(FromEntry, "sqlite")
def _from_entry_in_sqlite(column: FromEntry, _compiler: DDLCompiler, **_options: object) -> str:
    return (
        "GENERATED ALWAYS AS (CASE WHEN json_valid(CAST(entry AS TEXT))"
        f" THEN json_extract(CAST(entry AS TEXT), '$.{column.name_in_entry}') END) VIRTUAL"
    )


@compiles(FromEntry, "postgresql")
def _from_entry_in_postgresql(column: FromEntry, _compiler: DDLCompiler, **_options: object) -> str:
    return f"GENERATED ALWAYS AS (audit_entry_text(entry, '{column.name_in_entry}')) STORED"
