"""What the setting UDF MODULES of a master names: the worksheet functions, by the name that cells call them by."""

from xlsync.entry.functions import ducha_date, ducha_deadline, ducha_light, ducha_score, ducha_workdays

__all__ = ["ducha_date", "ducha_deadline", "ducha_light", "ducha_score", "ducha_workdays"]
