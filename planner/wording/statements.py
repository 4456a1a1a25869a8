"""The statements about oneself, in plain words. Their abilities: `planner.matching.person`."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

STATEMENTS: dict[str, StrPromise] = {
    "thread_needle": _("I can thread a needle or tie a small knot at the first try."),
    "lift_all_day": _("I can lift and carry for a whole day."),
    "sun_and_rain": _("Sun, wind and rain do not bother me."),
    "take_apart": _("I like to take things apart to see how they work."),
    "spot_small_faults": _("I notice small faults that others miss."),
    "animals_calm": _("Animals stay calm around me."),
    "old_and_sick": _("I can look after old or sick people."),
    "bargain": _("I like to buy, sell and bargain."),
    "plan_the_day": _("I plan my day before I start."),
    "learn_words": _("I learn new words quickly."),
    "make_by_hand": _("I like to make things with my hands."),
    "stand_long": _("I can stand and work for many hours."),
    "prefer_outside": _("I would rather work outside than in a room."),
    "hear_engine": _("I can hear when an engine is not right."),
    "measure_twice": _("I measure twice before I cut."),
    "grow_things": _("What I plant grows well."),
    "patient_listening": _("People tell me their troubles, and I listen."),
    "count_money": _("I can count money and give change in my head."),
    "lead_group": _("In a group I am often the one who shares out the work."),
    "talk_to_strangers": _("I am not shy with people I do not know."),
    "tidy_joints": _("My seams, joints or edges come out neat."),
    "new_tools": _("I quickly learn to use a new tool or machine."),
    "same_way_each_time": _("I can do the same thing the same way a hundred times."),
    "sell_own_goods": _("I would like to sell something that I made or grew."),
}
RATINGS: dict[int, StrPromise] = {
    0: _("Not like me"),
    1: _("A little"),
    2: _("Very like me"),
}
