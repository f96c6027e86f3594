"""Whatever the engine does not do says so: a member of xlwings' base classes is either ours or raises Unsupported."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, NoReturn, TypeVar

Class = TypeVar("Class", bound=type)

# What xlwings 0.37.8 calls without declaring it in its base classes.
UNDECLARED = {
    "Sheet": ("pivot_tables", "notes", "comments"),
    "Book": ("notes", "comments"),
    "Range": ("adjust_indent", "group", "ungroup", "set_colors", "get_colors", "get_color", "get_conditional_formats"),
}


class Unsupported(NotImplementedError):
    """A call that this engine does not do; the message names it."""

    def __init__(self, call: str) -> None:
        super().__init__(f"{call} is not supported by the LibreOffice engine of xlsync")
        self.call = call


def refusing(cls: Class) -> Class:
    """Return the class with each abstract member of its xlwings base that it does not define made to raise Unsupported.

    A property that can be set in the base and not in the class refuses to be set.  What the class only annotates is
    an attribute of its instances.
    """
    base = next(base for base in cls.__mro__ if base.__module__ == "xlwings.base_classes")
    for name, member in vars(base).items():
        own = own_member(cls, base, name)
        if name in cls.__annotations__:
            setattr(cls, name, None)
        elif own is None and abstract(member):
            setattr(cls, name, refusal(f"{cls.__name__}.{name}", member))
        elif isinstance(own, property) and own.fset is None and getattr(member, "fset", None):
            setattr(cls, name, own.setter(raising(f"{cls.__name__}.{name} = ...")))
    for name in UNDECLARED.get(cls.__name__, ()):
        if not hasattr(cls, name):
            setattr(cls, name, property(raising(f"{cls.__name__}.{name}")))
    return cls


def own_member(cls: type, base: type, name: str) -> Any:
    """Return the member that the class, or a part it is put together from, defines before its xlwings base."""
    ours = (part for part in cls.__mro__ if part.__module__ != base.__module__ and part is not object)
    return next((vars(part)[name] for part in ours if name in vars(part)), None)


def abstract(member: Any) -> bool:
    """Return whether a member of a base class is left to engines: it raises nothing but NotImplementedError."""
    function = getattr(member, "fget", None) or getattr(member, "__func__", member)
    return isinstance(function, FunctionType) and "NotImplementedError" in function.__code__.co_names


def refusal(call: str, member: Any) -> Any:
    """Return what stands in the place of an abstract property or method."""
    return property(raising(call), raising(f"{call} = ...")) if isinstance(member, property) else raising(call)


def raising(call: str) -> Callable[..., NoReturn]:
    """Return a function that refuses the call whatever its arguments."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise Unsupported(call)

    return refuse
