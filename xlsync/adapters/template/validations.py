"""Data validations: what a cell may hold, the message beside it and the error text, derived from the declarations."""

from datetime import date
from typing import Any

from xlsync.model.schema import Column, SheetSchema
from xlsync.vocabulary.labels import inputs
from xlsync.vocabulary.terms import Kind, Owner

EARLIEST = date(2000, 1, 1)
LARGEST = 1e12
ID_ENDING = "_id"

_LIMITS: dict[Kind, dict[str, Any]] = {
    Kind.DATE: {"validate": "date", "criteria": ">=", "value": EARLIEST},
    Kind.MOMENT: {"validate": "date", "criteria": ">=", "value": EARLIEST},
    Kind.NUMBER: {"validate": "decimal", "criteria": "between", "minimum": -LARGEST, "maximum": LARGEST},
    Kind.PERCENT: {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
    Kind.INTEGER: {"validate": "integer", "criteria": ">=", "value": 0},
}


def list_name(choices: str) -> str:
    """Return the defined name of the list that ``choices`` (Column.choices) names."""
    return f"list_{choices.removeprefix('@')}"


def input_message(schema: SheetSchema, column: Column) -> str:
    """Return the sentence shown beside a selected cell of an input column."""
    parts = [inputs.REQUIRED_MARK] if column.required else []
    parts.append(inputs.COLUMN_MESSAGES.get((schema.name, column.key), ""))
    if column.choices:
        parts.append(inputs.SOURCE_MESSAGES.get(column.choices) or inputs.LIST_MESSAGE.format(name=column.choices))
    elif not parts[-1]:
        parts.append(inputs.KIND_MESSAGES[column.kind])
    return "".join(parts)[: inputs.MESSAGE_LIMIT]


def _error(column: Column) -> str:
    if column.choices:
        return inputs.SOURCE_ERRORS.get(column.choices) or inputs.LIST_ERROR.format(name=column.choices)
    return inputs.KIND_ERRORS.get(column.kind, "")


def _rule(column: Column, source: str) -> dict[str, Any]:
    if source:
        return {"validate": "list", "source": source}
    return dict(_LIMITS.get(column.kind, {"validate": "any"}))


def note_of(schema: SheetSchema, column: Column) -> str:
    """Return the sentence of a column: how to fill it in, or that it is not to be changed."""
    if column.owner is Owner.COMPUTED and not column.choices:
        return inputs.COMPUTED_MESSAGE
    if column.owner is Owner.SYSTEM:
        general = inputs.NUMBER_MESSAGE if column.key.endswith(ID_ENDING) else inputs.SYSTEM_MESSAGE
        return inputs.COLUMN_MESSAGES.get((schema.name, column.key), general)
    return input_message(schema, column)


def validation_of(schema: SheetSchema, column: Column) -> dict[str, Any]:
    """Return the validation of a column of the master; computed and system columns carry only their note."""
    is_input = column.owner in (Owner.OFFICE, Owner.UNIT)
    rule = _rule(column, f"={list_name(column.choices)}" if column.choices else "") if is_input else {"validate": "any"}
    return _worded(rule, schema.header(column.key), note_of(schema, column), _error(column))


def form_validation_of(schema: SheetSchema, column: Column, source: str) -> dict[str, Any]:
    """Return the validation of an open column of the form; ``source`` is the range of its list or ''."""
    message = inputs.COLUMN_MESSAGES.get((schema.name, column.key)) or inputs.KIND_MESSAGES[column.kind]
    error = inputs.FORM_LIST_ERROR if source else inputs.KIND_ERRORS.get(column.kind, "")
    return _worded(_rule(column, source), schema.header(column.key), message, error)


def _worded(rule: dict[str, Any], title: str, message: str, error: str) -> dict[str, Any]:
    words = {"input_title": title[: inputs.TITLE_LIMIT], "input_message": message[: inputs.MESSAGE_LIMIT]}
    if rule["validate"] != "any":
        words |= {"error_title": inputs.ERROR_TITLE, "error_message": error[: inputs.MESSAGE_LIMIT]}
    return {**rule, **words}
