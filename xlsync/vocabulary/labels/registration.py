"""Words of the registration of new matters."""

REGISTRATION_KIND = "立项编号"
SERIES = {
    "projects": "XM",
    "meetings": "HY",
    "visits": "XC",
    "joint_inspections": "LH",
    "surveys": "DY",
    "readings": "SY",
    "appeals": "SS",
    "manual_points": "JF",
    "extensions": "YQ",
    "urges": "CB",
}
"""The letters before the serial number of a row, by sheet."""
