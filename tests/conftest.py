"""What every test shares: Hypothesis without deadlines, figures without a screen, the real data beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import matplotlib
import pytest

from sim.floor.compiled import is_compiled

ROOT = Path(__file__).parents[1]
DATA_VARIABLE = "FUNNELBENCH_DATA"


def pytest_configure() -> None:
    """Set Hypothesis and matplotlib up; not through MPLBACKEND, which notebook kernels would inherit."""
    hypothesis.settings.register_profile("project", deadline=None, derandomize=os.environ.get("CI") == "true")
    hypothesis.settings.load_profile("project")
    matplotlib.use("Agg")
    if is_compiled() and os.environ.get("FUNNELBENCH_COMPILED_TESTS") != "yes":
        raise pytest.UsageError("The floor is compiled; tests are of the source: `make plain` first.")


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real data sets, which are no part of the project; the test is skipped where they are absent."""
    named = os.environ.get(DATA_VARIABLE)
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if folder.is_dir():
        return folder
    if named:
        pytest.fail(f"{DATA_VARIABLE} names {folder}, which is no folder")
    pytest.skip(f"the real data sets are absent: no folder {folder}; {DATA_VARIABLE} may name another")
