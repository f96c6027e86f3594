"""The short list of exceptions, each with its reason, and the comparison of what was found with it."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def listed() -> tuple[dict[str, str], ...]:
    """Return the exceptions: rule, place and reason."""
    text = Path(__file__).with_name("allowed.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text).get("allowed", []))


def against(rule: str, found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the places that break a rule without being listed, and the listed ones that no longer break it."""
    allowed = {entry["place"] for entry in listed() if entry["rule"] == rule}
    places = set(found)
    return sorted(places - allowed), sorted(allowed - places)
