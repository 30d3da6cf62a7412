import os
from collections.abc import Callable
from pathlib import Path

import pytest

LEADS_HEADER = "mql_id,first_contact_date,landing_page_id,origin"
DEALS_HEADER = "mql_id,seller_id,won_date"


@pytest.fixture(scope="session")
def olist_paths() -> list[Path]:
    """The real export, from FUNNELBENCH_DATA or beside the checkout; the test is skipped, saying so, without it."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("FUNNELBENCH_DATA", beside)) / "olist_funnel"
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        pytest.skip(f"no Olist export in {folder}; set FUNNELBENCH_DATA to the folder that holds olist_funnel")
    return paths


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a file from its lines and return its path."""

    def write(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def leads_csv(write_csv: Callable[..., Path]) -> Path:
    rows = "a,2018-01-05,p1,social", "b,2018-01-06,p1,", "c,2018-02-01,p2,email", "d,2018-01-31,p2,unknown"
    return write_csv("one.csv", LEADS_HEADER, *rows)


@pytest.fixture
def deals_csv(write_csv: Callable[..., Path]) -> Path:
    rows = "a,s1,2018-01-08 19:58:54", "b,s2,2018-03-01 00:00:00", "d,s3,2018-01-30 12:00:00"
    return write_csv("two.csv", DEALS_HEADER, *rows)
