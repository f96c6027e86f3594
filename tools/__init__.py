"""Programs for those who build xlsync; not shipped."""
