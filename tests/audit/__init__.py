"""The log's proofs: published vectors, independent oracles, and every attack we know."""
