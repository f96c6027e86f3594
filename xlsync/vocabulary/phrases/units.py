"""Read words of unit names: how people set several units side by side in one cell."""

SEPARATORS = "、,;/|\n\r"
"""Marks that always part two units (after NFKC, so full-width commas and semicolons are covered)."""

CONNECTIVES = "和及与 \t"
"""Marks that part two units or belong to a name (市人力资源和社会保障局): they part only where both sides are known."""

GENERIC_LIST = "泛指单位"
"""Name of the list in 字典 with the words that stand for a whole class of units, or for nobody in particular."""

CLASS_MARK, UNCLEAR = "@", "?"
