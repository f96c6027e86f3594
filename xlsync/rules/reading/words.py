"""Reading the words of an answer: stages, null words and references such as 同上."""

from xlsync.model.table import Value
from xlsync.rules.policy import OfficePolicy
from xlsync.rules.reading.result import Doubt, Note, Reading
from xlsync.rules.reading.text import clean_text
from xlsync.vocabulary.phrases.words import MARKS_AT_END, REFERENCES, STAGE_WORDS, SUSPECTED_STAGES
from xlsync.vocabulary.terms import Stage

__all__ = ["clean_text", "is_null_word", "read_stage", "reference_of"]


def read_stage(value: Value, policy: OfficePolicy) -> Reading:
    """Return the stage that a cell means, as the text of a Stage, through the lists 状态词 and 疑似词 of 字典.

    A suspected word (基本完成) gives its stage together with a doubt; 1 and 1.0 are how Excel keeps a typed 100%.
    """
    word = "100%" if value in (1, 1.0) else clean_text("" if value is None else str(value)).rstrip(MARKS_AT_END)
    if not word or is_null_word(word, policy):
        return Reading()
    suspected = policy.words(SUSPECTED_STAGES).get(word)
    if suspected is not None:
        return Reading(suspected, doubt=Doubt.SUSPECTED_STAGE)
    meaning = policy.words(STAGE_WORDS).get(word)
    if meaning is None:
        return Reading(word) if word in _STAGES else Reading(doubt=Doubt.UNKNOWN_STAGE)
    return Reading(meaning, () if meaning == value else (Note.STAGE_WORD,))


def is_null_word(value: Value, policy: OfficePolicy) -> bool:
    """Return whether a cell says nothing: blank, or a word of the list 空值词 (unreadable is never a null word)."""
    return value is None or policy.is_null(clean_text(str(value)))


def reference_of(value: Value, policy: OfficePolicy) -> str | None:
    """Return what a reference word of the list 引用词 points to (同上 or 见附件), None for any other text."""
    if not isinstance(value, str):
        return None
    return policy.words(REFERENCES).get(clean_text(value).rstrip(MARKS_AT_END))


_STAGES = frozenset(Stage)
