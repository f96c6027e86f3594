"""Whole numbers written in digits or in Chinese numerals."""

from functools import lru_cache

from xlsync.vocabulary.phrases.numerals import DIGITS, HUNDRED, TEN

_CANONICAL_LIMIT = 1000


@lru_cache(maxsize=1024)
def whole_number(text: str) -> int | None:
    """Return a number such as 15, 十五, 二〇一六 or 一百二十; None for anything that is not written properly (三五)."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 4 and all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _spelled().get(text)


@lru_cache(maxsize=1)
def _spelled() -> dict[str, int]:
    """Return every proper spelling of 1 to 999, so that nothing improper can slip through."""
    return {form: number for number in range(1, _CANONICAL_LIMIT) for form in _spellings(number)}


def _spellings(number: int) -> list[str]:
    signs = {value: sign for sign, value in reversed(DIGITS.items())}
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{signs[hundreds]}{HUNDRED}" if hundreds else ""
    last = signs[ones] if ones else ""
    if not tens:
        gap = signs[0] if hundreds and ones else ""
        return [head + gap + last] if number != 2 else [sign for sign, value in DIGITS.items() if value == 2]
    if hundreds or tens > 1:
        return [f"{head}{signs[tens]}{TEN}{last}"]
    return [f"{TEN}{last}", f"{signs[1]}{TEN}{last}"]
