"""After the sale: won deals become accounts, which are taken on, ask for service, renew or leave, and bring leads.

What there is to do for an account is a case. A case waits in the same queues as leads, under a number beyond theirs, so
that it competes for the same hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, log1p
from typing import TYPE_CHECKING, Any

from sim.floor.accounts.account_draws import Purpose
from sim.floor.accounts.accounts_plan import NOBODY, AccountsPlan
from sim.floor.accounts.case_escalation import CaseTimers
from sim.floor.accounts.cases import (
    ASKED_FOR,
    COMPLAINT,
    DONE,
    ONBOARDING,
    OPEN,
    RENEWAL,
    SERVICE,
    UNDER_WAY,
    WITHDRAWN,
    Account,
    Case,
)
from sim.floor.accounts.customers import Customers
from sim.floor.clock import ARRIVAL, COMPLETION, EXPIRY, Moment
from sim.floor.queues import BEFORE_LEADS, TaskKey, as_in_queues, line_up, move
from sim.levers.after_sales import felt, moved, renewal_chance
from sim.market.born import RECOMMENDED, WON_BACK

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

# The key of every case where it does not go by when it comes in or by whose it is.
ALWAYS = {"first": BEFORE_LEADS, "last": inf}
Call = tuple[float, int, int, int]
"""The clock, account, kind and ordinal of what a customer comes with."""


class AfterSales:
    """Keeps accounts and cases; `renewals` are (clock, account, amount), `customers` what rules may ask of them."""

    def __init__(self, floor: SalesFloor, plan: AccountsPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.first_case = len(floor.ticket)
        self.cases: list[Case] = []
        self.accounts: dict[int, Account] = {}
        self.renewals: list[tuple[float, int, float]] = []
        # The plan's own is everyone's; what sellers give away of a deal is this floor's, and renews no more.
        self.renewal_value = plan.renewal_value if floor.plan.concessions is None else list(plan.renewal_value)
        whose = plan.customer_of
        self.customers = None if whose is None else Customers(self.accounts, whose, plan.twins, plan.spans)
        self.timers = CaseTimers(self)
        onboarding, request, renewal = plan.hours
        self._efforts = (
            (Purpose.ONBOARDING, onboarding),
            (Purpose.REQUEST, request),
            (Purpose.ISSUE, request),
            (Purpose.RENEWAL, renewal),
        )
        # Deals, by role, of which those who made them serve the customer no more.
        self.sold_by_others: set[tuple[int, int]] = set()
        self.draw = plan.draws(_expected(plan, floor.plan.end_hours))

    def start(self) -> None:
        """Whoever is a customer already is served by someone whom she knows, and is somewhere in her term."""
        floor, plan = self.floor, self.plan
        self.draw.prepare(plan.customers)
        for account in plan.customers:
            keeper = NOBODY
            if plan.role != NOBODY:
                desk = floor.plan.desks[floor.router.desk(plan.role, account)]
                keeper = desk[int(floor.plan.account[account] * len(desk))]
            left = plan.term_hours * self.draw(account, Purpose.TERM_LEFT, 0)
            self._begin(account, Account(0.0, left, keeper, plan.neutral))
        self._expect_calls(plan.customers)

    def won(self, lead: int) -> None:
        """A deal is won: whoever sold it serves, if that role does; else whoever takes the first case."""
        now, plan = self.floor.env.time, self.plan
        keeper = NOBODY if plan.role == NOBODY else self.floor.owner[plan.role][lead]
        account = Account(now, now + plan.term_hours, keeper, plan.neutral)
        self.draw.prepare((lead,))
        self._begin(lead, account)
        self._expect_calls((lead,))
        if self.customers is not None:
            self.customers.buys(lead, now, self.floor.net_value[lead])
        self._open(lead, ONBOARDING, 0)

    def takes_up(self, seat: int, number: int) -> float:
        """The seat takes a case in hand; hours until it has worked it."""
        floor, plan, now = self.floor, self.plan, self.floor.env.time
        case = self.cases[number - self.first_case]
        floor.ticket[number] += 1
        if floor.backlog is not None:
            floor.backlog.waits_no_more(number)
        case.state, case.start, case.seat = UNDER_WAY, now, seat
        purpose, mean = self._efforts[case.kind]
        case.work = mean
        if plan.exponential:
            case.work *= -log1p(-self.draw(case.account, purpose, case.ordinal))
        return floor.seats.hours_for(seat, now, case.work)

    def finish(self, number: int) -> None:
        """The customer feels how soon, and by whom, she was answered; whoever served her keeps her."""
        case, floor = self.cases[number - self.first_case], self.floor
        account, seat = self.accounts[case.account], case.seat
        case.state, case.end = DONE, floor.env.time
        if case in account.open:
            account.open.remove(case)
        if case.kind != RENEWAL:
            lost = 0.0 if seat == account.keeper or self._sold_to(case.account, seat) else self.plan.strange_hands
            trained = floor.seats.trained
            if trained is not None and trained.service is not None:
                lost -= trained.service[seat]
            account.satisfaction = self._after(account.satisfaction, case, case.start, lost)
        account.keeper = seat

    def _sold_to(self, number: int, seat: int) -> bool:
        """Whether the seat, or rather whoever holds it, has owned the deal in any role."""
        return any(owners[number] == seat for owners in self.floor.owner) and self._is_still_there(number, seat)

    def _is_still_there(self, number: int, seat: int) -> bool:
        """Whether the seat is held by whoever held it when the deal was made."""
        turnover = self.floor.turnover
        return turnover is None or turnover.is_the_same(seat, self.floor.closed[number])

    def _is_still_at(self, role: int, number: int, seat: int) -> bool:
        """Whether the seat has not moved away from the desk of the customer's place."""
        improvement = self.floor.improvement
        if improvement is None or seat not in improvement.moved:
            return True
        return self.floor.desk_of[seat] == self.floor.router.desk(role, number)

    def _after(self, satisfaction: float, case: Case, answered: float, lost: float) -> float:
        """Satisfaction once the case has waited until `answered`."""
        plan = self.plan
        lost += plan.issue_lost if case.kind == COMPLAINT else 0.0
        answer = felt(answered - case.queued, plan.response_weight, plan.reference_hours, lost)
        return moved(satisfaction, answer, plan.memory)

    def _begin(self, number: int, account: Account) -> None:
        plan = self.plan
        self.accounts[number] = account
        if self.customers is not None:
            self.customers.begins(number)
        for child, kind, after in plan.children.get(number, ()):
            if kind != WON_BACK:
                self._at(account.since + after, ARRIVAL, (number, child, kind), self._has_occasion)
        self._run_term(number)

    def _expect_calls(self, accounts: Sequence[int]) -> None:
        """Set the clock for all that customers who begin now will ask or complain of.

        What happens on the floor changes none of these times but for whoever leaves, so that one moment after the other
        does for all of them, where one for each would fill the clock.
        """
        calls = sorted((call for account in accounts for call in self._calls_of(account)), reverse=True)
        if calls:
            self.floor.env.at(calls[-1][0], ARRIVAL + calls[-1][1], calls, self._calls)

    def _calls_of(self, number: int) -> Iterator[Call]:
        """What a customer who begins now would ask or complain of until the end if she stayed."""
        plan, end = self.plan, self.floor.plan.end_hours
        requests = SERVICE, Purpose.GAP, plan.gap_hours
        complaints = COMPLAINT, Purpose.ISSUE_GAP, plan.issue_gap_hours
        for kind, purpose, hours in (requests, complaints):
            time, ordinal = self.floor.env.time, 0
            while hours < inf and (time := time - hours * log1p(-self.draw(number, purpose, ordinal))) < end:
                yield time, number, kind, ordinal
                ordinal += 1

    def _calls(self, moment: Moment) -> None:
        """The next call happens, if the customer is still there."""
        calls: list[Call] = moment.subject
        _, number, kind, ordinal = calls.pop()
        if calls:
            self.floor.env.again(moment, calls[-1][0], ARRIVAL + calls[-1][1], calls, self._calls)
        if self.accounts[number].left == inf and (kind == SERVICE or self._goes_wrong(number, ordinal)):
            self._open(number, kind, ordinal)

    def _goes_wrong(self, number: int, ordinal: int) -> bool:
        """Once the product is mended, only some of what would have gone wrong still does."""
        plan = self.plan
        mended = self.floor.env.time >= plan.mended_at
        return not mended or self.draw(number, Purpose.ISSUE_THINNED, ordinal) < plan.issue_stays

    def _at(self, time: float, kind: int, subject: tuple[int, ...], callback: Any) -> None:
        if time < self.floor.plan.end_hours:
            self.floor.env.at(time, kind + subject[0], subject, callback)

    def _run_term(self, number: int) -> None:
        account = self.accounts[number]
        notice = max(account.term_ends - self.plan.notice_hours, self.floor.env.time)
        self._at(notice, ARRIVAL, (number, account.term), self._falls_due)
        self._at(account.term_ends, EXPIRY, (number,), self._term_ends)

    def _falls_due(self, moment: Moment) -> None:
        number, term = moment.subject
        account = self.accounts[number]
        if account.left < inf or account.term != term:
            # Without notice the term has ended just before.
            return
        account.renewal = self._open(number, RENEWAL, account.term)

    def _term_ends(self, moment: Moment) -> None:
        """The customer renews or leaves; what still waits weighs with the time that it has waited."""
        (number,), plan, now = moment.subject, self.plan, self.floor.env.time
        account = self.accounts[number]
        satisfaction = account.satisfaction
        for case in account.open:
            if case.state == OPEN and case.kind != RENEWAL:
                satisfaction = self._after(satisfaction, case, now, 0.0)
        attended = account.renewal is not None and account.renewal.state == DONE
        chance = renewal_chance(
            plan.renewal_logit,
            plan.satisfaction_weight,
            satisfaction,
            plan.neutral,
            0.0 if attended else plan.unattended,
        )
        renews = self.draw(number, Purpose.RENEWS, account.term) < chance
        for case in account.open:
            if case.state == OPEN and (case.kind == RENEWAL or not renews):
                self._withdraw(case)
        account.open = [case for case in account.open if case.state != WITHDRAWN]
        if not renews:
            self._leaves(number)
            return
        self.renewals.append((now, number, self.renewal_value[number]))
        if self.customers is not None:
            self.customers.buys(number, now, self.renewal_value[number])
        account.renewed += 1
        account.term += 1
        account.renewal = None
        account.term_ends = now + plan.term_hours
        self._run_term(number)

    def _leaves(self, number: int) -> None:
        self.accounts[number].left = self.floor.env.time
        if self.floor.pool is not None:
            self.floor.pool.customer_leaves(number)
        for child, kind, after in self.plan.children.get(number, ()):
            if kind == WON_BACK:
                self._at(self.floor.env.time + after, ARRIVAL, (number, child, kind), self._comes)

    def _has_occasion(self, moment: Moment) -> None:
        """Only who is still a customer, and satisfied enough, recommends us or asks for more."""
        number, child, _ = moment.subject
        account = self.accounts[number]
        if account.left == inf and self.draw(child, Purpose.OCCASION, 0) < account.satisfaction:
            self._comes(moment)

    def _comes(self, moment: Moment) -> None:
        """A lead is born; a further deal of a customer goes to those who sold to her, where its place is still hers.

        Who serves her since takes it too, if of the desk of that place. What place that is may hang on what she has
        done so far.
        """
        number, child, kind = moment.subject
        floor = self.floor
        if kind != RECOMMENDED and self.customers is not None:
            child = self.customers.comes(number, child, floor.env.time)
        if kind != RECOMMENDED and floor.plan.place[child] == floor.plan.place[number]:
            for role, owners in enumerate(floor.owner):
                seat = owners[number]
                there = self._is_still_there(number, seat) and (role, number) not in self.sold_by_others
                if seat >= 0 and not (there and self._is_still_at(role, number, seat)):
                    seat = NOBODY
                if seat < 0 and role == self.plan.role:
                    seat = self._keeper_at_home(number)
                if seat >= 0:
                    floor.own_lead(role, child, seat)
                    floor.known_to[child] |= 1 << role
            floor.router.pod[child] = floor.router.pod[number]
        floor.comes(child)

    def _keeper_at_home(self, number: int) -> int:
        """Who serves the customer, if she is of the desk of its place; who helped out from elsewhere is not."""
        floor, keeper = self.floor, self.accounts[number].keeper
        at_home = keeper >= 0 and floor.desk_of[keeper] == floor.router.desk(self.plan.role, number)
        return keeper if at_home else NOBODY

    def _open(self, number: int, kind: int, ordinal: int) -> Case:
        """A new case, put where it waits."""
        floor, plan, now = self.floor, self.plan, self.floor.env.time
        place = self.first_case + len(self.cases)
        case, account = Case(place, number, kind, ordinal, now), self.accounts[number]
        self.cases.append(case)
        account.open.append(case)
        if self.customers is not None and kind in ASKED_FOR:
            self.customers.asks(number, now)
        floor.ticket.append(1)
        floor.gives_up.append(inf)
        if plan.role == NOBODY:
            return case
        keeper = account.keeper
        desk = floor.router.desk(plan.role, number) if keeper < 0 else floor.desk_of[keeper]
        if floor.plan.unlimited:
            self._serve_at_once(place, keeper if keeper >= 0 else floor.plan.desks[desk][0])
            return case
        if floor.absences is not None and (keeper < 0 or floor.absences.is_covered[keeper]):
            keeper, desk = floor.absences.covered_case(keeper, desk)
        case.waits_for, case.desk = keeper, desk
        if plan.sla_steps[kind]:
            self.timers.start(case)
        line_up(floor, place, keeper, desk, self.key_of(place), 1)
        return case

    def key_of(self, place: int) -> TaskKey:
        """The key of a case in its queue, by the order in which cases are taken."""
        case, floor = self.cases[place - self.first_case], self.floor
        key = ALWAYS.get(self.plan.order)
        if key is None:
            key = case.queued if floor.first_come else self._in_turn(case)
        return as_in_queues(floor, key) if floor.late_first else key

    def _in_turn(self, case: Case) -> float:
        """The key of a lead of the customer's that came in with the case."""
        plan = self.floor.plan
        return self.floor.key_of(case.queued, plan.recorded_value[case.account], plan.score[case.account])

    def goes_over(self, plan: AccountsPlan) -> None:
        """Another organisation serves the customers from now on."""
        self.plan, self.renewal_value = plan, plan.renewal_value

    def account_of(self, place: int) -> int:
        """The account that the case is of."""
        return self.cases[place - self.first_case].account

    def waits_for(self, place: int) -> int:
        """The seat for which the case waits, -1 for whoever is free."""
        return self.cases[place - self.first_case].waits_for

    def waits_anew(self, place: int, key: TaskKey) -> None:
        """An open case waits on for whoever serves the customer now; for nobody where nobody does."""
        case, floor = self.cases[place - self.first_case], self.floor
        if self.plan.role == NOBODY:
            floor.ticket[place] += 1
            case.waits_for = case.desk = NOBODY
            return
        keeper = self.accounts[case.account].keeper
        desk = floor.router.desk(self.plan.role, case.account) if keeper < 0 else floor.desk_of[keeper]
        if floor.absences is not None and (keeper < 0 or floor.absences.is_covered[keeper]):
            keeper, desk = floor.absences.covered_case(keeper, desk)
        case.waits_for, case.desk = keeper, desk
        move(floor, place, keeper, desk, key)

    def takes_in_hand(self) -> None:
        """Cases that nobody served until now wait in line from now on, if somebody does."""
        if self.plan.role == NOBODY:
            return
        for case in self.cases:
            if case.state != OPEN or case.desk != NOBODY:
                continue
            if self.floor.plan.unlimited:
                keeper, role = self.accounts[case.account].keeper, self.plan.role
                desk = self.floor.plan.desks[self.floor.router.desk(role, case.account)]
                self._serve_at_once(case.number, keeper if keeper >= 0 else desk[0])
            else:
                self.waits_anew(case.number, self.key_of(case.number))

    def loses_keeper(self, seat: int, satisfaction_lost: float) -> None:
        """Whoever held the seat has left: nobody serves her customers until one of them needs something."""
        for account in self.accounts.values():
            if account.keeper == seat:
                account.keeper = NOBODY
                if account.left == inf:
                    account.satisfaction = max(0.0, account.satisfaction - satisfaction_lost)

    def moved_to(self, number: int, desk: int) -> None:
        """Somebody covers: the case waits for whoever is free at this desk from now on."""
        case = self.cases[number - self.first_case]
        case.waits_for, case.desk = NOBODY, desk

    def _serve_at_once(self, number: int, seat: int) -> None:
        hours, floor = self.takes_up(seat, number), self.floor
        if floor.hunting is not None:
            floor.hunting.is_kept_from(seat, hours)
        floor.env.at(floor.env.time + hours, COMPLETION + number, number, lambda moment: self.finish(moment.subject))

    def _withdraw(self, case: Case) -> None:
        case.state, case.withdrawn = WITHDRAWN, self.floor.env.time
        self.floor.ticket[case.number] += 1
        if self.floor.backlog is not None:
            self.floor.backlog.waits_no_more(case.number)


def _expected(plan: AccountsPlan, hours: float) -> list[float]:
    """How often each purpose is drawn for an account in so many hours."""
    requests, issues, terms = hours / plan.gap_hours, hours / plan.issue_gap_hours, hours / plan.term_hours + 1
    how_often = {
        Purpose.ONBOARDING: 1.0,
        Purpose.REQUEST: requests,
        Purpose.RENEWAL: terms,
        Purpose.GAP: requests + 1,
        Purpose.RENEWS: terms,
        Purpose.TERM_LEFT: 1.0,
        Purpose.ISSUE_GAP: issues + 1 if issues else 0.0,
        Purpose.ISSUE: issues,
        Purpose.ISSUE_THINNED: issues if plan.issue_stays < 1 else 0.0,
        Purpose.OCCASION: 0.0,
    }
    return [how_often[purpose] for purpose in Purpose]
