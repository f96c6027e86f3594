"""What a save by LibreOffice took from the master comes back: from the last version that no such save had touched.

whole    mending     the steps in their order             reference   which version is whole, which is not
         gate        values and all else as they were     pair        both versions, and the new parts
steps    workbook    code names, sheet states             sheets      code names, panes, rules of entry, tips
         tables      looks, totals, filters               parts       macros, ribbon, theme, type of the file
         fonts       the font put in for a missing one    strings     texts cut into runs because of it
         quotes      texts that begin like a formula      losses      what does not come back
text     tags        tags of XML, changed as bytes
"""
