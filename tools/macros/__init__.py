"""Building the macros of the master: VBA sources, wrappers of the worksheet functions, ribbon, VBA project."""
