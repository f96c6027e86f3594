"""``xlsync config``: every setting, its value and where it came from."""

from collections.abc import Mapping

from xlsync.entry.console import Console, Report
from xlsync.entry.settings import Office
from xlsync.vocabulary.labels.messages import BLANK, SETTING_ORIGINS, SETTINGS_HELP, SETTINGS_OFFICE


def run(office: Office, options: Mapping[str, object], console: Console) -> Report:
    """Return the settings in their order."""
    values = office.settings.model_dump()
    rows = [{"key": key, "value": value, "origin": office.origins[key]} for key, value in values.items()]
    lines = [_line(key, value, office.origins[key]) for key, value in values.items()]
    return Report({"office": office.root, "settings": rows}, [SETTINGS_OFFICE.format(root=office.root), *lines])


def _line(key: str, value: object, origin: str) -> str:
    shown = BLANK if value in ("", None) else value
    said = SETTING_ORIGINS[origin].format(name=f"XLSYNC_{key.upper()}")
    return f"{key} = {shown}  [{said}]  {SETTINGS_HELP[key]}"
