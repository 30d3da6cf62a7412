"""What changes about a seat while the floor runs: what it remembers, how fast it works, what it has earned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, log, nan, sqrt

import numpy as np

from sim.floor.pay.beside_rates import LEAST_LEFT, BesideRates
from sim.floor.pay.pay_books import PayBooks
from sim.floor.people.motivation import Motivations
from sim.floor.people.teamwork import Teamwork
from sim.floor.people.time_use import LEAST_SHARE
from sim.floor.people.trained import Trained
from sim.floor.people.uneven_weeks import uneven_weeks
from sim.floor.plan import FloorPlan, LearningPlan
from sim.floor.resolving.regional_plan import CoachingPlan
from sim.levers.coaching import after_a_week, skill_added
from sim.levers.learning import familiarity, kept
from sim.levers.pay import effort, marginal_rate_expected
from sim.levers.pay_periods import PERIOD_WEEKS, starts_in


class SeatStates:
    """Columns by seat. Memory consolidates weekly: hours worked this week count from the next week on."""

    def __init__(self, plan: FloorPlan) -> None:
        self.plan = plan
        count = len(plan.seats)
        self.hours = [list(seat.hours) for seat in plan.seats]
        self.known: list[list[float]] = [[] for _ in range(count)]
        # This month's hours of work, and the same weighted by the familiarity with which each task was worked.
        self.worked = [0.0] * count
        self.worked_familiarly = [0.0] * count
        self.productive = [seat.productive_share for seat in plan.seats]
        self.crm_use = [1.0] * count
        # What coaching that was booked while the run goes on takes of each week: hours, and the share that they are.
        self.booked: list[float] = []
        self.taken: list[float] = []
        self._to_come: list[float] | None = None
        self._use_the_crm(0)
        self.speed = list(self.productive)
        self.uneven = uneven_weeks(plan)
        # Pace is effort by how far a new person is on her way to full speed, and speed the productive share by pace;
        # every rep holds on to both lists.
        self.pace = [1.0] * count
        self.effort = [1.0] * count
        self.ramp = [1.0] * count
        self.effort_logit = [0.0] * count
        self.books = None if plan.pay is None else PayBooks(plan, plan.pay)
        self.motivation = None
        if plan.motivation is not None and self.books is not None:
            self.motivation = Motivations(plan, plan.motivation, self.books)
        self.monthly: list[tuple[int, int, float, float]] = []
        self.weeks_into_period = 0
        self.weights = np.array(plan.learning.weight if plan.learning is not None else [])
        self.flat = _is_flat(plan)
        self.beside = None if plan.pay is None or plan.pay.beside is None else BesideRates(self, plan.pay.beside)
        # What each is good at, by stage: their own, and what coaching and courses add to it.
        self.own_skill = [seat.skill for seat in plan.seats]
        self.skill = list(self.own_skill)
        self.coached = [] if plan.coaching is None else list(plan.coaching.start)
        self.trained = None if plan.training is None else Trained(plan.training)
        # Asked of every task, and None where no course is about a product.
        self.knows_products = self.trained if self.trained is not None and self.trained.teaches_products else None
        self._set_skill()
        self.teamwork = None if plan.teamwork is None else Teamwork(plan.teamwork)
        self._refresh()
        self._set_effort(0.0)

    def goes_over(self, plan: FloorPlan, now: float) -> None:
        """Another organisation begins: what people remember and are owed is theirs, the rest is as its plan says.

        Whose terms of pay are others from now on is paid for her part of the period.
        """
        old, self.plan = self.plan, plan
        self.weights = np.array(plan.learning.weight if plan.learning is not None else [])
        self.flat = _is_flat(plan)
        self.productive = [seat.productive_share for seat in plan.seats]
        self.crm_use = [1.0] * len(plan.seats)
        if plan.coaching is not None and not self.coached:
            self.coached = list(plan.coaching.start)
        self.speed[:] = [share * pace for share, pace in zip(self.productive, self.pace, strict=True)]
        if self.books is None or plan.pay is None:
            return
        terms = [[(seat.quota, seat.target_pay, seat.pay_level) for seat in item.seats] for item in (old, plan)]
        other = self.books.goes_over(plan, plan.pay, now) or terms[0] != terms[1]
        self.beside = None if plan.pay.beside is None else BesideRates(self, plan.pay.beside)
        if other:
            self._set_effort(now)

    def hours_for(self, seat: int, start: float, work: float) -> float:
        """Business hours that so much work takes a seat from `start` on."""
        if self.uneven is None:
            return work / self.speed[seat]
        return self.uneven.hours(seat, start, work, self.pace[seat])

    def gain(self, seat: int, lead: int, stage: int, learning: LearningPlan) -> float:
        """Familiarity of the seat with this task above the reference."""
        known = self.known[seat]
        industry, size, region, product, offer = learning.lead_categories[stage][lead]
        return (
            known[learning.stage_category[stage]]
            + known[industry]
            + known[size]
            + known[region]
            + known[product]
            + known[offer]
            - learning.reference
        )

    def learn(self, seat: int, lead: int, stage: int, hours: float, gain: float, learning: LearningPlan) -> None:
        """Remember hours worked in each category of the task, and how familiar it was."""
        self.worked[seat] += hours
        self.worked_familiarly[seat] += hours * gain
        remembered = self.hours[seat]
        industry, size, region, product, offer = learning.lead_categories[stage][lead]
        remembered[learning.stage_category[stage]] += hours
        remembered[industry] += hours
        remembered[size] += hours
        remembered[region] += hours
        remembered[product] += hours
        remembered[offer] += hours

    def new_week(self, tick: int) -> int:
        """Forget the share of the weeks since the last tick, consolidate what was learned, and set the effort to come.

        Returns how many weeks have passed.
        A week without an open day has no tick of its own, and passes all the same.
        """
        learning, week_of_tick = self.plan.learning, self.plan.week_of_tick
        passed = week_of_tick[tick] - (week_of_tick[tick - 1] if tick else 0)
        if learning is not None and passed:
            self._refresh(kept(learning.half_life_weeks, passed), self.teamwork)
        if self.teamwork is not None:
            self.teamwork.weeks_pass(week_of_tick[tick] - passed, week_of_tick[tick])
        self.weeks_into_period += passed
        if self.plan.coaching is not None and passed:
            self._have_been_coached(self.plan.coaching, passed)
        if self._to_come is not None:
            self.booked, self._to_come = self._to_come, None
        if self.trained is not None and passed:
            self.trained.weeks_pass(week_of_tick[tick] - passed, week_of_tick[tick])
            self._set_skill()
        if self.uneven is not None:
            self.uneven.tick = tick
        if self.plan.productive_by_week is not None or self.booked:
            self._use_the_crm(tick)
            self.speed[:] = [share * pace for share, pace in zip(self.productive, self.pace, strict=True)]
        if not self.flat or self.beside is not None:
            self._set_effort(self.plan.week_ticks[tick])
        return passed

    def _have_been_coached(self, coaching: CoachingPlan, weeks: int) -> None:
        """Weeks of coaching are behind everyone, and a share of what came before is forgotten in each."""
        usual = coaching.weekly
        if self.booked:
            usual = [weekly + hours for weekly, hours in zip(usual, self.booked, strict=True)]
        for _ in range(weeks):
            given = zip(self.coached, usual, strict=True)
            self.coached = [after_a_week(hours, weekly, coaching.half_life_weeks) for hours, weekly in given]
        self._set_skill()

    def _set_skill(self) -> None:
        """Everyone's skill with the coaching and the courses that they remember, above what today's people have."""
        coaching, trained = self.plan.coaching, self.trained
        if coaching is None and trained is None:
            return
        for seat, skill in enumerate(self.own_skill):
            if coaching is not None:
                known = skill_added(self.coached[seat], coaching.most_logit, coaching.half_hours)
                gain = known - coaching.reference
                skill = [own + gain for own in skill]
            if trained is not None:
                skill = [own + taught for own, taught in zip(skill, trained.stage_gain[seat], strict=True)]
            self.skill[seat] = skill

    def _use_the_crm(self, tick: int) -> None:
        """Everyone uses it as far as this week's share says, and has the hours that this and asking customers leave."""
        use, productive = self.plan.crm_use, self.plan.productive_by_week
        if use is not None:
            self.crm_use = use[tick]
        if productive is not None:
            self.productive = productive[tick]
        if self.taken:
            usual = [seat.productive_share for seat in self.plan.seats] if productive is None else productive[tick]
            left = zip(usual, self.taken, strict=True)
            self.productive = [max(share - off, LEAST_SHARE) for share, off in left]

    def book_coaching(self, hours: list[float], week_hours: float) -> None:
        """In the weeks from the next tick on so many hours of each seat are coaching, beside what its manager gives."""
        self._to_come = hours
        self.taken = [booked / week_hours for booked in hours]
        if self.uneven is not None:
            self.uneven.taken = self.taken

    def new_month(self, month: int, now: float, desks: Sequence[tuple[int, ...]]) -> None:
        """Pay at the end of a period, and what that does to people, by desk; keep a monthly record of each seat."""
        self.close_books(month)
        books, is_new = self.books, False
        if books is not None and starts_in(books.pay.period, self.plan.month_of_tick[month]):
            books.new_period(now)
            self.weeks_into_period, is_new = 0, True
        if self.motivation is not None:
            self.motivation.month_ends(now, desks)
        if is_new or self.motivation is not None:
            self._set_effort(now)

    def leaves(self, seat: int, now: float) -> None:
        """Whoever holds the post is paid for her part of the period, and takes what she knows along."""
        self._forget(seat)
        if self.books is not None:
            self.books.leaves(seat, now)
        if self.motivation is not None:
            self.motivation.leaves(seat)

    def starts(self, seat: int, now: float, skill: list[float], ramp: float) -> None:
        """Somebody new takes the post: she remembers nothing, and has a quota for the rest of the period."""
        self.own_skill[seat] = self.skill[seat] = skill
        if self.plan.coaching is not None:
            self.coached[seat] = 0.0
        if self.trained is not None:
            self.trained.forgets(seat)
        self._set_skill()
        self._forget(seat)
        self.set_ramp(seat, ramp)
        if self.books is not None:
            self.books.starts(seat, now)
            if self.motivation is not None:
                self.motivation.starts(seat, now)
            self._set_effort(now, (seat,))

    def _forget(self, seat: int) -> None:
        """Of what anybody remembered of this seat nothing is left, nor of what others shared while it was empty."""
        if self.plan.learning is not None:
            self.hours[seat] = [0.0] * len(self.hours[seat])
            self.known[seat] = [0.0] * len(self.known[seat])

    def set_ramp(self, seat: int, ramp: float) -> None:
        """How far a new person is on her way to full speed."""
        self.ramp[seat] = ramp
        self._goes_at(seat, self.effort[seat])

    def _goes_at(self, seat: int, worked: float) -> None:
        self.effort[seat] = worked
        self.pace[seat] = worked * self.ramp[seat]
        self.speed[seat] = self.productive[seat] * self.pace[seat]

    def end(self, now: float) -> None:
        """Close the books at the horizon; what has been earned of the running pay period is owed, if not yet paid."""
        self.close_books(len(self.plan.month_ticks))
        if self.books is not None:
            self.books.state(now, self.books.pay.last_period_share)

    def close_books(self, month: int) -> None:
        """Record each seat at the end of the month before `month`, counted from the start's.

        Its familiarity is that with the tasks that ended in the month, as the floor used it, weighted by their hours of
        work; NaN without any, 0 where nobody learns.
        """
        nothing = 0.0 if self.plan.learning is None else nan
        for seat, hours in enumerate(self.worked):
            familiar = self.worked_familiarly[seat] / hours if hours else nothing
            self.monthly.append((month - 1, seat, familiar, self.effort[seat]))
            self.worked[seat] = self.worked_familiarly[seat] = 0.0
        if self.motivation is not None:
            self.motivation.monthly.extend(self.motivation.level)

    def _refresh(self, kept_share: float = 1.0, teamwork: Teamwork | None = None) -> None:
        """Keep so much of what is remembered, share it, and work out the familiarity with each category."""
        learning = self.plan.learning
        if learning is None or not self.hours:
            return
        hours = np.array(self.hours) * kept_share
        if teamwork is not None:
            hours = teamwork.shared(hours)
        self.hours = hours.tolist()
        self.known = familiarity(self.weights, hours, learning.reference_hours).tolist()

    def deviation_of_a_period(self) -> float:
        """Standard deviation of a whole period's attainment, as people reckon with it; 0 where nobody responds to pay.

        Deals come in lumps: the deviation grows with the square root of the time left, quotas with time itself.
        """
        books = self.books
        return 0.0 if books is None else books.pay.attainment_deviation * sqrt(52 / PERIOD_WEEKS[books.pay.period])

    def left_of_period(self) -> float:
        """How much of a whole pay period is still to come, at the start of this week."""
        books = self.books
        assert books is not None
        return max(books.period_share - self.weeks_into_period / PERIOD_WEEKS[books.pay.period], LEAST_LEFT)

    def share_of_period(self, seat: int) -> float:
        """The part of a whole pay period for which the seat has a quota; who came within it has one for the rest."""
        books = self.books
        assert books is not None
        return max(books.rest_of_period(seat), LEAST_LEFT) if seat in books.since else books.period_share

    def outlook(self, seat: int) -> tuple[float, float]:
        """Attainment at the period's end that the seat expects at the pace of its quota, and its standard deviation."""
        books, left, share = self.books, self.left_of_period(), self.share_of_period(seat)
        assert books is not None
        attainment = (books.credit[seat] / self.plan.seats[seat].quota + left) / share
        return attainment, self.deviation_of_a_period() * sqrt(left) / share

    def _set_effort(self, now: float, seats: Iterable[int] | None = None) -> None:
        """Effort follows the marginal pay expected at the period's end, at the pace that the quota assumes.

        Of these seats, or of all. What contests and the team's pool are expected to pay is added where people heed it.
        """
        books = self.books
        motivation = self.motivation
        if books is None or (books.pay.strength == 0 and motivation is None):
            return
        pay, credit = books.pay, books.credit
        # A period that began before the start asks for a part of the quota only.
        share = books.period_share
        left = self.left_of_period()
        deviation = pay.attainment_deviation * sqrt(left * 52 / PERIOD_WEEKS[pay.period])
        rate_at = marginal_rate_expected(pay.plan, deviation / share)
        beside = None if self.beside is None else self.beside.rates(now)
        rates: dict[float, float] = {}  # many stand alike, above all at a period's start
        for seat in range(len(self.plan.seats)) if seats is None else seats:
            plan = self.plan.seats[seat]
            if plan.quota <= 0 or plan.target_pay <= 0 or books.since.get(seat) == inf:
                continue
            if seat in books.since:
                rest = self.share_of_period(seat)
                found = marginal_rate_expected(pay.plan, deviation / rest)
                rate = found((credit[seat] / plan.quota + left) / rest)
            else:
                attainment = (credit[seat] / plan.quota + left) / share
                known = rates.get(attainment)
                rate = rates[attainment] = rate_at(attainment) if known is None else known
            pays = plan.pay_level * rate if beside is None else plan.pay_level * rate + beside[seat]
            worked = effort(pays, pay.strength, pay.floor, pay.ceiling)
            self._goes_at(seat, worked if motivation is None else worked * motivation.level[seat])
            self.effort_logit[seat] = pay.conversion_weight * log(self.effort[seat])


def _is_flat(plan: FloorPlan) -> bool:
    """Whether every unit is paid alike: what is left of the period then makes no difference to effort."""
    pay = plan.pay
    return pay is None or (len(pay.plan.starts) == 1 and not pay.plan.bonuses and pay.plan.cap == inf)
