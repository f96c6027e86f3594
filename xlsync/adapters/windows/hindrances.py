"""What stands between a click in Excel and Python: rules of Defender, WPS in Excel's place, odd places of the file."""

from pathlib import PureWindowsPath

from xlsync.adapters.windows.machine import MACHINE, USER, Machine

_CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""Rule of Defender: Office programs may not start other programs."""
_DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender"
_RULES = rf"{_DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
_BLOCKS, _WARNS = "1", "6"
_CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsm\UserChoice"
_WPS = ("et.", "ket.", "wps.")
_CLOUDS = ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")


def forbids_child_processes(machine: Machine) -> bool | None:
    """Return whether Defender keeps Excel from starting Python; None where nobody without rights can know."""
    found = machine.registry.value(MACHINE, _RULES, _CHILD_PROCESSES)
    if found is None:
        found = _managed(str(machine.registry.value(MACHINE, rf"{_DEFENDER}\Policy Manager", "ASRRules") or ""))
    return None if found is None else str(found) in (_BLOCKS, _WARNS)


def _managed(rules: str) -> str | None:
    """Return what a managed machine says of the rule, in a text such as ``GUID=1|GUID=2``."""
    pairs = (rule.partition("=") for rule in rules.split("|"))
    return next((state.strip() for guid, _, state in pairs if guid.strip().lower() == _CHILD_PROCESSES), None)


def opens_with_wps(machine: Machine) -> bool:
    """Return whether a double click on a .xlsm opens WPS."""
    program = machine.registry.value(USER, _CHOICE, "ProgId")
    return isinstance(program, str) and program.lower().startswith(_WPS)


def cloud_of(machine: Machine, folder: str) -> str:
    """Return the folder of OneDrive in which a folder lies, '' where it lies in none."""
    place = PureWindowsPath(folder)
    clouds = [machine.environment[name] for name in _CLOUDS if machine.environment.get(name)]
    return next((cloud for cloud in clouds if place.is_relative_to(PureWindowsPath(cloud))), "")


def is_store_alias(machine: Machine) -> bool:
    """Return whether Python is the stand-in that leads to Microsoft's shop, or comes from there."""
    return "windowsapps" in str(machine.python).lower()
