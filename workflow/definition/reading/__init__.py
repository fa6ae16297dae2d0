"""YAML text to data with a position for every value."""
