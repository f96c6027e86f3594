"""What Excel lets run: its own settings, which a policy of the office's IT overrides."""

from collections.abc import Iterator
from pathlib import PureWindowsPath

from xlsync.adapters.windows.machine import USER, Machine

_OWN = r"Software\Microsoft\Office\16.0"
_POLICY = r"Software\Policies\Microsoft\Office\16.0"
_SECURITY = r"Excel\Security"
_LOCATIONS = rf"{_SECURITY}\Trusted Locations"
_VIEW = rf"{_SECURITY}\ProtectedView"
_COMMON = r"Common\Security\Trusted Locations"

ENABLED, ASKED, SIGNED_ONLY, DISABLED = 1, 2, 3, 4
"""What VBAWarnings says: all macros run; a yellow bar asks (the default); only signed ones; none."""


def macro_setting(machine: Machine) -> tuple[int, bool]:
    """Return what Excel does with macros outside of trusted folders, and whether a policy says so."""
    policy = _number(machine, _POLICY, _SECURITY, "VBAWarnings")
    own = _number(machine, _OWN, _SECURITY, "VBAWarnings")
    return (policy, True) if policy is not None else (ASKED if own is None else own, False)


def is_trusted(machine: Machine, folder: str) -> bool:
    """Return whether a folder is one of Excel's trusted locations, or lies in one that takes in its subfolders."""
    if _either(machine, _LOCATIONS, "AllLocationsDisabled") == 1:
        return False
    if is_network(folder) and _either(machine, _LOCATIONS, "AllowNetworkLocations") != 1:
        return False
    place = PureWindowsPath(folder)
    return any(place == trusted or (deep and trusted in place.parents) for trusted, deep in _locations(machine))


def may_trust_folders(machine: Machine) -> bool:
    """Return whether people may add trusted locations of their own."""
    return _number(machine, _POLICY, _COMMON, "allow user locations") != 0


def is_network(folder: str) -> bool:
    """Return whether a folder is written as one of another machine."""
    return folder.startswith(("\\\\", "//"))


def has_protected_view(machine: Machine) -> bool:
    """Return whether files from the web open in Protected View, in which nothing can be edited and no macro runs."""
    return _either(machine, _VIEW, "DisableInternetFilesInPV") != 1


def _locations(machine: Machine) -> Iterator[tuple[PureWindowsPath, bool]]:
    for root in (_POLICY, _OWN):
        for name in machine.registry.subkeys(USER, rf"{root}\{_LOCATIONS}"):
            key = rf"{root}\{_LOCATIONS}\{name}"
            path = machine.registry.value(USER, key, "Path")
            if isinstance(path, str) and path.strip():
                deep = machine.registry.value(USER, key, "AllowSubFolders") == 1
                yield PureWindowsPath(machine.expanded(path.strip())), deep


def _either(machine: Machine, key: str, name: str) -> int | None:
    """Return the policy's number, else the person's own."""
    policy = _number(machine, _POLICY, key, name)
    return _number(machine, _OWN, key, name) if policy is None else policy


def _number(machine: Machine, root: str, key: str, name: str) -> int | None:
    found = machine.registry.value(USER, rf"{root}\{key}", name)
    return found if isinstance(found, int) else None
