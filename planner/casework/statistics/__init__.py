"""Which figures of a report may be shown, so that no small group can be read or worked out. No Django."""
