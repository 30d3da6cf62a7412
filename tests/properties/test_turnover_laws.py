"""Posts and people: every post is held by one person or vacant, and nobody who is not there does anything."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from tests.builders import money, task_rows
from tests.properties.busy_worlds import busy_ledgers
from tests.properties.random_worlds import served

laws = settings(max_examples=20)


def stays_by_seat(ledger):
    """(hire, start, end) of everyone in each post, in order."""
    columns = ledger.person_columns
    rows = zip(*(columns[name].tolist() for name in ("seat", "hire", "start", "end")), strict=True)
    found = {seat: [] for seat in range(len(ledger.plan.seats))}
    for seat, *stay in sorted(rows):
        found[seat].append(tuple(stay))
    return found


@laws
@given(busy_ledgers())
def test_a_post_is_held_by_one_after_the_other_or_vacant_and_vacancies_are_absences(ledger):
    away, end = ledger.absences, ledger.plan.end_hours
    kinds = ledger.names["absence"]
    vacant = {
        (seat, start): back
        for seat, start, back, kind in zip(
            *(away[name].tolist() for name in ("seat", "start", "end", "kind")), strict=True
        )
        if kinds[kind] == "vacant"
    }
    gaps = {}
    for seat, stays in stays_by_seat(ledger).items():
        assert [hire for hire, _, _ in stays] == list(range(len(stays)))
        assert stays[0][1] == 0
        assert all(start < until for _, start, until in stays)
        for (_, _, left), (_, came, _) in pairwise(stays):
            gaps[seat, left] = came
        if stays[-1][2] < np.inf:
            gaps[seat, stays[-1][2]] = None
    if ledger.plan.turnover is None:
        assert gaps == {}
        return
    assert gaps.keys() == vacant.keys()
    for key, came in gaps.items():
        assert vacant[key] == came if came is not None else vacant[key] >= end
    for moment in np.linspace(0, end, 37)[:-1].tolist():
        held = sum(start <= moment < until for stays in stays_by_seat(ledger).values() for _, start, until in stays)
        empty = sum(left <= moment < (end if came is None else came) for (_, left), came in gaps.items())
        assert held + empty == len(ledger.plan.seats)


@laws
@given(busy_ledgers())
def test_every_task_is_done_by_one_person_who_is_in_post_from_its_start_to_its_end(ledger):
    stays = stays_by_seat(ledger)
    work = [*task_rows(ledger, "seat", "start", "end"), *served(ledger)]
    for seat, begun, done in work:
        assert any(start <= begun and done <= until for _, start, until in stays[seat] if np.isfinite(done)) or (
            not np.isfinite(done) and begun >= stays[seat][-1][1]
        )


@laws
@given(busy_ledgers())
def test_money_of_posts_agrees_with_who_held_them(ledger):
    hires = int((ledger.person_columns["hire"] > 0).sum())
    assert len(money(ledger, "hiring")) == hires
    paid, saved = (sum(amount for _, amount in money(ledger, kind)) for kind in ("salary", "salary saved"))
    assert 0 <= saved <= -paid + 1e-9
    rows = ledger.money_columns
    by_kind = {kind: rows["amount"][rows["kind"] == number].sum() for number, kind in enumerate(ledger.names["kind"])}
    assert sum(by_kind.values()) == pytest.approx(rows["amount"].sum())
