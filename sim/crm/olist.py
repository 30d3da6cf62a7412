"""The Olist marketing funnel: marketing-qualified leads and closed deals of a Brazilian marketplace, read and joined.

Licence and description stand with the data; this module knows its columns only. What the export can't tell (loss
dates, stage dates, deal values, who worked a lead that was lost) is absent from the frames too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from sim.crm.tables import LINE, read_table
from sim.inputs.errors import InputError, Problem, nearest

LEADS, DEALS = "leads", "closed deals"
EXPECTED = {LEADS: ("mql_id", "first_contact_date", "origin"), DEALS: ("mql_id", "won_date")}
DATE_COLUMN = {LEADS: "first_contact_date", DEALS: "won_date"}
UNKNOWN_ORIGIN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class OlistFrames:
    """`leads`: lead, first_contact_date, origin. `deals`: lead, won_at (date and time). One row for each lead.

    `repeated_rows` counts rows that were dropped because the same row stood in the file before.
    """

    leads: pd.DataFrame
    deals: pd.DataFrame
    repeated_rows: int


def read_olist(paths: Iterable[Path]) -> OlistFrames:
    """Read the two files of the export, told apart by their columns whatever their names and order.

    An origin that is missing reads as "unknown", which the export also uses. Raises InputError with all that is
    wrong: a file that isn't a whole CSV, columns missing (with those found and the nearest), a table missing or given
    twice, a date that isn't one (with its line), one lead with two different rows, deals of leads that aren't there.
    """
    paths = tuple(paths)
    raw = _by_kind([(path, read_table(path)) for path in paths])
    kept = {kind: _without_repeats(kind, path, frame) for kind, (path, frame) in raw.items()}
    dates = {kind: _dates(raw[kind][0], frame, DATE_COLUMN[kind]) for kind, frame in kept.items()}
    origin = kept[LEADS]["origin"].astype(str)
    leads = pd.DataFrame(
        {
            "lead": kept[LEADS]["mql_id"].astype(str),
            "first_contact_date": dates[LEADS].dt.normalize(),
            "origin": origin.where(origin != "", UNKNOWN_ORIGIN),
        }
    ).reset_index(drop=True)
    deals = pd.DataFrame({"lead": kept[DEALS]["mql_id"].astype(str), "won_at": dates[DEALS]}).reset_index(drop=True)
    orphans = ~deals["lead"].isin(leads["lead"])
    if orphans.any():
        raise InputError(
            Problem(
                f"{int(orphans.sum())} of {len(deals)} closed deals speak of a lead that the leads don't have",
                where=raw[LEADS][0],
                hint="is the file of leads cut short, or of another export?",
            )
        )
    repeats = sum(len(raw[kind][1]) - len(kept[kind]) for kind in raw)
    return OlistFrames(leads=leads, deals=deals, repeated_rows=repeats)


def cohort(frames: OlistFrames, first: date, last: date, followed_to: date) -> pd.DataFrame:
    """The leads of first contact on `first` to `last`, both included, as known by the end of `followed_to`.

    Columns: lead, first_contact_date, origin, won (a win dated `followed_to` or before), days_to_win (float).

    Days to win are whole calendar days between the two dates (0: the same day), because first contact has no time of
    day; NaN where not won, and where the export dates the win before first contact (which still counts as won).
    Raises InputError where no lead falls into the range or the follow-up ends before it.
    """
    if not first <= last <= followed_to:
        raise InputError(
            Problem(
                f"a cohort from {first} to {last}, followed to {followed_to}, runs backwards",
                hint="expected first <= last <= followed_to",
            )
        )
    contact = frames.leads["first_contact_date"]
    chosen = frames.leads[(contact >= pd.Timestamp(first)) & (contact <= pd.Timestamp(last))]
    if chosen.empty:
        raise InputError(
            Problem(
                f"no lead has its first contact between {first} and {last}",
                hint=f"the export runs from {contact.min():%Y-%m-%d} to {contact.max():%Y-%m-%d}",
            )
        )
    joined = chosen.merge(frames.deals, on="lead", how="left", validate="one_to_one")
    won_date = joined["won_at"].dt.normalize()
    won = (won_date <= pd.Timestamp(followed_to)).to_numpy()
    days = (won_date - joined["first_contact_date"]).dt.days.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.where(won & (days >= 0), days, np.nan)
    return joined.drop(columns="won_at").assign(won=won, days_to_win=known)


def _by_kind(tables: list[tuple[Path, pd.DataFrame]]) -> dict[str, tuple[Path, pd.DataFrame]]:
    """The tables by what they are; every file must be one of the two, and both must be there once."""
    problems: list[Problem] = []
    found: dict[str, tuple[Path, pd.DataFrame]] = {}
    for path, frame in tables:
        columns = [str(name) for name in frame.columns if name != LINE]
        kinds = [kind for kind, expected in EXPECTED.items() if set(expected) <= set(columns)]
        if len(kinds) != 1:
            problems.append(_unrecognised(path, columns))
        elif kinds[0] in found:
            problems.append(
                Problem(
                    f"is a second file of {kinds[0]}, beside {found[kinds[0]][0].name}",
                    where=path,
                    hint="give each once",
                )
            )
        else:
            found[kinds[0]] = (path, frame)
    if not problems:
        problems = [
            Problem(
                f"no file of {kind} was given",
                where="olist",
                hint=f"expected a CSV with the columns {', '.join(expected)}",
            )
            for kind, expected in EXPECTED.items()
            if kind not in found
        ]
    if problems:
        raise InputError(problems)
    return found


def _unrecognised(path: Path, columns: list[str]) -> Problem:
    kind = max(EXPECTED, key=lambda name: len(set(EXPECTED[name]) & set(columns)))
    missing = [name for name in EXPECTED[kind] if name not in columns]
    if not missing:
        return Problem("has the columns of both leads and closed deals", where=path, hint="expected two separate files")
    hints = [f"{name}: {near}" for name in missing if (near := _nearest_column(name, columns))]
    return Problem(
        f"lacks the column {', '.join(missing)} of Olist's {kind}; found {', '.join(columns)}",
        where=path,
        line=1,
        hint="; ".join(hints) or " or ".join(f"{name} has {', '.join(wanted)}" for name, wanted in EXPECTED.items()),
    )


def _nearest_column(name: str, columns: list[str]) -> str | None:
    hint = nearest(name, columns)
    return hint if hint and hint.startswith("did you mean") else None


def _without_repeats(kind: str, path: Path, frame: pd.DataFrame) -> pd.DataFrame:
    content = [name for name in frame.columns if name != LINE]
    kept = frame[~frame.duplicated(subset=content)]
    problems = [
        Problem("has no mql_id", where=path, line=int(line)) for line in kept.loc[kept["mql_id"] == "", LINE].head(5)
    ]
    problems += [
        Problem(f"lead {row['mql_id']} has another row in the {kind}, which differs", where=path, line=int(row[LINE]))
        for _, row in kept[kept.duplicated(subset="mql_id") & (kept["mql_id"] != "")].head(5).iterrows()
    ]
    if problems:
        raise InputError(problems)
    return kept


def _dates(path: Path, frame: pd.DataFrame, column: str) -> pd.Series:
    text = frame[column].astype(str)
    parsed = pd.to_datetime(text, format="ISO8601", errors="coerce")
    wrong = frame[parsed.isna()]
    if not wrong.empty:
        raise InputError(
            [
                Problem(
                    f"{row[column]!r} is not a date" if row[column] else "is empty",
                    where=path,
                    line=int(row[LINE]),
                    key=column,
                    hint="expected a date such as 2018-02-26 or 2018-02-26 19:58:54",
                )
                for _, row in wrong.head(5).iterrows()
            ]
        )
    return parsed
