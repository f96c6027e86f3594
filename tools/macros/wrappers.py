"""The VBA functions that lead from a cell to Python: the module that xlwings' "Import Functions" would write.

Written here, so that no machine has to trust programs with its VBA project. tests/surfaces compares it with what
xlwings itself writes.
"""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from xlsync import functions

CALLER = "caller"
MODULE = functions.__name__
_WRAPPER = """\
Function {name}({signature})
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        {name} = XLPy.CallUDF("{module}", "{name}", Array({arguments}), ThisWorkbook, Application.Caller)
        Exit Function
    #Else
        {name} = XLPy.CallUDF("{module}", "{name}", Array({arguments}))
        Exit Function
    #End If
  failed:
    {name} = Err.Description
End Function
"""


def wrapper_module() -> str:
    """Return the wrappers of all worksheet functions."""
    named = (getattr(functions, name) for name in sorted(functions.__all__))
    return "\n".join(('#Const App = "Microsoft Excel"', *map(_wrapper, named)))


def _wrapper(function: Callable[..., Any]) -> str:
    parameters = list(inspect.signature(function).parameters.values())
    return _WRAPPER.format(
        name=function.__name__,
        module=MODULE,
        signature=", ".join(_declared(parameters)),
        arguments=", ".join("Nothing" if p.name == CALLER else p.name for p in parameters),
    )


def _declared(parameters: Iterable[inspect.Parameter]) -> Iterable[str]:
    """Yield the arguments as VBA declares them; the caller is xlwings' own affair."""
    for parameter in parameters:
        if parameter.name != CALLER:
            yield parameter.name if parameter.default is inspect.Parameter.empty else f"Optional {parameter.name}"
