"""Outcomes as text of the journal and back: what a receipt tells must outlast the process that found it out."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from xlsync.adapters.journal.codec import tagged, untagged
from xlsync.model.finding import Finding
from xlsync.model.submission import Outcome
from xlsync.vocabulary.terms import SubmissionState

_FACTS = [field.name for field in fields(Outcome) if field.name != "findings"]
_OF_FINDING = [field.name for field in fields(Finding) if field.name != "facts"]


def _tagged_or_told(value: object) -> Any:
    """Return a day or a moment with its sign, of anything else its words: it only has to fill a sentence."""
    return tagged(value) if isinstance(value, date) else str(value)


# ASCII, because a hostile file may bring halves of characters, which no database takes.
_encode = json.JSONEncoder(separators=(",", ":"), default=_tagged_or_told).encode


def outcome_text(outcome: Outcome) -> str:
    """Return an outcome with all its findings as one text."""
    return _encode([[getattr(outcome, name) for name in _FACTS], [_line(finding) for finding in outcome.findings]])


def outcome_of(text: str) -> Outcome:
    """Return the outcome of a text made by outcome_text."""
    told, lines = json.loads(text, object_hook=untagged)
    facts = dict(zip(_FACTS, told, strict=True))
    facts["state"] = SubmissionState(facts["state"])
    return Outcome(**facts, findings=tuple(map(_finding, lines)))


def _line(finding: Finding) -> list[object]:
    facts = {f"={name}": value for name, value in finding.facts.items()}
    return [facts, *(getattr(finding, name) for name in _OF_FINDING)]


def _finding(line: list[Any]) -> Finding:
    facts, *places = line
    told = {name[1:]: value for name, value in facts.items()}
    return Finding(**dict(zip(_OF_FINDING, places, strict=True)), facts=told)
