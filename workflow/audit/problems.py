"""What cannot be read, signed or proved here, each as a kind of ValueError.

    ValueError
    └── AuditError
        ├── NotCanonicalError   an entry outside the canonical profile
        ├── ProofError          a tree, a place in it or a frontier that cannot be
        ├── CommitmentError     a salt or a value that cannot be committed to
        ├── KeyTextError        a key's text form that cannot be read
        └── NoteError           a note that cannot be read
            ├── SignatureError  a note that the known key did not sign
            └── CheckpointError a note that is no checkpoint of this log

The room has no user: whoever calls it turns these into `workflow.errors`.
"""


class AuditError(ValueError):
    """Something in the log's formats is not as it must be."""


class NotCanonicalError(AuditError):
    """An entry outside the profile; `path` says where (`$.data.effects[0].id`), `reason` why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class ProofError(AuditError):
    """A size, an index or a frontier that no tree has."""


class CommitmentError(AuditError):
    """A salt of another length than 32 bytes, or a value that is no text."""


class KeyTextError(AuditError):
    """A key's text that is not `NAME+ID+KEY`, or whose id is not that of the key."""


class NoteError(AuditError):
    """A note that cannot be read or written."""


class SignatureError(NoteError):
    """No signature by the known key, or one that does not verify."""


class CheckpointError(NoteError):
    """A signed text that is no checkpoint of this log."""
