"""What ``install`` looks at on a Windows machine: each check a function of machine, master and its interpreter cell."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from xlsync.adapters.windows import hindrances, trust
from xlsync.adapters.windows.machine import Machine
from xlsync.vocabulary.labels.installing import CHECKS, HINTS

_CONNECTORS = ("xlwings", "pythoncom")  # the second is pywin32's: xlwings speaks to Excel through it
_EQUALS = "="


@dataclass(frozen=True)
class Step:
    """One thing looked at: ``name`` is a key of labels.installing.CHECKS, ``hint`` a Chinese sentence."""

    name: str
    ok: bool
    hint: str

    @property
    def label(self) -> str:
        """Return the Chinese name."""
        return CHECKS[self.name]


@dataclass(frozen=True)
class Scene:
    """The machine, the master's path, and what its cell says of Python (None: it has no such cell).

    ``will_write``: the cell is going to be written; ``unmarked``: a mark of the web was just taken off.
    """

    machine: Machine
    master: Path
    interpreter: str | None
    will_write: bool = False
    unmarked: bool = False

    @property
    def folder(self) -> str:
        """Return the folder of the master as Excel would name it."""
        return str(self.master.parent)


def _step(name: str, ok: bool, hint: str, **facts: object) -> Step:
    return Step(name, ok, HINTS[hint].format(**facts))


def check_interpreter(scene: Scene) -> Step:
    """Return whether the cell names a Python that this machine has."""
    path = scene.interpreter
    if path is None:
        return _step("interpreter", False, "interpreter_none")
    if scene.will_write:
        return _step("interpreter", True, "interpreter_would", path=path)
    there = Path(scene.machine.expanded(path)).is_file()
    return _step("interpreter", there, "interpreter" if there else "interpreter_gone", path=path)


def check_python(scene: Scene) -> Step:
    """Return whether Excel can start the Python that runs now."""
    from_store = hindrances.is_store_alias(scene.machine)
    return _step("python", not from_store, "python_store" if from_store else "python", path=scene.machine.python)


def check_xlwings(_: Scene) -> Step:
    """Return whether this Python can speak to Excel."""
    missing = [name for name in _CONNECTORS if find_spec(name) is None]
    if missing:
        return _step("xlwings", False, "xlwings_missing", module=missing[0])
    try:
        return _step("xlwings", True, "xlwings", version=version("xlwings"))
    except PackageNotFoundError:  # copied, not installed
        return _step("xlwings", True, "xlwings", version="")


def check_program(scene: Scene) -> Step:
    """Return whether a double click opens Excel."""
    by_wps = hindrances.opens_with_wps(scene.machine)
    return _step("program", not by_wps, "program_wps" if by_wps else "program")


def check_mark(scene: Scene) -> Step:
    """Return whether the master carries the mark of the web."""
    if scene.machine.marks.is_marked(scene.master):
        return _step("mark", False, "mark_view" if trust.has_protected_view(scene.machine) else "mark_there")
    return _step("mark", True, "mark_removed" if scene.unmarked else "mark")


def check_macros(scene: Scene) -> Step:
    """Return whether Excel lets the macros of the master run."""
    if trust.is_trusted(scene.machine, scene.folder):
        return _step("macros", True, "macros_trusted")
    setting, by_policy = trust.macro_setting(scene.machine)
    if setting == trust.ENABLED:
        return _step("macros", True, "macros_all")
    if setting == trust.ASKED:
        return _step("macros", True, "macros_asked")
    hint = "macros_signed" if setting == trust.SIGNED_ONLY else "macros_off"
    return _step("macros", False, "macros_policy" if by_policy else hint, folder=scene.folder)


def check_trusted(scene: Scene) -> Step:
    """Return whether the folder is trusted; nobody has to have it trusted."""
    if trust.is_trusted(scene.machine, scene.folder):
        return _step("trusted", True, "trusted", folder=scene.folder)
    hint = "trusted_network" if trust.is_network(scene.folder) else "trusted_not"
    return _step(
        "trusted", True, hint if trust.may_trust_folders(scene.machine) else "trusted_policy", folder=scene.folder
    )


def check_defender(scene: Scene) -> Step:
    """Return whether a known rule keeps Excel from starting Python; where nobody can know, what to watch for."""
    forbidden = hindrances.forbids_child_processes(scene.machine)
    hint = {None: "defender_unknown", True: "defender_blocks", False: "defender"}[forbidden]
    return _step("defender", not forbidden, hint, path=scene.machine.python)


def check_place(scene: Scene) -> Step:
    """Return whether the master stands where Excel takes it for a file."""
    cloud = hindrances.cloud_of(scene.machine, scene.folder)
    if cloud:
        return _step("place", False, "place_cloud", cloud=cloud)
    return _step("place", True, "place_share" if trust.is_network(scene.folder) else "place")


def check_name(scene: Scene) -> Step:
    """Return whether the path has a character at which xlwings stumbles."""
    has_equals = _EQUALS in str(scene.master)
    return _step("name", not has_equals, "name_equals" if has_equals else "name", path=scene.master)


ALL: tuple[Callable[[Scene], Step], ...] = (
    check_interpreter,
    check_python,
    check_xlwings,
    check_program,
    check_mark,
    check_macros,
    check_trusted,
    check_defender,
    check_place,
    check_name,
)


def look(scene: Scene) -> list[Step]:
    """Return all checks."""
    return [check(scene) for check in ALL]
