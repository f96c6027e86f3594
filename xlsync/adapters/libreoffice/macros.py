"""Macros of a workbook: Subs and Functions of its VBA project."""

import re
from typing import Any

from xlsync.adapters.libreoffice.refusal import Unsupported

URL = "vnd.sun.star.script:{}.{}.{}?language=Basic&location=document"
DECLARED = r"(?im)^[ \t]*(?:public[ \t]+|private[ \t]+|static[ \t]+)*(?:sub|function)[ \t]+{}\b"


def run_macro(book: Any, macro: str, args: tuple[Any, ...] | list[Any]) -> Any:
    """Return what a macro returns, None for a Sub; ``macro`` is Module.Name or Name, KeyError for an unknown one."""
    if not book.app.office.run_macros:
        raise Unsupported("Book.macro in an office that was not started with run_macros")
    script = book.doc.getScriptProvider().getScript(address(book.doc.BasicLibraries, macro))
    result, _, _ = script.invoke(tuple(args), (), ())
    return result


def address(libraries: Any, macro: str) -> str:
    """Return the URL of a macro of these libraries; raises KeyError when none has it."""
    module, _, name = macro.rpartition(".")
    for library in libraries.ElementNames:
        libraries.loadLibrary(library)
        modules = libraries.getByName(library)
        for found in modules.ElementNames:
            source = modules.getByName(found)
            if module.casefold() in ("", found.casefold()) and re.search(DECLARED.format(re.escape(name)), source):
                return URL.format(library, found, name)
    raise KeyError(macro)
