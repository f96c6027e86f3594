"""What the buttons of a spreadsheet program do: each runs its ordinary command and tells the person in the workbook."""
