"""Keyed uniform draws and their transforms: a draw is a pure function of who it is for and what it is for.

A draw is looked up, never taken from a stream: `uniforms(entity_keys(name_key(seed, replication, cell), ordinals),
name_key(stage, attempt, purpose))`. Adding a scheme, a cell, a stage or a purpose therefore leaves every other draw
bit-identical, and everything that isn't uniform follows by inverse CDF.

The generator is counter-based in the sense of Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2,
3" (SC 2011): output = bijective scrambling of (key, counter), with no state. As in their Threefry, the key is injected
more than once between the mixing rounds, and as in JAX's `fold_in` a key is derived by scrambling its parent's key with
an integer. The rounds are the 64-bit finalisers with published avalanche statistics: mix13 (D. Stafford 2011, used by
SplitMix64: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) and fmix64 (A. Appleby,
MurmurHash3).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

UInt64Array = NDArray[np.uint64]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_MASK = 0xFFFF_FFFF_FFFF_FFFF
_GOLDEN = 0x9E37_79B9_7F4A_7C15  # 2**64 / golden ratio, the Weyl increment of SplitMix64
_MIX13 = ((30, 0xBF58_476D_1CE4_E5B9), (27, 0x94D0_49BB_1331_11EB), 31)
_FMIX64 = ((33, 0xFF51_AFD7_ED55_8CCD), (33, 0xC4CE_B9FE_1A85_EC53), 33)
_STEP = 2.0**-52
_LARGEST_SUMMED_RATE = 20.0  # beyond it a search takes fewer steps, and a long sum would round in the last digits of u


def name_key(*parts: str | int) -> int:
    """64-bit key of a sequence of names and integers: the same in every process, on every machine.

    Each part carries its type and its length, so `("a", "bc")` differs from `("ab", "c")`, and `1` from `"1"`.
    BLAKE2b (RFC 7693), 8 bytes. Raises TypeError for any other type (a bool or a NumPy integer included, whose meaning
    as a name isn't evident).
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        if isinstance(part, bool) or not isinstance(part, str | int):
            raise TypeError(f"a key is made of names and integers, not {type(part).__name__} ({part!r})")
        text = str(part).encode()
        digest.update(b"%c%d:" % (b"s" if isinstance(part, str) else b"i", len(text)))
        digest.update(text)
    return int.from_bytes(digest.digest(), "little")


def entity_keys(base: int | UInt64Array, ordinals: IntArray) -> UInt64Array:
    """Keys of entities from the key of their cell (or of their parents, one for each) and their ordinals in it."""
    weyl = np.asarray(ordinals).astype(np.int64).view(np.uint64) * np.uint64(_GOLDEN) + np.uint64(_GOLDEN)
    parent = np.uint64(base & _MASK) if isinstance(base, int) else base
    return _mixed(_mixed(weyl, _FMIX64) ^ parent, _MIX13)


def entity_key(base: int, ordinal: int) -> int:
    """Scalar twin of `entity_keys`, bit-identical: the key of one entity born during a run."""
    weyl = (ordinal * _GOLDEN + _GOLDEN) & _MASK
    return _mixed_int(_mixed_int(weyl, _FMIX64) ^ (base & _MASK), _MIX13)


def uniforms(keys: UInt64Array, purpose: int) -> FloatArray:
    """One uniform for each key, strictly inside (0, 1), multiples of 2**-53; `purpose` is a 64-bit key of its own.

    Two full rounds separate the key from the purpose, and the purpose enters before each of them, so no arithmetic
    relation between keys and purposes makes two (key, purpose) pairs share a sequence.
    """
    first, second = _purpose_words(purpose)
    bits = _mixed(keys ^ np.uint64(first), _MIX13)
    bits = _mixed(bits + np.uint64(second), _FMIX64)
    return np.asarray(((bits >> np.uint64(12)).astype(np.float64) + 0.5) * _STEP)


def words_by_column(purposes: Sequence[int]) -> UInt64Array:
    """What each purpose injects (columns, 2): made once for columns that are drawn over and over."""
    return np.array([_purpose_words(purpose) for purpose in purposes], dtype=np.uint64).reshape(-1, 2)


def uniforms_by_column(keys: UInt64Array, words: UInt64Array) -> FloatArray:
    """`uniforms` of (n, columns) keys where each column is for a purpose of its own, bit-identical."""
    bits = _mixed(keys ^ words[:, 0], _MIX13)
    bits = _mixed(bits + words[:, 1], _FMIX64)
    return np.asarray(((bits >> np.uint64(12)).astype(np.float64) + 0.5) * _STEP)


def uniform(key: int, purpose: int) -> float:
    """Scalar twin of `uniforms` in plain Python integers, bit-identical: a draw on the floor."""
    first, second = _purpose_words(purpose)
    bits = _mixed_int((key & _MASK) ^ first, _MIX13)
    bits = _mixed_int((bits + second) & _MASK, _FMIX64)
    return ((bits >> 12) + 0.5) * _STEP


def exponential(u: FloatArray, mean: float | FloatArray) -> FloatArray:
    """Exponential quantile with that mean: -mean log(1 - u)."""
    return np.asarray(-mean * np.log1p(-u))


def normal(u: FloatArray) -> FloatArray:
    """Standard normal quantile."""
    from scipy.special import ndtri

    return np.asarray(ndtri(u))


def lognormal(u: FloatArray, mean: float | FloatArray, cv: float | FloatArray) -> FloatArray:
    """Log-normal quantile with that mean and coefficient of variation (of the variable, not of its logarithm).

    sigma**2 = log(1 + cv**2), mu = log(mean) - sigma**2 / 2. A cv of 0 gives the mean itself.
    """
    variance = np.log1p(np.square(cv))
    return np.asarray(mean * np.exp(np.sqrt(variance) * normal(u) - variance / 2.0))


def gamma_quantile(u: FloatArray, mean: float | FloatArray, variance: float | FloatArray) -> FloatArray:
    """Gamma quantile with that mean (> 0) and variance (>= 0): shape mean**2 / variance, scale variance / mean.

    A variance of 0 gives the mean itself. Raises ValueError for a mean that isn't positive or a negative variance.
    """
    from scipy.special import gammaincinv

    u, mean, variance = np.broadcast_arrays(u, mean, variance)
    if not ((mean > 0.0) & (variance >= 0.0)).all():
        raise ValueError("a gamma variable needs a positive mean and a variance of 0 or more")
    spread = np.where(variance > 0.0, variance, 1.0)
    quantile = gammaincinv(np.square(mean) / spread, u) * (spread / mean)
    return np.asarray(np.where(variance > 0.0, quantile, mean))


def poisson_counts(u: FloatArray, rate: float | FloatArray) -> IntArray:
    """Poisson quantile: the smallest k with F(k; rate) >= u, in the common shape of `u` and `rate`.

    Non-decreasing in u and in the rate, so a thinned or scaled demand keeps its coupling. Raises ValueError for a u
    outside (0, 1) or a rate that is negative or not finite.
    """
    u, rate = np.broadcast_arrays(np.asarray(u, dtype=np.float64), np.asarray(rate, dtype=np.float64))
    if not ((u > 0.0) & (u < 1.0)).all():
        raise ValueError("a Poisson quantile needs u strictly inside (0, 1)")
    if not ((rate >= 0.0) & np.isfinite(rate)).all():
        raise ValueError("a Poisson rate is finite and 0 or more")
    counts = np.empty(u.shape, dtype=np.int64)
    summed = rate <= _LARGEST_SUMMED_RATE
    counts[summed] = _poisson_by_summing(u[summed], rate[summed])
    counts[~summed] = _poisson_by_search(u[~summed], rate[~summed])
    return counts


def choose(u: FloatArray, cumulative_shares: FloatArray) -> IntArray:
    """Index of the category in whose slice of the cumulative shares u falls; a category with no share is never chosen.

    `cumulative_shares` has one entry for each category, non-decreasing; its last entry is the total, need not be
    exactly 1 and must be positive (ValueError otherwise).
    """
    cumulative = np.asarray(cumulative_shares, dtype=np.float64)
    if cumulative.ndim != 1 or cumulative.size == 0:
        raise ValueError("cumulative shares are one row with at least one category")
    if not (cumulative[0] >= 0.0 and (np.diff(cumulative) >= 0.0).all() and 0.0 < cumulative[-1] < np.inf):
        raise ValueError("cumulative shares start at 0 or more, never decrease and end at a positive total")
    return np.asarray(np.searchsorted(cumulative, u * cumulative[-1], side="right"), dtype=np.int64)


_Rounds = tuple[tuple[int, int], tuple[int, int], int]


def _mixed(words: UInt64Array, rounds: _Rounds) -> UInt64Array:
    """A bijection of 64-bit words with full avalanche: xor-shift and multiply twice, xor-shift."""
    (shift_1, factor_1), (shift_2, factor_2), shift_3 = rounds
    words = (words ^ (words >> np.uint64(shift_1))) * np.uint64(factor_1)
    words = (words ^ (words >> np.uint64(shift_2))) * np.uint64(factor_2)
    return words ^ (words >> np.uint64(shift_3))


def _mixed_int(word: int, rounds: _Rounds) -> int:
    (shift_1, factor_1), (shift_2, factor_2), shift_3 = rounds
    word = ((word ^ (word >> shift_1)) * factor_1) & _MASK
    word = ((word ^ (word >> shift_2)) * factor_2) & _MASK
    return word ^ (word >> shift_3)


@lru_cache(maxsize=4096)
def _purpose_words(purpose: int) -> tuple[int, int]:
    """The two words that a purpose injects; remembered, since a run asks for few purposes and many draws."""
    first = _mixed_int((purpose + _GOLDEN) & _MASK, _FMIX64)
    return first, _mixed_int((first + _GOLDEN) & _MASK, _MIX13)


def _poisson_by_summing(u: FloatArray, rate: FloatArray) -> IntArray:
    """Adds up the probability mass from k = 0 until it reaches u, for all elements at once."""
    counts = np.zeros(u.shape, dtype=np.int64)
    mass = np.exp(-rate)
    cumulative = mass.copy()
    short = np.flatnonzero(cumulative < u)
    u, rate, mass, cumulative = u[short], rate[short], mass[short], cumulative[short]
    k = 0
    while short.size:
        k += 1
        mass = mass * rate / k
        raised = cumulative + mass
        counts[short] = k
        # Rounding may keep the sum below a u next to 1; past the mode it stops growing, and so does the count.
        on = (raised < u) & ((raised > cumulative) | (k <= rate))
        short, u, rate, mass, cumulative = short[on], u[on], rate[on], mass[on], raised[on]
    return counts


def _poisson_by_search(u: FloatArray, rate: FloatArray) -> IntArray:
    """Steps from the Cornish-Fisher approximation, which is off by 1 or 2 at most here, to the exact quantile."""
    from scipy.special import pdtr

    z = normal(u)
    k = np.maximum(np.rint(rate + np.sqrt(rate) * z + (np.square(z) - 1.0) / 6.0), 0.0)
    while (low := pdtr(k, rate) < u).any():
        k = k + low
    while (high := (k > 0.0) & (pdtr(k - 1.0, rate) >= u)).any():
        k = k - high
    return np.asarray(k, dtype=np.int64)
