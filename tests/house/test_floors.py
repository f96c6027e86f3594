"""Imports go down the floors only, and nothing that loads at start runs in a circle."""

from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.exceptions import against
from tests.house.tree import modules, product

FLOORS = {
    "vocabulary": 0,
    "model": 1,
    "rules": 2,
    "services": 3,
    "adapters": 4,
    "entry": 5,
    "demo": 5,
    "functions": 5,
    "macros": 5,
    "__main__": 5,
}


def floor(module: str) -> int:
    parts = module.split(".")
    return FLOORS[parts[1]] if len(parts) > 1 else 0


def test_every_package_stands_on_a_floor():
    packages = {source.module.split(".")[1] for source in product() if "." in source.module}
    assert packages - {"workbooks"} <= set(FLOORS)


def test_imports_go_down_the_floors_only():
    upward = (
        f"{source.place} imports {imported}"
        for source in product()
        for imported in source.imports()
        if floor(imported) > floor(source.module)
    )
    assert against("floors", upward) == ([], [])


def test_only_bootstrap_and_the_demo_let_the_rim_into_the_doors():
    """Doors and use cases meet adapters through ports; ``bootstrap`` is the place that builds them."""
    early = (
        f"{source.place} imports {imported}"
        for source in product()
        if source.module.startswith(("xlsync.rules", "xlsync.services", "xlsync.model", "xlsync.vocabulary"))
        for imported in source.imports()
        if imported.startswith(("xlsync.adapters", "xlsync.entry", "xlsync.demo"))
    )
    assert list(early) == []


def test_no_load_time_circles():
    graph = {name: set(source.imports(load_time_only=True)) - {name} for name, source in modules().items()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(f"load-time circle: {' -> '.join(circle.args[1])}")


def test_rules_read_no_clock_and_no_file():
    forbidden = {"os", "pathlib", "time", "sqlite3", "zipfile", "shutil", "tempfile", "io", "socket"}
    found = []
    for source in product():
        if source.module.startswith(("xlsync.rules", "xlsync.model")):
            lines = source.text.splitlines()
            words = {line.split()[1].split(".")[0] for line in lines if line.strip().startswith(("import ", "from "))}
            found += [f"{source.place}: {word}" for word in words & forbidden]
            found += [f"{source.place}: clock" for call in (".today()", ".now(") if call in source.text]
    assert against("pure", found) == ([], [])
