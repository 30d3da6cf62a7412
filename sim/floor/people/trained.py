"""What people remember of courses while the floor runs, and the skill that it adds above today's."""

from __future__ import annotations

from sim.floor.people.training import TrainingPlan, skill_gained
from sim.levers.coaching import after_a_week
from sim.levers.training import share_gained


class Trained:
    """Hours remembered by topic and column, as in the plan; what they add is worked out once a week.

    `stage_gain[seat][place]` are logits at the plan's stages. `service` is, by seat, how much better its service feels;
    None where no course is about it.
    """

    def __init__(self, plan: TrainingPlan) -> None:
        self.plan = plan
        self.hours = [list(remembered) for remembered in plan.start]
        self.stage_gain: list[list[float]] = []
        self.service: list[float] | None = None
        # By place and seat, logits for each product; None where no offer is on the table.
        self._product_gain: list[list[list[float]] | None] = []
        self._weigh()

    @property
    def teaches_products(self) -> bool:
        """Whether some course is about a product."""
        return any(topic >= 0 for topic in self.plan.product_topic)

    def weeks_pass(self, first: int, last: int) -> None:
        """The weeks from `first` on and before `last` are over: what each taught counts, what was known fades."""
        plan = self.plan
        for week in range(first, last):
            given = plan.given[week]
            for topic, remembered in enumerate(self.hours):
                here = [0.0] * len(remembered) if given is None else given[topic]
                self.hours[topic] = [
                    after_a_week(hours, taught, plan.half_life_weeks)
                    for hours, taught in zip(remembered, here, strict=True)
                ]
        self._weigh()

    def forgets(self, seat: int) -> None:
        """Somebody new holds the seat, who has attended nothing yet."""
        for remembered in self.hours:
            remembered[seat] = 0.0
        self._weigh()

    def product_gain(self, place: int, seat: int, lead: int, partner: int) -> float:
        """Logits for knowing the lead's product at the plan's stage; two people know what the better of them knows."""
        gains = self._product_gain[place]
        if gains is None:
            return 0.0
        product = self.plan.product[lead]
        gain = gains[seat][product]
        return gain if partner < 0 else max(gain, gains[partner][product])

    def added(self) -> list[float]:
        """Logits that courses add for each seat, above none; 0 for those who work no stage.

        The mean over the stages that it works and the leads' products.
        """
        plan = self.plan
        found = []
        for seat, works in enumerate(plan.works):
            products = sum(
                share * self._gained(topic, seat)
                for share, topic in zip(plan.product_share, plan.product_topic, strict=True)
            )
            logits = [
                self._gained(plan.stage_topic[place], seat) + (products if plan.shows[place] else 0.0)
                for place in works
            ]
            found.append(sum(logits) / len(logits) if logits else 0.0)
        return found

    def _gained(self, topic: int, column: int) -> float:
        """Logits that a column's remembered hours on a topic add; none on what no course is about."""
        return skill_gained(self.plan, self.hours[topic][column]) if topic >= 0 else 0.0

    def _weigh(self) -> None:
        """Work out what is added above what today's people of the stage are taught."""
        plan = self.plan
        places = range(len(plan.stage_topic))
        of_todays = [self._gained(plan.stage_topic[place], plan.todays[place]) for place in places]
        self.stage_gain = [
            [self._gained(plan.stage_topic[place], seat) - of_todays[place] for place in places]
            for seat in range(plan.seats)
        ]
        if self.teaches_products:
            self._weigh_products()
        if plan.service_topic >= 0:
            known = self.hours[plan.service_topic]
            of_today = self._satisfaction(known[plan.todays_service]) if plan.todays_service >= 0 else 0.0
            self.service = [self._satisfaction(hours) - of_today for hours in known[: plan.seats]]

    def _satisfaction(self, hours: float) -> float:
        return self.plan.most_satisfaction * share_gained(hours, self.plan.half_hours)

    def _weigh_products(self) -> None:
        """Stages that the same role works today share one table."""
        plan = self.plan
        by_role: dict[int, list[list[float]]] = {}
        for todays in set(plan.todays):
            of_todays = [self._gained(topic, todays) for topic in plan.product_topic]
            by_role[todays] = [
                [self._gained(topic, seat) - of for topic, of in zip(plan.product_topic, of_todays, strict=True)]
                for seat in range(plan.seats)
            ]
        self._product_gain = [
            by_role[todays] if shows else None for todays, shows in zip(plan.todays, plan.shows, strict=True)
        ]
