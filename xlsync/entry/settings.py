"""The office folder and its settings: flag over environment over xlsync.toml over default; unknown keys are errors."""

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from xlsync.vocabulary.errors import OfficeMissing, SettingsInvalid
from xlsync.vocabulary.labels.messages import (
    FOLDERS,
    MASTER_NAME,
    SETTING_REASONS,
    SETTINGS_BROKEN,
    SETTINGS_FILE_INTRO,
    SETTINGS_HELP,
    SETTINGS_JOURNAL,
    SETTINGS_NAME,
    SETTINGS_NAME_ONLY,
    SETTINGS_UNREADABLE,
)

_PREFIX = "XLSYNC_"
_NO_SETTING = "XLSYNC_PIPE"  # where a person's own LibreOffice listens; no matter of an office
_SAID = {"name_only": SETTINGS_NAME_ONLY, "journal": SETTINGS_JOURNAL}
SQLITE = "sqlite:///"
# A user may stand before the host, a password may not.
_JOURNAL = re.compile(r"sqlite:///[^?]+|postgres(ql)?(\+psycopg)?://([^:@/?]*@)?[^@/?]*/[^/?]+(\?(?!.*password=).*)?")
_CHINA = timezone(timedelta(hours=8))  # one zone, no summer time since 1992; needs no time zone files on Windows


class Settings(BaseModel):
    """Settings of the tool for one office (rules of the office stand in the master). Times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    master: str = MASTER_NAME
    journal: str = ""
    settle_seconds: float = Field(default=0.4, gt=0, le=600)
    rescan_seconds: float = Field(default=120.0, ge=1, le=86400)
    polling: Literal["auto", "on", "off"] = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    today: date | None = None
    mail_from: str = ""
    read_seconds: float = Field(default=1.5, ge=0.5, le=600)
    read_memory_mb: int = Field(default=1_024, ge=256, le=65_536)

    @field_validator("today", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("journal")
    @classmethod
    def _has_no_password(cls, value: str) -> str:
        # Settings are shown, copied and logged; the database takes its password from the environment or a file.
        if value and _JOURNAL.fullmatch(value) is None:
            raise PydanticCustomError("journal", SETTINGS_JOURNAL)
        return value

    @field_validator("master")
    @classmethod
    def _is_a_file_name(cls, value: str) -> str:
        if not value or Path(value).name != value:
            raise PydanticCustomError("name_only", SETTINGS_NAME_ONLY)
        return value


@dataclass(frozen=True)
class Office:
    """An office folder: its settings, where each came from, and its places. ``found``: it has an xlsync.toml."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    found: bool = True

    @property
    def master(self) -> Path:
        """Return the path of the master workbook."""
        return self.root / self.settings.master

    @property
    def inbox(self) -> Path:
        """Return the folder where returned files arrive."""
        return self.root / FOLDERS["inbox"]

    @property
    def forms(self) -> Path:
        """Return the folder of issued forms, one subfolder per period."""
        return self.root / FOLDERS["forms"]

    @property
    def receipts(self) -> Path:
        """Return the folder of receipts and notes of return."""
        return self.root / FOLDERS["receipts"]

    @property
    def documents(self) -> Path:
        """Return the folder of documents, one subfolder per year."""
        return self.root / FOLDERS["documents"]

    @property
    def charts(self) -> Path:
        """Return the folder of charts."""
        return self.root / FOLDERS["charts"]

    @property
    def templates(self) -> Path:
        """Return the folder of the office's own Word templates, which win over the shipped ones."""
        return self.root / FOLDERS["templates"]

    @property
    def state(self) -> Path:
        """Return the folder of the tool's own files."""
        return self.root / ".xlsync"

    @property
    def store(self) -> Path:
        """Return the folder of every file ever received or replaced."""
        return self.state / "store"

    @property
    def log(self) -> Path:
        """Return the path of the newest log file."""
        return self.state / "log" / "xlsync.log"

    @property
    def lock(self) -> Path:
        """Return the path of the lock that a changing command holds."""
        return self.state / "lock"

    @property
    def journal_url(self) -> str:
        """Return the database URL of the journal."""
        return self.settings.journal if self.journal_file is None else f"{SQLITE}{self.journal_file.as_posix()}"

    @property
    def journal_file(self) -> Path | None:
        """Return the path of the journal, None where it is on a server."""
        given = self.settings.journal or f"{SQLITE}{(self.state / 'journal.db').as_posix()}"
        return self.root / given.removeprefix(SQLITE) if given.startswith(SQLITE) else None

    @property
    def today(self) -> date:
        """Return the day to compute for: the setting ``today``, else the present day in China."""
        return self.settings.today or datetime.now(_CHINA).date()

    @property
    def now(self) -> datetime:
        """Return the moment to write down: the day to compute for, at the present time in China; without a zone."""
        return datetime.combine(self.today, datetime.now(_CHINA).time().replace(microsecond=0))

    def moment(self, seconds: float) -> datetime:
        """Return a moment since 1970 in China, never later than ``now``; under a fixed ``today`` that is ``now``."""
        then = datetime.fromtimestamp(seconds, _CHINA).replace(tzinfo=None, microsecond=0)
        return self.now if self.settings.today else min(then, self.now)


def find_office(start: Path, overrides: Sequence[tuple[str, str]] = ()) -> Office:
    """Return the office at ``start`` or in its nearest parent; raises OfficeMissing, SettingsInvalid."""
    root = office_root(start)
    if root is None:
        raise OfficeMissing(str(start.absolute()))
    return _office(root, _toml(root / SETTINGS_NAME), overrides)


def office_at(root: Path, overrides: Sequence[tuple[str, str]] = ()) -> Office:
    """Return the office of a folder, which need not be one yet: without xlsync.toml the defaults hold."""
    path = root / SETTINGS_NAME
    return _office(root.absolute(), _toml(path) if path.is_file() else {}, overrides, found=path.is_file())


def office_root(start: Path) -> Path | None:
    """Return the nearest folder with an xlsync.toml, from ``start`` upwards; None if there is none."""
    absolute = start.absolute()
    return next((folder for folder in (absolute, *absolute.parents) if (folder / SETTINGS_NAME).is_file()), None)


def settings_text(given: str = "") -> str:
    """Return the text of a new xlsync.toml: the lines ``given``, then every other setting as a comment."""
    written = tomllib.loads(given)
    left = {key: about.default for key, about in Settings.model_fields.items() if key not in written}
    lines = (f"\n# {SETTINGS_HELP[key]}\n# {key} = {_toml_value(value)}" for key, value in left.items())
    return "\n".join([*given.splitlines(), f"# {SETTINGS_FILE_INTRO}", *lines, ""])


def given_text(office: Office) -> str:
    """Return the lines of xlsync.toml for what was given by ``--set``; a day given for one command is no setting."""
    given = [key for key, origin in office.origins.items() if origin == "flag" and key != "today"]
    return "".join(f"{key} = {_toml_value(getattr(office.settings, key))}\n" for key in given)


def _toml_value(value: object) -> str:
    # A string of JSON is a string of TOML; a blank day is written as a blank string.
    return json.dumps("" if value is None else value, ensure_ascii=False)


def _office(root: Path, stored: dict[str, Any], overrides: Sequence[tuple[str, str]], found: bool = True) -> Office:
    layers = {"file": stored, "environment": _environment(), "flag": dict(overrides)}
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    for origin, layer in layers.items():
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    try:
        return Office(root, Settings.model_validate(values), origins, found)
    except ValidationError as error:
        detail = error.errors()[0]
        raise SettingsInvalid(_place(detail, origins), _reason(detail)) from None


def _environment() -> dict[str, str]:
    given = {name: text for name, text in os.environ.items() if name.startswith(_PREFIX) and name != _NO_SETTING}
    return {name.removeprefix(_PREFIX).lower(): text for name, text in given.items()}


def _place(detail: ErrorDetails, origins: Mapping[str, str]) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    return _PREFIX + key.upper() if origins.get(key) == "environment" else key


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] in _SAID:
        return _SAID[detail["type"]]
    sentence = SETTING_REASONS.get(detail["type"], SETTING_REASONS["other"])
    facts = {"known": ", ".join(Settings.model_fields), "value": detail["input"], **detail.get("ctx", {})}
    facts["expected"] = str(facts.get("expected", "")).replace(" or ", ", ")
    return sentence.format_map(facts)


def _toml(path: Path) -> dict[str, Any]:
    try:
        # Notepad of Windows writes a byte order mark, which TOML does not allow.
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(path.name, SETTINGS_BROKEN.format(line=_line_of(str(error), text))) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsInvalid(path.name, SETTINGS_UNREADABLE) from None


def _line_of(message: str, text: str) -> str:
    # Before Python 3.14 the line stands only in the words: "... (at line 3, column 7)" or "... (at end of document)".
    return message.partition("at line ")[2].partition(",")[0] or str(len(text.splitlines()))
