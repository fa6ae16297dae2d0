"""The log, and the tables it leads to, as the first release has them.

What this file says never changes: it is what stores of that release have. A column is written
as its name and a mark: `#` a whole number, `!` a truth value, none: words; `?` may be empty.
"""

import sqlalchemy as sa
from alembic import op

from workflow.store.column_types import SEARCH_FUNCTION, WORDS, FromEntry

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROWS = {
    "definition": "id name version# title status data seq#",
    "calendar": "id name year# status data seq#",
    "party": "id cycle code name regional_group? deposits seq#",
    "cycle": "id definition title launched_on decision? roster status closed_on? seq#",
    "review": (
        "id cycle party? party_name? regional_group? instruments definition launched_on "
        "started_on? status version# seq# paused_on? follows? followed_by"
    ),
    "instance": (
        "id review parent? chart key? state since barrier final! version# seq# "
        "opened_in? closed_on? counts"
    ),
    "stay": "id review instance state n# phase? holders entered_on left_on? seq#",
    "deadline": (
        "id review instance name n# state rule anchor? anchor_seq#? anchor_on? due_on? "
        "closes_at? zone calendar? provisional! owners moves! status passed! met_on? "
        "recorded_on? days_late#? notified_on? derivation basis seq# "
        "rule_on? opens_on? opens_at? meeting? paused_on? remind_at? reminded_on? stood_days#"
    ),
    "fact": "id review instance name n# value secret! on state role seq# received_at?",
    "document": (
        "id review instance name n# sections digest dated received role seq# "
        "language? length#? effect? withdrawn_on? received_at?"
    ),
    "binding": (
        "id review role actor party? regional_group? note? person? from_on until_on? seq# serves"
    ),
    "message": "id review n# template to about text drafted_on status seq#",
    "meeting": "id cycle body n# opens_on nature status decision? seq#",
    "poll": (
        "id review instance state n# what members electorate opened_on limit? status "
        "decided_on? words basis seq#"
    ),
    "ballot": "id review poll event member n# actor choice on status seq#",
    "submission": (
        "id review instance event n# state actor role releases submitted_on status "
        "released_by? released_on? seq#"
    ),
}
INDEXES = {"party": "cycle", "review": "cycle", "meeting": "cycle"}
#: Tables that SQLite keeps in the order of their ids.
IN_ORDER = set(ROWS) - {"definition", "calendar", "party", "cycle", "meeting"}


def upgrade() -> None:
    """Make every table of an empty store, and the one row of the log's head."""
    _make_log()
    for kind, columns in ROWS.items():
        cells = (_column(column) for column in columns.split())
        op.create_table(kind, *cells, sqlite_with_rowid=kind not in IN_ORDER)
    for kind, column in INDEXES.items():
        op.create_index(f"{kind}_{column}", kind, [column])
    running = sa.text("status = 'running'")
    op.create_index(
        "deadline_due",
        "deadline",
        ["closes_at", "review", "id"],
        sqlite_where=running,
        postgresql_where=running,
    )
    reminded = sa.text("remind_at IS NOT NULL")
    op.create_index(
        "deadline_remind",
        "deadline",
        ["remind_at", "review", "id"],
        sqlite_where=reminded,
        postgresql_where=reminded,
    )


def _make_log() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(SEARCH_FUNCTION)
    op.create_table(
        "audit_entry",
        _number("seq", primary_key=True),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        *(sa.Column(name, WORDS, FromEntry(name)) for name in ("review", "kind", "command", "at")),
    )
    op.create_index("audit_entry_review", "audit_entry", ["review", "seq"])
    op.create_index("audit_entry_command", "audit_entry", ["command"])
    op.create_index("audit_entry_kind", "audit_entry", ["kind", "seq"])
    _make_what_belongs_to_the_log()


def _make_what_belongs_to_the_log() -> None:
    head = op.create_table(
        "log_head",
        _number("one", primary_key=True),
        _number("size"),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("one = 1", name="log_head_is_one"),
    )
    op.bulk_insert(head, [{"one": 1, "size": 0, "frontier": b""}])
    op.create_table("checkpoint", _number("size", primary_key=True), _words("note"))
    op.create_table(
        "secret",
        _words("commitment", primary_key=True),
        _words("salt"),
        _words("value"),
        sqlite_with_rowid=False,
    )
    op.create_table("meta", _words("name", primary_key=True), _words("value"))


def _column(written: str) -> sa.Column[object]:
    name = written.rstrip("#!?")
    kind = sa.Integer() if "#" in written else sa.Boolean() if "!" in written else WORDS
    return sa.Column(name, kind, primary_key=name == "id", nullable="?" in written)


def _number(name: str, *, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=primary_key, autoincrement=False, nullable=False)


def _words(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, WORDS, primary_key=primary_key, nullable=False)
