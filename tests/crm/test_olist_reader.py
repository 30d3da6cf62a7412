from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.crm.olist import cohort, read_olist
from sim.inputs.errors import InputError

LEADS_HEADER = "mql_id,first_contact_date,landing_page_id,origin"
DEALS_HEADER = "mql_id,seller_id,won_date"
Write = Callable[..., Path]


def test_files_are_told_apart_by_their_columns_in_any_order(leads_csv: Path, deals_csv: Path) -> None:
    for paths in ([leads_csv, deals_csv], [deals_csv, leads_csv]):
        frames = read_olist(paths)
        assert frames.leads["lead"].tolist() == ["a", "b", "c", "d"]
        assert frames.deals["lead"].tolist() == ["a", "b", "d"]


def test_a_missing_origin_reads_as_unknown(leads_csv: Path, deals_csv: Path) -> None:
    assert read_olist([leads_csv, deals_csv]).leads["origin"].tolist() == ["social", "unknown", "email", "unknown"]


def test_a_repeated_row_counts_once(write_csv: Write, leads_csv: Path, deals_csv: Path) -> None:
    lines = leads_csv.read_text().splitlines()
    frames = read_olist([write_csv("again.csv", *lines, lines[1], lines[2]), deals_csv])
    assert len(frames.leads) == 4
    assert frames.repeated_rows == 2


def test_days_to_win_are_calendar_days_between_the_two_dates(leads_csv: Path, deals_csv: Path) -> None:
    leads = cohort(read_olist([leads_csv, deals_csv]), date(2018, 1, 1), date(2018, 1, 31), date(2018, 3, 1))
    assert leads["lead"].tolist() == ["a", "b", "d"]
    assert leads["won"].tolist() == [True, True, True]
    # d was won the day before its first contact: the win counts, its time can't be known.
    np.testing.assert_array_equal(leads["days_to_win"], [3.0, 54.0, np.nan])


def test_wins_after_the_follow_up_are_not_won_yet(leads_csv: Path, deals_csv: Path) -> None:
    leads = cohort(read_olist([leads_csv, deals_csv]), date(2018, 1, 1), date(2018, 1, 31), date(2018, 2, 28))
    assert leads["won"].tolist() == [True, False, True]
    assert np.isnan(leads["days_to_win"][1])


def test_a_lead_on_either_edge_of_the_range_belongs_to_the_cohort(leads_csv: Path, deals_csv: Path) -> None:
    frames = read_olist([leads_csv, deals_csv])
    leads = cohort(frames, date(2018, 1, 6), date(2018, 2, 1), date(2018, 3, 1))
    assert leads["lead"].tolist() == ["b", "c", "d"]


def test_an_empty_or_backward_cohort_is_refused(leads_csv: Path, deals_csv: Path) -> None:
    frames = read_olist([leads_csv, deals_csv])
    with pytest.raises(InputError, match=r"no lead .* 2018-01-05 to 2018-02-01"):
        cohort(frames, date(2019, 1, 1), date(2019, 2, 1), date(2019, 3, 1))
    with pytest.raises(InputError, match="runs backwards"):
        cohort(frames, date(2018, 1, 1), date(2018, 2, 1), date(2018, 1, 31))


def test_a_misspelt_column_is_named_with_those_found_and_the_nearest(write_csv: Write, deals_csv: Path) -> None:
    wrong = write_csv("wrong.csv", "mql_id,first_contact,origin", "a,2018-01-05,social")
    with pytest.raises(InputError) as refusal:
        read_olist([wrong, deals_csv])
    message = str(refusal.value)
    assert "wrong.csv:1" in message
    assert "lacks the column first_contact_date of Olist's leads; found mql_id, first_contact, origin" in message
    assert "did you mean 'first_contact'?" in message


def test_a_file_of_another_kind_is_told_what_both_files_hold(write_csv: Write, leads_csv: Path) -> None:
    with pytest.raises(InputError, match=r"found city, x .*mql_id, first_contact_date, origin .*mql_id, won_date"):
        read_olist([leads_csv, write_csv("other.csv", "city,x", "Lima,1")])


def test_a_table_missing_or_given_twice_is_refused(leads_csv: Path, deals_csv: Path, write_csv: Write) -> None:
    with pytest.raises(InputError, match="no file of closed deals was given"):
        read_olist([leads_csv])
    with pytest.raises(InputError, match="no file of leads was given"):
        read_olist([])
    second = write_csv("copy.csv", *leads_csv.read_text().splitlines())
    with pytest.raises(InputError, match=r"copy\.csv: is a second file of leads, beside one\.csv"):
        read_olist([leads_csv, deals_csv, second])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"PK\x03\x04\x00\x00rest", "is a binary file"),
        (LEADS_HEADER.encode() + b"\na,2018-01-05,p,S\xe3o\n", r":2: is not UTF-8 text"),
        (LEADS_HEADER.encode() + b"\n", "has a header but no rows"),
        (LEADS_HEADER.encode() + b"\na,2018-01-05,p,social\nb,2018-0", r":3: has 2 fields, expected 4 .*cut short"),
        (LEADS_HEADER.encode() + b"\na,2018-01-05,p,so,cial\nb,2018-01-05,p,x\n", r":2: has 5 fields, .*quoted"),
        (LEADS_HEADER.encode() + b'\na,2018-01-05,p,"social\n', "is not a CSV file"),
        (b"mql_id,origin,origin,first_contact_date\na,x,x,2018-01-01\n", "'origin' more than once"),
        (LEADS_HEADER.encode() + b"\na,2018-01-32,p,social\n", r":2: first_contact_date: '2018-01-32' is not a date"),
        (LEADS_HEADER.encode() + b"\na,,p,social\n", r":2: first_contact_date: is empty"),
        (LEADS_HEADER.encode() + b"\n,2018-01-01,p,social\n", ":2: has no mql_id"),
        (LEADS_HEADER.encode() + b"\na,2018-01-01,p,x\na,2018-01-02,p,x\n", ":3: lead a has another row in the leads"),
        (LEADS_HEADER.encode() + b"\na,2018-01-05,p,social\n", "2 of 3 closed deals speak of a lead .*cut short"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_its_place(
    tmp_path: Path, deals_csv: Path, content: bytes, complaint: str
) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=complaint) as refusal:
        read_olist([path, deals_csv])
    assert "leads.csv" in str(refusal.value)


def test_a_path_that_is_no_file_is_refused(tmp_path: Path, deals_csv: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(InputError, match="can't be read"):
            read_olist([path, deals_csv])


def test_a_byte_order_mark_and_quoted_commas_are_read(tmp_path: Path, deals_csv: Path) -> None:
    path = tmp_path / "leads.csv"
    rows = 'a,2018-01-05,p,"social, paid"\nb,2018-01-05,p,x\nd,2018-01-05,p,x\n'
    path.write_bytes(b"\xef\xbb\xbf" + LEADS_HEADER.encode() + b"\r\n" + rows.replace("\n", "\r\n").encode())
    assert read_olist([path, deals_csv]).leads["origin"].tolist() == ["social, paid", "x", "x"]
