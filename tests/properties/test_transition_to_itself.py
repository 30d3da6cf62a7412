"""Going over to the very same organisation changes nothing at all, bit for bit, whatever mechanism is on."""

from __future__ import annotations

import pytest

from sim.inputs.models.playbook import Scheme
from sim.results.measures.kpis import kpis
from tests.builders import fingerprint
from tests.properties.changing_worlds import changed, kinds, market, played

TABLES = ("task_columns", "lead_columns", "money_columns", "seat_columns", "person_columns", "case_columns")


def same_to_the_bit(stays, goes):
    for table in (*TABLES, "account_columns", "absences", "statements"):
        for column, values in getattr(stays, table).items():
            assert getattr(goes, table)[column].tobytes() == values.tobytes(), (table, column)
    assert fingerprint(goes) == fingerprint(stays)
    assert kpis(goes) == pytest.approx(kpis(stays), abs=0, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("week", [0, 3])
@pytest.mark.parametrize("name", kinds())
def test_going_over_to_the_same_organisation_and_back_changes_nothing(name, week):
    scheme = kinds()[name]
    same_to_the_bit(*played(market(), scheme, changed(scheme, week=week, turn_back_week=week + 2)))


@pytest.mark.parametrize("name", kinds())
def test_it_changes_nothing_where_people_and_customers_stay_for_good(name):
    scheme = kinds()[name]
    same_to_the_bit(*played(market(("turnover", "absence", "accounts")), scheme, changed(scheme, week=4), seed=8))


@pytest.mark.parametrize("name", ["today", "line", "offers", "served in time"])
def test_it_changes_nothing_where_nothing_ever_waits(name):
    people = {"people": {**kinds()[name].model_dump()["people"], "unlimited_capacity": True}}
    scheme = Scheme.model_validate(kinds()[name].model_dump() | people)
    same_to_the_bit(*played(market(), scheme, changed(scheme, week=3)))
