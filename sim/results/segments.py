"""What each segment is and brings, and what each rule matches, for one replication: functions of its ledger."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.results.measures.kpis import median_response_hours, won_within_follow_up
from sim.results.windows import arrived_in_window, cohort

Floats = NDArray[np.float64]
Row = tuple[str, str, str, float]


def segment_rows(ledger: Ledger) -> list[Row]:
    """Rows (dimension, item, measure, value) of a scheme with segments; none without.

    By segment: `wrong_share` of the leads that arrived are really of another segment; `response_hours`, `win_rate` as
    the KPIs of those names; `contribution` a year. By rule: the leads a year that it matches, and those that it takes.
    """
    segmentation = ledger.resolved.scheme.segmentation
    if segmentation is None:
        return []
    leads, arrived = ledger.lead_columns, arrived_in_window(ledger)
    contribution = contribution_by_segment(ledger)
    rows: list[Row] = []
    for index, name in enumerate(ledger.names["segment"]):
        inside = leads["segment"] == index
        rows += [
            ("segment", name, "wrong_share", _share(leads["misclassified"] & arrived & inside, arrived & inside)),
            ("segment", name, "response_hours", median_response_hours(ledger, inside)),
            ("segment", name, "win_rate", _share(won_within_follow_up(ledger) & inside, cohort(ledger) & inside)),
            ("segment", name, "contribution", float(contribution[index])),
        ]
    hits = ledger.plan.classified.rule_hits
    taken = np.cumsum(hits, axis=1) == 1
    for index, rule in enumerate(segmentation.rules):
        item = f"{index + 1} {rule.segment}"
        rows.append(("rule", item, "matches", float((hits[:, index] & arrived).sum() / ledger.window.years)))
        takes = hits[:, index] & taken[:, index] & arrived
        rows.append(("rule", item, "takes", float(takes.sum() / ledger.window.years)))
    return rows


def contribution_by_segment(ledger: Ledger) -> Floats:
    """Money a year dated in the window, by segment: what a lead's own rows say, and a part of everything else.

    What belongs to no lead, such as salaries, is shared by the hours of the tasks that ended in the window. So the
    segments sum to the contribution.
    """
    money, tasks, window = ledger.money_columns, ledger.task_columns, ledger.window
    segment, count = ledger.lead_columns["segment"], len(ledger.names["segment"])
    inside = (money["time"] >= window.start) & (money["time"] < window.end)
    own = inside & (money["lead"] >= 0)
    direct = np.bincount(segment[money["lead"][own]], money["amount"][own], minlength=count)
    ended = (tasks["end"] >= window.start) & (tasks["end"] < window.end)
    hours = (tasks["work_hours"] + tasks["travel_hours"])[ended]
    spent = np.bincount(segment[tasks["lead"][ended]], hours, minlength=count)
    share = spent / spent.sum() if spent.sum() else np.full(count, 1 / count)
    common = float(money["amount"][inside & (money["lead"] < 0)].sum())
    return np.asarray((direct + common * share) / window.years)


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
    count = int(whole.sum())
    return float(part.sum() / count) if count else np.nan
