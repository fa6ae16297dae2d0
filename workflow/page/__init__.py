"""Pages: the status of a cycle as one self-contained HTML file, for screen and paper."""

from workflow.page.status import render_status

__all__ = ["render_status"]
