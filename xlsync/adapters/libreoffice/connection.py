"""A LibreOffice that listens on a named pipe, as seen from here."""

import os
import shutil
import socket
import struct
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from xlsync.vocabulary.errors import NoOffice, UnoMissing

PIPE = "xlsync"
PIPE_VARIABLE = "XLSYNC_PIPE"
DISTRIBUTION = "/usr/lib/python3/dist-packages"  # where Debian and its kin keep uno for the Python of the same version
SOCKETS = ("/tmp", "/var/tmp")  # where LibreOffice keeps the sockets of its pipes


def pipe_name() -> str:
    """Return the pipe of a person's own LibreOffice: XLSYNC_PIPE of the environment, else the usual name."""
    return os.environ.get(PIPE_VARIABLE, "").strip() or PIPE


def load_uno() -> ModuleType:
    """Return LibreOffice's Python bridge; looked for beside this Python last, so that nothing of ours is shadowed."""
    try:
        import uno
    except ImportError:
        program = shutil.which("soffice")
        places = [DISTRIBUTION, str(Path(program).resolve().parent)] if program else [DISTRIBUTION]
        sys.path.extend(place for place in places if place not in sys.path and (Path(place) / "uno.py").is_file())
        try:
            import uno
        except ImportError as missing:
            raise UnoMissing from missing
    return uno  # type: ignore[no-any-return]


def uno_error(name: str) -> type[BaseException]:
    """Return an exception class of LibreOffice, e.g. com.sun.star.lang.DisposedException."""
    return load_uno().getClass(name)  # type: ignore[no-any-return]


def struct_of(name: str, **fields: Any) -> Any:
    """Return a struct of LibreOffice with its fields set, e.g. com.sun.star.table.CellAddress."""
    made = load_uno().createUnoStruct(name)
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """Return named values as LibreOffice takes them."""
    return tuple(
        struct_of("com.sun.star.beans.PropertyValue", Name=name, Value=value) for name, value in values.items()
    )


@dataclass(frozen=True)
class Connection:
    """The component context of a running LibreOffice, and the pipe by which it was reached."""

    pipe: str
    context: Any

    @cached_property
    def desktop(self) -> Any:
        """Return the desktop: the frames and documents of this LibreOffice."""
        return self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """Return a new instance of one of its services."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def setting(self, node: str, name: str) -> Any:
        """Return one value of its configuration."""
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        access = "com.sun.star.configuration.ConfigurationAccess"
        return provider.createInstanceWithArguments(access, properties(nodepath=node)).getByName(name)

    @cached_property
    def pid(self) -> int | None:
        """Return the process that listens on the pipe, None where the system does not tell."""
        return listener(self.pipe)


def connect(pipe: str) -> Connection:
    """Return the connection to the LibreOffice that listens on the pipe; raises NoOffice when none does, or it ends."""
    here = load_uno().getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    try:
        return Connection(pipe, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"))
    except uno_error("com.sun.star.uno.Exception"):  # nobody listens, or who did is just closing
        raise NoOffice(pipe) from None


def listener(pipe: str) -> int | None:
    """Return the number of the process that listens on a pipe, as the system knows it; None elsewhere than on Linux."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None
    for place in map(Path, SOCKETS):
        address = place / f"OSL_PIPE_{os.getuid()}_{pipe}"
        with socket.socket(socket.AF_UNIX) as asking:
            if address.exists() and asking.connect_ex(str(address)) == 0:
                return int(struct.unpack("3i", asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0])
    return None
