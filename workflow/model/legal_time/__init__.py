"""Days, zones, calendars, and how a period becomes a date."""
