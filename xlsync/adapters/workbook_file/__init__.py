"""The closed master: read in one pass, changed in place, looked at, replaced.

whole     master    reads, writes, replaces            image, error_cells, second_look   what stands in it
          lock      who has it open                    package, layout                   its zip, sheets and tables
change    edits     a plan as places                   patch, sheets_patch               places as a new file
splice    sheet     one sheet                          row_finder, row_cells             where rows and cells stand
          cells, styles, heights                       a cell, its look, its row's height
growth    table     what grows with a table            new_rows, calculated              what its new rows hold
          making_room, collisions                      what moves first, what is in the way
          totals, shared_formulas, references          what moves, and keeps its meaning
          naming, outgrown                             who names cells, and was left behind
gate      gate      the new file beside the old one    gate_*                            each kind of part by itself
"""
