"""Who the parties are, what they are called, and which are chosen."""
