"""Reviews that come too often read too little: seats go there and back, though no rule says that they should."""

from __future__ import annotations

from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.results.measures.kpis import kpis
from tests.builders import resolved
from tests.properties.whole_worlds import LINE, RESTLESS, TWO_AREAS, organisation, rich_market

HORIZON = Horizon(4, 26, 4)


def acted(review_weeks):
    """Actions and those taken back in 26 weeks of four replications, with nothing but waiting, travel and learning."""
    market = rich_market({"patience": {}, "learning": {}, "response": {}}, demand={"leads_per_year": 2600})
    scheme = organisation(
        {"sdr": 4, "ae": 8},
        LINE,
        territory=TWO_AREAS,
        crm={"error_factor": 0.5},
        improvement=RESTLESS | {"review_weeks": review_weeks},
    )
    ready = resolved(market, scheme)
    found = [kpis(simulate(market, ready, horizon=HORIZON, seed=9, replication=number)) for number in range(4)]
    half = 26 * 7 / 365
    return tuple(half * sum(one[name] for one in found) for name in ("improvement_actions", "improvement_reversals"))


def test_more_of_what_weekly_reviews_do_is_taken_back_than_of_what_reviews_of_a_quarter_do():
    often, seldom = acted(1), acted(13)
    assert often[0] > 4 * seldom[0] > 0
    assert often[1] / often[0] > 0.2
    assert seldom[1] / seldom[0] < often[1] / often[0]
