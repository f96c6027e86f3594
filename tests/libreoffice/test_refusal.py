"""Whatever the engine does not do says so by name: nothing of xlwings' interface is silently missing."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
import xlwings.main
from xlwings import base_classes

from xlsync.adapters.libreoffice.refusal import Unsupported, abstract, raising, refusing

PACKAGE = Path(import_module("xlsync.adapters.libreoffice").__file__ or "").parent
MODULES = [import_module(f"xlsync.adapters.libreoffice.{file.stem}") for file in sorted(PACKAGE.glob("[a-z]*.py"))]
ENGINE_CLASSES = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if inspect.isclass(value) and value.__module__ == module.__name__ and hasattr(base_classes, name)
}


MAIN = {node.name: node for node in ast.parse(inspect.getsource(xlwings.main)).body if isinstance(node, ast.ClassDef)}


def undone(name):
    """Yield the members of one class that are neither done nor refused."""
    for member, declared in vars(getattr(base_classes, name)).items():
        found = inspect.getattr_static(ENGINE_CLASSES[name], member)
        settable = isinstance(found, property) and getattr(declared, "fset", None)
        if abstract(found) or (settable and (found.fset is None or abstract(property(found.fset)))):
            yield member


@pytest.mark.parametrize("name", sorted(ENGINE_CLASSES))
def test_no_member_is_left_as_xlwings_declares_it(name):
    assert list(undone(name)) == []


@pytest.mark.parametrize("name", sorted(ENGINE_CLASSES))
def test_what_xlwings_calls_on_our_objects_is_there(name):
    """Read from the source of xlwings: each self.impl.member of each of its classes."""
    attributes = (node for node in ast.walk(MAIN[name]) if isinstance(node, ast.Attribute))
    called = {node.attr for node in attributes if ast.unparse(node.value) in ("self.impl", "self._impl")}
    missing = {word for word in called if not hasattr(ENGINE_CLASSES[name], word)} - {"options", "arg1_input"}
    assert missing <= set(inspect.signature(ENGINE_CLASSES[name].__init__).parameters)


def test_the_classes_of_the_first_half_are_all_there():
    half = {"Apps", "App", "Books", "Book", "Sheets", "Sheet", "Names", "Name", "Tables", "Table", "PageSetup"}
    assert half <= set(ENGINE_CLASSES)


def test_a_refusal_is_a_not_implemented_error_and_names_the_call():
    with pytest.raises(NotImplementedError, match=r"Range\.sort"):
        raising("Range.sort")(1, key=2)


def test_a_property_that_can_only_be_read_here_refuses_to_be_set():
    @refusing
    class Name(base_classes.Name):
        @property
        def name(self):
            return "x"

    assert Name().name == "x"
    with pytest.raises(Unsupported, match=r"Name\.name = "):
        Name().name = "y"
    with pytest.raises(Unsupported, match=r"Name\.delete"):
        Name().delete()
