"""How long a click waits before anything of it begins: what `import xlsync.macros` costs."""

import subprocess
import sys


def seconds_of(code: str) -> tuple[float, set[str]]:
    """Return the least time that a fresh Python computes for some code, and the modules that it has then."""
    code = f"import sys, time; begun = time.process_time(); {code}; print(time.process_time() - begun, *sys.modules)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)]
    return min(float(run.stdout.split()[0]) for run in runs), set(runs[0].stdout.split())


def test_the_macros_load_nothing_heavy_and_quickly():
    """Each click starts Python anew: what is imported is what the person waits for. The bounds are generous."""
    ours, loaded = seconds_of("import xlsync.macros")
    assert not {"pandas", "matplotlib", "numpy", "xlwings", "pydantic", "lxml", "sqlalchemy", "openpyxl"} & loaded
    code = "import xlsync.macros; from xlsync.adapters.workbook_live.importing import xlwings; xlwings()"
    whole, loaded = seconds_of(code)
    assert not {"pandas", "matplotlib"} & loaded
    print(f"import of xlsync.macros {ours:.3f} s, with xlwings {whole:.3f} s")
    assert ours < 0.15 and whole < 0.4
