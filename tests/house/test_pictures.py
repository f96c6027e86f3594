"""The pictures of the installation page are what the script draws from the list of buttons."""

import runpy

import pytest

from tests.house.tree import ROOT

DRAWN = runpy.run_path(str(ROOT / "tools" / "install_pictures.py"))


@pytest.mark.parametrize("name", list(DRAWN["PICTURES"]))
def test_a_picture_is_as_drawn_and_the_page_shows_it(name):
    assert (ROOT / "docs" / "pictures" / name).read_text(encoding="utf-8") == DRAWN["PICTURES"][name]()
    assert f"](pictures/{name})" in (ROOT / "docs" / "install-windows.md").read_text(encoding="utf-8")
