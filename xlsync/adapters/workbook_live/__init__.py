"""The live master: the workbook as it stands open in a spreadsheet program, read and written by xlwings' public API.

The same code runs in Excel on Windows and, through the engine of ``adapters/libreoffice``, in LibreOffice. ``finding``
finds the open workbook, ``master`` is the port, ``image`` reads, ``writing`` writes in blocks of our own columns.
"""
