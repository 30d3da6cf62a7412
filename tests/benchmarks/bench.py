"""Speed as ratios in one process: a task on the floor against a stage visit of the textbook model, at two sizes.

Run `make bench`. Each size is measured several times, the two models in turn; medians are printed. Nothing is asserted:
a shared machine's clock proves nothing in a test.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from typing import NamedTuple

import numpy as np

import sim
from sim.floor.accounts.cases import DONE
from sim.floor.compile import compile_plan
from sim.floor.compiled import is_compiled
from sim.floor.plan import FloorPlan
from sim.floor.resolving.resolved import Horizon
from sim.floor.sales_floor import SalesFloor
from sim.floor.task import TASK_COLUMNS
from sim.market.leads import lead_table
from sim.results.playbook import vary
from tests.benchmarks.textbook_simpy import run_textbook

WEEKS = 65
GOALS = {
    ("org-design", 5_000): 0.4,
    ("org-design", 100_000): 0.5,
    ("every-chapter", 5_000): 0.5,
    ("every-chapter", 100_000): 0.6,
}
SCHEMES = {"org-design": ("today", "assembly-line", "accelerator"), "every-chapter": ("today", "all-at-once")}
ROUNDS = {5_000: 7, 100_000: 3}


class Cost(NamedTuple):
    """Microseconds for each unit of work."""

    floor_us: float
    textbook_us: float
    whole_us: float
    tasks: int


def floor_plan(name: str, leads: int, scheme: str) -> tuple[FloorPlan, object, float]:
    """The scheme compiled for about so many leads over 65 weeks, reps in proportion; and the seconds that this took.

    Customers at the start, and whom money or hours could find, are in proportion too.
    """
    playbook = sim.load_playbook(name)
    yearly = leads / (WEEKS * 7 / 365)
    growth = yearly / float(playbook.market.demand.leads_per_year)
    offices = playbook.experiment.schemes[scheme].people.offices
    heads = {
        f"schemes.*.people.offices.{name}.heads": max(1, round(office.heads * growth))
        for name, office in offices.items()
    }
    accounts, hunted = playbook.market.effects.accounts, playbook.market.effects.prospecting
    effects: dict[str, float] = {}
    if accounts is not None:
        effects["market.effects.accounts.at_start"] = round(float(accounts.at_start) * growth)
    if hunted is not None:
        effects["market.effects.prospecting.accounts_per_year"] = float(hunted.accounts_per_year) * growth
    playbook = vary(playbook, {"market.demand.leads_per_year": yearly, **heads, **effects})
    resolved = playbook.resolve(only=[scheme])[scheme]
    horizon = Horizon(0, WEEKS, 1)
    started = time.perf_counter()
    table = lead_table(playbook.market, horizon.days, 1, 0)
    plan = compile_plan(playbook.market, resolved, horizon, table, 1, 0)
    return plan, resolved.scheme.routing, time.perf_counter() - started


def textbook_arguments(plan: FloorPlan) -> tuple[object, ...]:
    """The same leads for the textbook: arrivals, work, patience, thinking, outcomes; servers split by stages' work.

    Leads that customers may bring and hunters may find are none of the textbook's, which would only carry them along;
    nor does any of its leads go through the funnel twice.
    """
    stages, arrival = plan.stages[: 1 + max(stage.number for stage in plan.stages)], np.asarray(plan.arrival)
    comes = np.isfinite(arrival)
    logit = np.array([stage.logit for stage in stages]).T[comes]
    chance = 1 / (1 + np.exp(-logit))
    advance = chance > np.array([stage.u for stage in stages]).T[comes]
    effort = np.array([stage.work_hours for stage in stages]).T[comes] / plan.seats[0].productive_share
    reach = np.cumprod(np.hstack([np.ones((len(advance), 1)), advance[:, :-1]]), axis=1)
    work = (reach * effort).sum(axis=0)
    servers = [max(1, round(len(plan.seats) * share)) for share in work / work.sum()]
    patience = np.array([stage.patience_hours for stage in stages]).T[comes]
    think = np.array([stage.thinking_hours for stage in stages]).T[comes]
    return arrival[comes], effort, patience, think, advance, servers


def measure(name: str, leads: int, scheme: str) -> Cost:
    """Median cost over the rounds, the two models in turn. Cases of service and contacts of hunters are tasks too."""
    plan, routing, compiling = floor_plan(name, leads, scheme)
    arguments = textbook_arguments(plan)
    floor_us, textbook_us, tasks = [], [], 0
    for _ in range(ROUNDS[leads]):
        gc.collect()
        floor = SalesFloor(plan, routing)
        started = time.perf_counter()
        floor.run()
        elapsed = time.perf_counter() - started
        tasks = _tasks_of(floor)
        floor_us.append(elapsed / tasks * 1e6)
        del floor
        gc.collect()
        started = time.perf_counter()
        visits = run_textbook(*arguments, horizon_hours=plan.end_hours)
        textbook_us.append((time.perf_counter() - started) / len(visits) * 1e6)
    cost = statistics.median(floor_us)
    return Cost(cost, statistics.median(textbook_us), cost + compiling / tasks * 1e6, tasks)


def _tasks_of(floor: SalesFloor) -> int:
    """Blocks of work that the floor played: on leads, on cases after the sale, and contacts of hunters."""
    tasks = len(floor.tasks) // len(TASK_COLUMNS)
    if floor.after_sales is not None:
        tasks += sum(case.state == DONE for case in floor.after_sales.cases)
    if floor.hunting is not None:
        tasks += len(floor.hunting.contacts)
    return tasks


def main() -> None:
    """Print the table."""
    how = "compiled" if is_compiled() else "plain"
    print(f"Python {sys.version.split()[0]}, the floor {how}, medians of {list(ROUNDS.values())} rounds")
    print("org-design: its mechanisms; every-chapter: every mechanism, and with all-at-once every lever")
    print(
        "| playbook | leads | scheme | tasks | floor, us a task | textbook, us a visit | ratio | goal | compiled too |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for (name, leads), goal in GOALS.items():
        for scheme in SCHEMES[name]:
            cost = measure(name, leads, scheme)
            print(
                f"| {name} | {leads:,} | {scheme} | {cost.tasks:,} | {cost.floor_us:.1f} | {cost.textbook_us:.1f} | "
                f"{cost.floor_us / cost.textbook_us:.2f} | {goal} | {cost.whole_us / cost.textbook_us:.2f} |",
                flush=True,
            )
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
