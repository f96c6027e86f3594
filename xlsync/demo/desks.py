"""The units of the demo with their other names, and the staff of the supervision office."""

from datetime import date

from xlsync.demo.ledger import phone
from xlsync.demo.material import lines_of, words_of
from xlsync.model.table import Value

Rows = list[dict[str, Value]]
RENAMED_ON = date(2010, 3, 1)


def unit_rows() -> Rows:
    """Return the units in their order: 62 with matters and one that has none (it stays unranked)."""
    words = words_of("words")
    return [
        {
            "unit": line["unit"],
            "short_name": line["short_name"],
            "unit_class": line["unit_class"],
            "order_no": number,
            "mail": f"unit{number:02d}@demo.invalid",
            "liaison": words["contacts"][0],
            "phone": phone(number),
            "leader": words["leader_of_unit"],
            "remarks": words["invented"],
        }
        for number, line in enumerate(lines_of("units"), 1)
    ]


def alias_rows() -> Rows:
    """Return two or three other names of each unit; names from before a reform end on its day."""
    words, rows = words_of("words"), []
    for line in lines_of("units"):
        patterns = words["aliases"].get(line["unit_class"], words["aliases"]["other"])
        for pattern in patterns:
            alias = pattern.format(
                unit=line["unit"], short=line["short_name"], bare=line["short_name"].removeprefix(words["city_mark"])
            )
            rows.append({"alias": alias, "unit": line["unit"]})
        if line["renamed"]:
            rows.append(
                {"alias": line["renamed"], "unit": line["unit"], "valid_to": RENAMED_ON, "remarks": words["reform"]}
            )
    names = {line["unit"] for line in lines_of("units")}
    distinct = {str(row["alias"]): row for row in rows if row["alias"] not in names}
    return list(distinct.values())


def people_rows() -> Rows:
    """Return the staff, by role only, each with the one who covers, and some days of leave."""
    return [
        {
            "person": line["person"],
            "post": line["post"],
            "covers": line["covers"],
            "phone": phone(100 + number),
            "leave_from": _day(line["leave_from"]),
            "leave_to": _day(line["leave_to"]),
        }
        for number, line in enumerate(lines_of("people"), 1)
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
