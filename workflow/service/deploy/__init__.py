"""A new version brought to running reviews, by a plan that is what is applied."""
