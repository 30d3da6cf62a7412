"""Whether the floor plays compiled, and whether what was compiled is what is written.

`make fast` compiles the hot path; Python then prefers the compiled modules to their source, whatever that says since.
"""

from __future__ import annotations

import hashlib
import json
import sysconfig
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sim.inputs.errors import InputError, Problem

PACKAGE = Path(__file__).resolve().parents[1]
STAMP = PACKAGE / "floor" / f"compiled{sysconfig.get_config_var('EXT_SUFFIX')}.json"
# What a task or a case runs through, and what these are made of.
HOT_PATH = (
    "floor/clock.py",
    "floor/queues.py",
    "floor/task.py",
    "floor/endings.py",
    "floor/outcomes.py",
    "floor/states.py",
    "floor/sales_floor.py",
    "floor/seat_state.py",
    "floor/plan.py",
    "floor/router.py",
    "floor/timers.py",
    "floor/escalation.py",
    "floor/meetings.py",
    "floor/overflow.py",
    "floor/backlog.py",
    "floor/hunting.py",
    "floor/voices.py",
    "floor/passing.py",
    "floor/sla_steps.py",
    "floor/accounts/account_draws.py",
    "floor/accounts/after_sales.py",
    "floor/accounts/case_escalation.py",
    "floor/accounts/cases.py",
    "floor/accounts/customers.py",
    "floor/pay/pay_books.py",
    "floor/pay/timing.py",
    "floor/people/absences.py",
    "floor/people/teamwork.py",
    "floor/people/trained.py",
    "floor/people/uneven_weeks.py",
    "floor/pool/claim_pool.py",
    "levers/after_sales.py",
    "levers/claim_pool.py",
    "levers/credit.py",
    "levers/overflow.py",
    "levers/task_choice.py",
    "levers/task_order.py",
    "levers/timing.py",
)


def fingerprints() -> dict[str, str]:
    """A hash of the source of each module of the hot path."""
    return {name: hashlib.sha256((PACKAGE / name).read_bytes()).hexdigest() for name in HOT_PATH}


def is_compiled() -> bool:
    """Whether compiled modules are what Python plays."""
    task = find_spec("sim.floor.task")
    return task is not None and not str(task.origin).endswith(".py")


@cache
def refuse_what_is_stale() -> None:
    """Raise InputError if the floor is compiled from another source than stands there now; asked once a process."""
    if not is_compiled():
        return
    written = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    changed = [name for name, found in fingerprints().items() if written.get(name) != found]
    if changed:
        raise InputError(
            Problem(
                "has changed since the floor was compiled, expected the source that was compiled",
                where=PACKAGE / changed[0],
                hint="`make fast` compiles it anew, `make plain` plays the source",
            )
        )
