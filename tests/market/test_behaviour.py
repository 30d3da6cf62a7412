"""Earlier contacts: how many, how many on record, and what they tell."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.record import record_of
from sim.inputs.models.conditions import When
from sim.levers.segmentation import matches
from sim.market.behaviour import contacts_of, wanted
from sim.market.leads import lead_table
from tests.builders import TEAM, market_of, merged, scheme_of, seats, stage

TWO_SOURCES = {"sources": {"web": {"share": 0.5}, "fair": {"share": 0.5}}}


def market(behaviour=None):
    effects = {} if behaviour is None else {"behaviour": behaviour}
    return market_of({"work": stage()}, effects, **TWO_SOURCES, demand={"leads_per_year": 40_000})


def drawn(behaviour):
    chosen = market(behaviour)
    table = lead_table(chosen, 91, 1, 0)
    return table, *contacts_of(chosen, table.key, table.attributes["source"], table.names)


def test_means_follow_the_source_and_the_record_holds_its_share():
    table, contacts, seen = drawn({"mean_contacts": 3, "by_source": {"fair": 0}, "seen_share": 0.4, "spread": 0.5})
    fair = table.attributes["source"] == table.names["source"].index("fair")
    assert contacts[fair].max() == 0
    web = contacts[~fair]
    assert web.mean() == pytest.approx(3, rel=0.05)
    # Poisson with a gamma mean: variance = mean + spread x mean squared.
    assert web.var() == pytest.approx(3 + 0.5 * 9, rel=0.1)
    assert seen[~fair].mean() == pytest.approx(0.4 * 3, rel=0.05)
    assert (seen <= contacts).all()


def test_a_spread_of_nothing_is_poisson_and_full_sight_is_the_truth():
    _, contacts, seen = drawn({"mean_contacts": 3, "spread": 0, "seen_share": 1})
    assert (contacts == seen).all()
    assert contacts.var() == pytest.approx(3, rel=0.06)


def test_more_contacts_tell_of_a_greater_wish_by_their_log():
    found = wanted(market({"mean_contacts": 3, "weight": 0.5}), np.array([0, 3, 15]))
    assert found == pytest.approx([-0.5 * np.log(4), 0, 0.5 * np.log(4)])


def test_the_wish_is_part_of_every_stages_logit_and_only_while_the_mechanism_is_on():
    table, contacts, _ = drawn({"mean_contacts": 3, "weight": 0.5})
    without = lead_table(market(), 91, 1, 0)
    assert table.logit_shift - without.logit_shift == pytest.approx(0.5 * np.log((1 + contacts) / 4))
    off = lead_table(market({"mean_contacts": 3, "weight": 0.5, "enabled": False}), 91, 1, 0)
    assert (off.logit_shift == without.logit_shift).all()


def test_rules_read_the_contacts_on_record():
    behaviour = {"mean_contacts": 3, "seen_share": 0.4}
    chosen = market(behaviour)
    table, contacts, seen = drawn(behaviour)
    record = record_of(chosen, scheme_of(seats("a"), {"work": "rep"}, merged(TEAM, {})), table)
    asked = When.model_validate({"contacts_at_least": 2, "contacts_below": 4})
    hit = matches(asked, record.recorded, record.names, table.value)
    assert hit.tolist() == ((seen >= 2) & (seen < 4)).tolist()
    true = matches(asked, record.true, record.names, table.value)
    assert true.tolist() == ((contacts >= 2) & (contacts < 4)).tolist()


def test_a_duplicate_has_its_originals_contacts_whatever_way_it_comes_in_by():
    effects = {"behaviour": {"by_source": {"fair": 3}}, "duplicates": {"share": 0.5}}
    chosen = market_of({"work": stage()}, effects, **TWO_SOURCES)
    table = lead_table(chosen, 300, 5, 0)
    record = record_of(chosen, scheme_of(seats("a"), {"work": "rep"}), table)
    doubles = np.flatnonzero(table.original >= 0)
    assert len(doubles) > 50
    for side in (record.recorded, record.true):
        assert np.array_equal(side["contacts"][doubles], side["contacts"][table.original[doubles]])
    assert record.true["contacts"].max() > 0
