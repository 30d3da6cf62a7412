"""What `funnelbench schema` writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from sim.inputs.errors import InputError, Problem
from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.models.playbook import Experiment
from sim.inputs.reference import reference_page
from sim.inputs.schema import schemas
from sim.results.run_folder import json_text, write_whole

MODELS: Mapping[str, type[BaseModel]] = {"experiment": Experiment, **BLOCK_MODELS}
REFERENCE = "reference.md"


def write_schemas(out: Path, markdown: bool = False) -> list[Path]:
    """JSON Schemas of the playbook and of every kind of block, for editors; the files written.

    With `markdown` also a page of every key, for people. Raises InputError where the disk refuses.
    """
    files = {f"{name}.schema.json": json_text(schema) for name, schema in schemas(MODELS).items()}
    files |= {REFERENCE: reference_page(MODELS)} if markdown else {}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write_whole(out / name, text)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=out)) from error
    return [out / name for name in files]
