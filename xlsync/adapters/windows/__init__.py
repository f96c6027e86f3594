"""What a Windows machine says of Excel: the registry, marks of the web, this Python; and the interpreter in the master.

machine      this machine, or a stand-in for it         trust        macros, trusted folders, Protected View
hindrances   rules of the virus scanner, WPS, places    interpreter  the cell from which the macros start Python
"""
