"""Which desk and which seat a lead goes to: keeps the turns and the loads that the routing policies read."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappush
from math import inf

from sim.floor.plan import FloorPlan
from sim.inputs.models.levers import Routing
from sim.levers import routing as policies

DEFAULT_SKILL_CAP = 10
PULLED = "shared-queue"
POOLED = "claim-pool"
_NOBODY_DEALS = (PULLED, POOLED)
PICKS_BY_LOAD = frozenset(("least-loaded", "skill", "score"))
PICKS_UP_TO_A_CAP = frozenset(("round-robin", "weighted", "account-owner", "territory-owner"))


class Router:
    """Deals leads to the seats of a desk; `open_leads[seat]` counts the undecided leads that a seat has in hand."""

    def __init__(self, plan: FloorPlan, routing: Routing) -> None:
        self.plan = plan
        self.open_leads = [0] * len(plan.seats)
        # Who stands where: seats may move.
        self.desks = list(plan.desks)
        self.patch_owners = list(plan.patch_owners)
        self.desk_of = [seat.desk for seat in plan.seats]
        self.policies = [routing.policy, *(rule.policy for rule in routing.rules)]
        self.otherwise = routing.otherwise
        self.cap = inf if routing.open_leads_cap is None else float(routing.open_leads_cap)
        self.ranked_cap = float(DEFAULT_SKILL_CAP if routing.open_leads_cap is None else routing.open_leads_cap)
        used = {*self.policies, routing.otherwise}
        self.keeps_heaps = "least-loaded" in used
        # Whether it matters for how long a lead that will be lost still counts as open.
        self.reads_loads = bool(used & PICKS_BY_LOAD) or (self.cap < inf and bool(used & PICKS_UP_TO_A_CAP))
        self.loads: list[list[tuple[int, int]]] = [[(0, seat) for seat in desk] for desk in plan.desks]
        # Whether leads of a role whose policy is claim-pool lie in pools; without a pool they are pulled.
        self.pooled = [False] * len(plan.roles) if plan.pool is None else plan.pool.roles
        # A lead's place may turn out to be another.
        self.place = plan.place if plan.pool is None else list(plan.place)
        self.turn = [0] * len(plan.desks)
        self.pod = [-1] * len(plan.arrival)
        self.pod_turn = [0] * (len(plan.serving[0]) if plan.roles else 0)
        # Leads that another desk has taken over, by role.
        self.elsewhere: dict[tuple[int, int], int] = {}
        self.weights = routing.weights or {}
        self.cumulative = [self._cumulative(desk) for desk in plan.desks]
        self.skill = [self._skill(seat.role, seat.skill) for seat in plan.seats]
        self.ranking = [self._ranked(desk) for desk in plan.desks]
        # Whether every place is served as it was under the plan from which this router took over.
        self.same_places = False

    def takes_over(
        self, old: Router, plan: FloorPlan, owner: Sequence[Sequence[int]], skills: Sequence[Sequence[float]]
    ) -> None:
        """Go on where another router has been at work, on that plan; `owner` are the leads' owners by role.

        `skills` are those of whoever holds each post now, by stage.

        Desks of the same people keep their turns. Leads stay in their pods where every place is served by the same
        desks as before, else in the pod of whoever owns them.
        """
        self.skill = [self._skill(seat.role, own) for seat, own in zip(self.plan.seats, skills, strict=True)]
        self.ranking = [self._ranked(desk) for desk in self.plan.desks]
        before, after = [[set(desks[desk]) for desk in range(len(desks))] for desks in (plan.desks, self.plan.desks)]
        here = {frozenset(members): desk for desk, members in enumerate(after)}
        for desk, members in enumerate(before):
            if (now := here.get(frozenset(members))) is not None:
                self.turn[now] = old.turn[desk]
        same = [[[before[desk] for desk in desks] for desks in serving] for serving in plan.serving] == [
            [[after[desk] for desk in desks] for desks in serving] for serving in self.plan.serving
        ]
        self.same_places = same and plan.place == self.plan.place
        if self.same_places:
            self.pod, self.pod_turn = old.pod, old.pod_turn
            for (role, lead), desk in old.elsewhere.items():
                if (now := here.get(frozenset(before[desk]))) is not None:
                    self.elsewhere[role, lead] = now
            return
        for role, owners in enumerate(owner):
            for lead, seat in enumerate(owners):
                serving = self.plan.serving[role][self.place[lead]]
                if seat >= 0 and len(serving) > 1 and self.plan.seats[seat].desk in serving:
                    self.pod[lead] = serving.index(self.plan.seats[seat].desk)

    def count(self, seat: int, change: int) -> None:
        """The seat has so many open leads more."""
        self.open_leads[seat] += change
        if self.keeps_heaps:
            heappush(self.loads[self.desk_of[seat]], (self.open_leads[seat], seat))

    def desk(self, role: int, lead: int) -> int:
        """The desk that serves the lead's place; its pod is chosen in turn when it arrives and kept."""
        if self.elsewhere and (role, lead) in self.elsewhere:
            return self.elsewhere[role, lead]
        place = self.place[lead]
        serving = self.plan.serving[role][place]
        if len(serving) == 1:
            return serving[0]
        if self.pod[lead] < 0:
            self.pod[lead] = self.pod_turn[place]
            self.pod_turn[place] += 1
        return serving[self.pod[lead] % len(serving)]

    def is_open(self, role: int, lead: int) -> bool:
        """Whether a lead that nobody owns lies in a pool, by its own policy."""
        return self.pooled[role] and self.policies[self.plan.rule[lead]] == POOLED

    def open_desks(self, role: int, lead: int) -> tuple[int, ...]:
        """The desks whose people may claim the lead: those of its place, of every pod until it is in one."""
        if (role, lead) in self.elsewhere:
            return (self.elsewhere[role, lead],)
        serving = self.plan.serving[role][self.place[lead]]
        return serving if len(serving) == 1 or self.pod[lead] < 0 else (serving[self.pod[lead] % len(serving)],)

    def all_desks(self, role: int) -> tuple[int, ...]:
        """Every desk of the role."""
        return tuple(sorted({desk for serving in self.plan.serving[role] for desk in serving}))

    def joins_pod(self, role: int, lead: int, desk: int) -> None:
        """Somebody of this desk has claimed the lead, which is with her pod, or her place, from now on."""
        serving = self.plan.serving[role][self.place[lead]]
        if desk not in serving:
            self.elsewhere[role, lead] = desk
        elif len(serving) > 1 and self.pod[lead] < 0:
            self.pod[lead] = serving.index(desk)

    def moves_place(self, lead: int, place: int) -> None:
        """The lead is served as those of another place are, whatever its desks were."""
        self.place[lead] = place
        self.pod[lead] = -1
        for role in range(len(self.plan.roles)):
            self.elsewhere.pop((role, lead), None)

    def route(self, lead: int, desk: int) -> int:
        """The seat that is to work the lead, or -1 for whoever of the desk is free first."""
        policy = self.policies[self.plan.rule[lead]]
        if policy not in _NOBODY_DEALS:
            seat = self._by_policy(policy, lead, desk)
            if seat >= 0:
                return seat
        return -1 if self.otherwise in _NOBODY_DEALS else self._by_policy(self.otherwise, lead, desk)

    def _by_policy(self, policy: str, lead: int, desk: int) -> int:
        plan, seats = self.plan, self.desks[desk]
        if policy in _NOBODY_DEALS:
            return -1
        if policy == "round-robin":
            seat, self.turn[desk] = policies.by_turns(self.turn[desk], seats, self.open_leads, self.cap)
            return seat
        if policy == "least-loaded":
            return policies.least_loaded(self.loads[desk], self.open_leads, self.cap)
        if policy == "weighted":
            return policies.by_weight(plan.account[lead], seats, self.cumulative[desk], self.open_leads, self.cap)
        if policy == "skill" or (policy == "score" and plan.top_score[lead]):
            return policies.most_skilled(self.ranking[desk], self.open_leads, self.ranked_cap)
        if policy == "territory-owner":
            return policies.by_share(plan.patch[lead], self.patch_owners[desk], self.open_leads, self.cap)
        if policy == "account-owner" and plan.account_owner[lead]:
            return policies.by_share(plan.account[lead], seats, self.open_leads, self.cap)
        return -1

    def knows_skill(self, seat: int, skill: Sequence[float]) -> None:
        """Somebody else holds the post from now on, with these skills by stage."""
        desk = self.desk_of[seat]
        self.skill[seat] = self._skill(self.role_at(desk), skill)
        self.ranking[desk] = self._ranked(self.desks[desk])

    def role_at(self, desk: int) -> int:
        """The role that is worked at a desk: that of whoever stood there first."""
        return self.plan.seats[self.plan.desks[desk][0]].role

    def stands_at(self, seat: int, desk: int, skill: Sequence[float]) -> None:
        """The seat moves to another desk, last in line there; these are its skills by stage."""
        source = self.desk_of[seat]
        self.desk_of[seat] = desk
        self.desks[source] = tuple(other for other in self.desks[source] if other != seat)
        self.desks[desk] = (*self.desks[desk], seat)
        self.patch_owners[source] = tuple(other for other in self.patch_owners[source] if other != seat)
        self.patch_owners[desk] = (*self.patch_owners[desk], seat)
        for changed in (source, desk):
            self.loads[changed] = sorted((self.open_leads[other], other) for other in self.desks[changed])
            self.cumulative[changed] = self._cumulative(self.desks[changed])
            self.ranking[changed] = self._ranked(self.desks[changed])
            self.turn[changed] = 0
        self.knows_skill(seat, skill)

    def _ranked(self, desk: Sequence[int]) -> list[int]:
        return sorted(desk, key=lambda seat: (-self.skill[seat], seat))

    def _skill(self, role: int, skill: Sequence[float]) -> float:
        """Sum of the skills in the stages that the role works."""
        pairs = zip(skill, self.plan.stages, strict=True)
        return sum(own for own, stage in pairs if stage.role == role)

    def _cumulative(self, desk: tuple[int, ...]) -> list[float]:
        weights = [float(self.weights.get(self.plan.offices[seat], 1.0)) for seat in desk]
        total, running, cumulative = sum(weights), 0.0, []
        for weight in weights:
            running += weight / total
            cumulative.append(running)
        return [*cumulative[:-1], 1.0]
