"""A list of workers as an agency keeps it, understood: headings as fields, cells as values. Plain rules, no records."""
