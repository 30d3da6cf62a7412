"""Queueing theory as an oracle: birth-death chains solved numerically, and Cobham's priority formula."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log

import numpy as np

_LONGEST_QUEUE = 4000


@dataclass(frozen=True)
class Queue:
    """Stationary values of M/M/n+M; `wait` is the mean over all who arrive, served or not."""

    p_wait: float
    p_abandon: float
    queue_length: float
    wait: float
    utilisation: float


def erlang_a(arrivals: float, service: float, servers: int, abandonment: float) -> Queue:
    """M/M/n+M (C. Palm 1957): states 0, 1, 2, ... with births `arrivals` and deaths min(k, n) service + (k - n)+ theta.

    Abandonment 0 is Erlang-C, which needs arrivals < servers x service.
    """
    deaths = [min(k, servers) * service + max(k - servers, 0) * abandonment for k in range(1, servers + _LONGEST_QUEUE)]
    weight = np.concatenate(([0.0], np.cumsum(log(arrivals) - np.log(deaths))))
    share = np.exp(weight - weight.max())
    share /= share.sum()
    number = np.arange(len(share))
    queue_length = float((np.maximum(number - servers, 0) * share).sum())
    return Queue(
        p_wait=float(share[servers:].sum()),
        p_abandon=abandonment * queue_length / arrivals,
        queue_length=queue_length,
        wait=queue_length / arrivals,
        utilisation=float((np.minimum(number, servers) * share).sum()) / servers,
    )


def erlang_c(load: float, servers: int) -> float:
    """Chance to wait in M/M/n, by its closed formula (A. K. Erlang 1917); `load` = arrivals / service."""
    full = np.exp(servers * log(load) - lgamma(servers + 1)) * servers / (servers - load)
    return float(full / (sum(np.exp(k * log(load) - lgamma(k + 1)) for k in range(servers)) + full))


def priority_waits(arrivals: list[float], service: float, servers: int) -> list[float]:
    """Mean waits by class, the first before the second, without interruption (A. Cobham, Operations Research 1954)."""
    capacity = servers * service
    residual = erlang_c(sum(arrivals) / service, servers) / capacity
    below, waits = 0.0, []
    for rate in arrivals:
        upto = below + rate / capacity
        waits.append(residual / ((1 - below) * (1 - upto)))
        below = upto
    return waits
