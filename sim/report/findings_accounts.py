"""What became of customers after the sale, in sentences that follow the intervals whichever side they lie on."""

from __future__ import annotations

import pandas as pd

from sim.report.view import View
from sim.results.means import difference_of

SHOWN = (
    "renewal_share",
    "net_retention",
    "service_hours_to_answer",
    "cases_in_time_share",
    "escalations_per_case",
    "satisfaction_after_sale",
    "after_sale_share",
    "leads_referred",
    "leads_cross_sold",
    "customers_lost",
    "customers_dormant_share",
    "discount_given_share",
)
PANELS = ("renewal_share", "service_hours_to_answer", "after_sale_share")


def has_accounts(view: View) -> bool:
    """Whether anyone is a customer after the sale in this run."""
    return bool(view.run.samples("renewal_share").notna().any(axis=None))


def after_sale(view: View) -> list[str]:
    """How today's customers are served and kept, and which schemes are shown to keep more or fewer of them."""
    means = {kpi: view.run.samples(kpi).mean() for kpi in SHOWN}
    base = view.baseline
    texts = [
        view.say(
            "after_sale.today",
            baseline=view.scheme(base),
            renewal=view.value("renewal_share", float(means["renewal_share"][base])),
            wait=view.value("service_hours_to_answer", float(means["service_hours_to_answer"][base])),
            hours=view.value("after_sale_share", float(means["after_sale_share"][base])),
        )
    ]
    found: dict[str, list[str]] = {"more": [], "fewer": []}
    unshown: list[str] = []
    samples = view.run.samples("renewal_share")
    for scheme in view.ranking:
        if scheme != base:
            mean, low, high = difference_of(samples[scheme], samples[base], view.verdict.confidence)[:3]
            amount = view.value("renewal_share", mean, signed=True)
            interval = view.say(
                "after_sale.interval",
                low=view.value("renewal_share", low, signed=True),
                high=view.value("renewal_share", high, signed=True),
            )
            if low <= 0 <= high:
                unshown.append(scheme)
                continue
            words = view.say("after_sale.one", scheme=view.named(scheme), amount=amount, interval=interval)
            found["more" if low > 0 else "fewer"].append(words)
    for kind, items in found.items():
        if items:
            texts.append(view.say(f"after_sale.{kind}", items=view.say("list.comma").join(items)))
    if unshown:
        texts.append(view.say("after_sale.open", items=view.names(unshown)))
    return [*texts, *_levels(view, means["cases_in_time_share"])]


def _levels(view: View, means: pd.Series) -> list[str]:
    """How often service levels after the sale are kept, where they are kept most and least; nothing without any."""
    kept = means.dropna()
    if not len(kept):
        return []
    best, worst = str(kept.idxmax()), str(kept.idxmin())
    if len(kept) == 1:
        return [view.say("after_sale.level", scheme=view.scheme(best), share=view.share(float(kept[best])))]
    if view.share(float(kept[best])) == view.share(float(kept[worst])):
        return [view.say("after_sale.levels.same", share=view.share(float(kept[best])))]
    return [
        view.say(
            "after_sale.levels",
            best=view.scheme(best),
            best_share=view.share(float(kept[best])),
            worst=view.scheme(worst),
            worst_share=view.share(float(kept[worst])),
        )
    ]
