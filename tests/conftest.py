"""What all tests share: an office folder of their own, a clean environment, and how hard hypothesis looks."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from python_calamine import CalamineWorkbook

from tests.postgres import Server, shared_server

# On a busy machine a slow example is no failure; in CI the same seeds are tried each time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.register_profile("proof", parent=settings.get_profile("house"), max_examples=2000)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take away settings of this tool that the machine may carry."""
    for name in [name for name in os.environ if name.startswith("XLSYNC_")]:
        monkeypatch.delenv(name)
    yield


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    """Return a folder that is an office: it has an empty xlsync.toml."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "xlsync.toml").touch()
    return folder


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a running PostgreSQL server, the same for all workers of a run; fails where it is not installed."""
    place = tmp_path_factory.getbasetemp()
    with shared_server(place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Server) -> str:
    """Return the URL of an empty place on a PostgreSQL server."""
    schema = f"t{uuid4().hex}"
    postgres.carry_out(f"CREATE SCHEMA {schema}")
    return postgres.url_of(schema)


@pytest.fixture
def convert(tmp_path: Path) -> Callable[[Path, str], dict[str, list[list[Any]]]]:
    """Return a function that lets LibreOffice save a file in another format and gives the sheets of the result."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: what it makes of our files is tested nowhere else"

    def run(path: Path, suffix: str) -> dict[str, list[list[Any]]]:
        folder = tmp_path / "out"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to", suffix, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        content = (folder / path.name).with_suffix(f".{suffix}").read_bytes()
        book = CalamineWorkbook.from_object(BytesIO(content))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    return run
