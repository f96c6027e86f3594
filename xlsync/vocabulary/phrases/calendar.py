"""Kinds of days on the sheet 节假日."""

REST, WORK = "休", "班"
