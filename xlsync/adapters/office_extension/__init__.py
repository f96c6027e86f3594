"""The LibreOffice door: an extension with toolbar and menu made from the list of buttons, and its installation."""
