"""From a CRM export to a market file: reads, fits, checks the result, and writes it whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from sim.crm.fit_olist import OlistFit, fit_olist
from sim.crm.olist import read_olist
from sim.crm.olist_market import MARKET_ASSUMPTIONS, market_text
from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import parse_tree

SEED = 2018
RESAMPLES = 60
SUFFIXES = (".yaml", ".yml")


def calibrate(exports: list[Path], format: str, out: Path) -> str:
    """Fit a market to the files of an export and write it to `out`; what was done, in words.

    The same files give the same bytes. An earlier file at `out` is replaced, but only by a whole and valid one. Raises
    InputError for a format that isn't known, an export that can't be read or fitted, and a file that can't be written.
    """
    if format not in FORMATS:
        raise InputError(Problem(f"there is no format '{format}'", where="--format", hint=nearest(format, FORMATS)))
    _refuse(out)
    text, told = FORMATS[format](exports)
    validate(Market, parse_tree(text, str(out)))
    _write_whole(out, text)
    return f"{told}\nwrote {out}"


def _olist(exports: list[Path]) -> tuple[str, str]:
    try:
        fit = fit_olist(read_olist(exports), assumptions=MARKET_ASSUMPTIONS, seed=SEED, resamples=RESAMPLES)
    except ValueError as error:
        raise InputError(Problem(f"can't be fitted: {error}", where="olist")) from error
    return market_text(fit), _told(fit)


# What knows each format: from the export's files to the market's text and a few words on the fit.
FORMATS: Mapping[str, Callable[[list[Path]], tuple[str, str]]] = {"olist": _olist}


def _told(fit: OlistFit) -> str:
    thinking, arrivals, dispersion, dates = fit.thinking, fit.arrivals, fit.dispersion, fit.dates
    rates = [group.rate for group in fit.origins.values()]
    return "\n".join(
        [
            f"cohort: {fit.leads} leads of {dates.first} to {dates.last}, {fit.wins} won by {dates.followed_to}",
            f"arrivals: {arrivals.leads_per_day:.1f} a day (standard error {arrivals.leads_per_day_se:.1f}), "
            f"variance of the day factor {arrivals.day_dispersion:.3f}; weekday dispersion {dispersion.value:.2f}, "
            f"interval {dispersion.low:.2f} to {dispersion.high:.2f}",
            f"win rate: {fit.wins / fit.leads:.2%}, {min(rates):.1%} to {max(rates):.1%} between {len(rates)} origins",
            f"days to win: median of the last thinking {thinking.median_hours:.0f} business hours, "
            f"sigma {thinking.sigma:.2f}, Kolmogorov-Smirnov distance {thinking.ks:.3f}",
        ]
    )


def _refuse(out: Path) -> None:
    if out.is_dir():
        raise InputError(Problem("is a folder, expected a file to write", where=out))
    if out.suffix not in SUFFIXES:
        raise InputError(Problem("is no YAML file", where=out, hint=f"expected a name that ends in {SUFFIXES[0]}"))
    lowest = next(folder for folder in out.absolute().parents if folder.exists())
    if not lowest.is_dir():
        raise InputError(Problem("is a file, expected a folder to write into", where=lowest))


def _write_whole(out: Path, text: str) -> None:
    """Write beside and then take the place of what is there; whatever goes wrong, nothing half written stays."""
    unfinished: Path | None = None
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=out.absolute().parent, prefix=f".{out.name}.", delete=False) as stream:
            unfinished = Path(stream.name)
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        # A temporary file is private; a market file is as readable as any other that one makes here.
        unfinished.chmod(out.stat().st_mode if out.exists() else 0o644)
        unfinished.replace(out)
    except OSError as error:
        raise InputError(Problem(f"can't be written: {error.strerror or error}", where=out)) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
