"""Where things stand in a unit's form; writer, reader and tests share these places.

Sheet COVER_SHEET: labels in column B, values in column C (found by label). The value of 表单编号 is the token.
Sheet DATA_SHEET: row 1 title, row 2 hints, row 3 hidden with the column keys, row 4 Chinese headers, data from row 5;
column A hidden: A3 holds the token, A5.. the row ids. Sheet TOKEN_SHEET (very hidden): keys in A, values in B
(form_id, token, unit, period, version). So the token stands in three places, all of them cells: .xls and .ods keep
them.
"""

TITLE_ROW, HINT_ROW, KEY_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4, 5
ROW_ID_COLUMN = 1
FORM_VERSION = "1"
ROW_ID_SEPARATOR = "~"
TOKEN_SEPARATOR = "."
