"""A Windows job object around the present process: memory, processor time, no child processes, no error box.

Calls of kernel32 as documented by Microsoft (CreateJobObjectW, SetInformationJobObject, AssignProcessToJobObject).
"""

import ctypes
import sys
from typing import Any

_EXTENDED_LIMITS = 9
_ACTIVE_PROCESS, _PROCESS_TIME, _PROCESS_MEMORY, _DIE_ON_UNHANDLED = 0x8, 0x2, 0x100, 0x400
_TICKS = 10_000_000  # of 100 ns in a second
_Handle, _Dword, _Large = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int64


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", _Large),
        ("PerJobUserTimeLimit", _Large),
        ("LimitFlags", _Dword),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", _Dword),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", _Dword),
        ("SchedulingClass", _Dword),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """A new job object; raises OSError where Windows refuses a call. Its handle lives as long as the process."""

    def __init__(self, kernel32: Any = None) -> None:
        self._kernel = kernel32 if kernel32 is not None else _kernel32()
        self._job = self._checked(self._kernel.CreateJobObjectW(None, None), "CreateJobObjectW")

    def enter(self) -> None:
        """Put the present process into the job."""
        inside = self._kernel.AssignProcessToJobObject(self._job, self._kernel.GetCurrentProcess())
        self._checked(inside, "AssignProcessToJobObject")

    def limit(self, memory: int, seconds: float = 0) -> None:
        """Set the limits anew: bytes of the process, and processor seconds since its start (0: none)."""
        limits = ExtendedLimits()
        limits.Basic.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED
        limits.Basic.ActiveProcessLimit = 1
        limits.ProcessMemoryLimit = memory
        if seconds:
            limits.Basic.LimitFlags |= _PROCESS_TIME
            limits.Basic.PerProcessUserTimeLimit = int(seconds * _TICKS)
        size = ctypes.sizeof(limits)
        done = self._kernel.SetInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        self._checked(done, "SetInformationJobObject")

    def peak_memory(self) -> int:
        """Return the most bytes that the process has ever taken."""
        limits = ExtendedLimits()
        size = ctypes.sizeof(limits)
        done = self._kernel.QueryInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), size, None)
        self._checked(done, "QueryInformationJobObject")
        return int(limits.PeakProcessMemoryUsed)

    def _checked(self, result: Any, call: str) -> Any:
        if not result:
            raise OSError(f"{call} failed")
        return result


def _kernel32() -> Any:
    if sys.platform != "win32":
        raise OSError("job objects are of Windows")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = _Handle
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.GetCurrentProcess.restype = _Handle
    kernel.AssignProcessToJobObject.argtypes = (_Handle, _Handle)
    kernel.SetInformationJobObject.argtypes = (_Handle, ctypes.c_int, ctypes.c_void_p, _Dword)
    kernel.QueryInformationJobObject.argtypes = (_Handle, ctypes.c_int, ctypes.c_void_p, _Dword, ctypes.c_void_p)
    return kernel
