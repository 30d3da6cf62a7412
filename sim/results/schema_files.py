"""What `funnelbench schema` writes."""

from __future__ import annotations

from pathlib import Path

from sim.inputs.errors import InputError, Problem
from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.models.playbook import Experiment
from sim.inputs.schema import schemas
from sim.results.run_folder import write_whole


def write_schemas(out: Path) -> list[Path]:
    """JSON Schemas of the playbook and of every kind of block, for editors; the files written.

    Raises InputError where the disk refuses.
    """
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas({"experiment": Experiment, **BLOCK_MODELS}).items():
            path = out / f"{name}.schema.json"
            write_whole(path, schema)
            paths.append(path)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=out)) from error
    return paths
