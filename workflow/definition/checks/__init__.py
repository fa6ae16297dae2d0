"""What a definition must keep: every check, each with its code."""
