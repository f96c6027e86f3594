"""Words of the sheet 节假日 as shipped."""

MAKE_UP_DAY = "{name}调休上班"
SOURCE = "国务院办公厅{year}年部分节假日安排的通知"
