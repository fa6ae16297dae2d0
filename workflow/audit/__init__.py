"""What can be proved about the log, by anybody, with programs that are not ours.

    canonical    one entry and the one byte string that is hashed for it
    tree         the Merkle tree over those bytes, and proofs (RFC 6962)
    note         texts with Ed25519 signatures (C2SP signed-note)
    checkpoint   signed statements of the log's size and root (C2SP tlog-checkpoint)
    commitment   values that the log fixes without showing them
    verify       a whole log, its checkpoints and a kept one: findings and what was not checked

Everything here is pure: rows, texts and keys come in as arguments, nothing is read, no
clock is asked and nothing is drawn by chance. `docs/reference/log-format.md` says the same
to somebody who writes a verifier of their own.
"""
