"""A workflow engine for international peer reviews of States."""

__version__ = "0.1.0"
