"""What any store promises, on disk or in memory."""

from pathlib import Path

import pytest

from xlsync.adapters.memory import MemoryStore
from xlsync.adapters.store import FileStore
from xlsync.services.ports import Store


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FileStore(tmp_path / "store") if request.param == "file" else MemoryStore()


def test_a_content_comes_back_by_its_hash(store: Store) -> None:
    assert store.get(store.put(b"abc")) == b"abc"


def test_the_name_of_a_content_is_its_sha256(store: Store) -> None:
    assert store.put(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_an_unknown_hash_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.get("0" * 64)


def test_the_same_content_is_not_written_twice(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    place = tmp_path / "ba" / store.put(b"abc")
    first = place.stat().st_mtime_ns, place.stat().st_ino
    store.put(b"abc")
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == first
    assert [file.name for file in place.parent.iterdir()] == [place.name]
