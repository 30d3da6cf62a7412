"""How far a fit of earlier leads misses later ones: the honest figure beside a calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.crm.arrivals import expected_counts
from sim.crm.fit_olist import COUNTRY, CohortDates, OlistFit
from sim.crm.olist import OlistFrames, cohort
from sim.crm.thinking import ks_distance, modelled_days_to_win
from sim.crm.win_rates import group_rates, wilson_interval


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted figure beside the observed one, and an interval of 95 %.

    The interval is that of the observed rate (Wilson) or, for the number of leads, that of the prediction.
    """

    predicted: float
    observed: float
    low: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether the figure that the interval is not of lies in it."""
        return self.low <= self.predicted <= self.high and self.low <= self.observed <= self.high


@dataclass(frozen=True, slots=True)
class Miss:
    """Later leads as predicted and as observed: their number, the share won, the share won by origin, the days to win.

    `days_to_win_ks` is the distance of the predicted distribution from the observed one; `own_ks` that of the
    observed one from the cohort of the fit, which no model of the earlier leads can avoid. Medians in days.
    """

    leads: Prediction
    win_rate: Prediction
    origins: dict[str, Prediction]
    days_to_win_ks: float
    own_ks: float
    predicted_median_days: float
    observed_median_days: float


def prediction_miss(frames: OlistFrames, fit: OlistFit, later: CohortDates, seed: int = 1) -> Miss:
    """Predict the later cohort from the fit of the earlier one, and compare. Raises InputError for an empty cohort.

    The mix of origins and the follow-up are those of the later cohort; all rates and times are those of the fit.
    Origins that the fit hasn't met are left out.
    """
    leads = cohort(frames, later.first, later.last, later.followed_to)
    days, seen = modelled_days_to_win(
        leads,
        COUNTRY,
        fit.assumptions.hours_per_day,
        later.followed_to,
        fit.assumptions.path,
        fit.thinking.thinking,
        seed,
    )
    still_seen = seen / fit.thinking.seen_share
    earlier = cohort(frames, fit.dates.first, fit.dates.last, fit.dates.followed_to)
    observed_days = leads["days_to_win"].dropna().to_numpy()
    observed = group_rates(leads["origin"], leads["won"])
    predicted = {name: fit.origins[name].pooled * still_seen for name in observed if name in fit.origins}
    known = sum(observed[name].leads for name in predicted)
    overall = sum(predicted[name] * observed[name].leads for name in predicted) / known
    low, high = wilson_interval(int(leads["won"].sum()), len(leads))
    return Miss(
        leads=_leads(fit, later, len(leads)),
        win_rate=Prediction(overall, float(leads["won"].mean()), low, high),
        origins={
            name: Prediction(predicted[name], observed[name].rate, observed[name].low, observed[name].high)
            for name in predicted
        },
        days_to_win_ks=ks_distance(observed_days, days),
        own_ks=ks_distance(observed_days, earlier["days_to_win"].dropna().to_numpy()),
        predicted_median_days=float(np.median(days)),
        observed_median_days=float(np.median(observed_days)),
    )


def _leads(fit: OlistFit, later: CohortDates, observed: int) -> Prediction:
    """The number of leads, with an interval from the level's error and the spread of days; no drift is foreseen."""
    expected = expected_counts(fit.arrivals, pd.date_range(later.first, later.last))
    total = float(expected.sum())
    days = float(np.sum(expected + fit.arrivals.day_dispersion * expected**2))
    half = 1.96 * float(np.hypot(np.sqrt(days), total * fit.arrivals.leads_per_day_se / fit.arrivals.leads_per_day))
    return Prediction(total, float(observed), total - half, total + half)
