"""One sentence for each reason for or against a trade."""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from planner.matching.enums import Against, For, HealthLimit
from planner.matching.values import Reason
from planner.wording.figures import band, note_of, number, percent, quantity, source_line
from planner.wording.terms import ABILITIES, ASSETS, PRODUCTS, SECTORS, WISHES, joined


def reason_text(reason: Reason) -> str:
    """The reason as one sentence in the reader's language, without its source."""
    return _SENTENCES[reason.code](reason)


def reason_source(reason: Reason) -> str:
    """Year and source of the figures behind it; blank if it rests on what the person told."""
    return source_line(reason.figures)


def _place_and_note(reason: Reason) -> dict[str, str]:
    return {"place": reason.about["place"], "note": note_of(reason.figures[0])}


def _activity_here(reason: Reason) -> str:
    return _("%(place)s is known for work like this: %(note)s.") % _place_and_note(reason)


def _activity_nearby(reason: Reason) -> str:
    return _("Close to home, in %(place)s: %(note)s.") % _place_and_note(reason)


def _activity_only_nearby(reason: Reason) -> str:
    return _(
        "Your own area is not known for this work; the nearest is %(place)s (%(note)s)."
    ) % _place_and_note(reason)


def _activity_nowhere_near(reason: Reason) -> str:
    return _("No place near home is known to us for this work.")


def _sector(reason: Reason) -> dict[str, str]:
    here, nation = (float(figure.value) for figure in reason.figures)
    return {
        "sector": str(SECTORS[reason.about["sector"]]),
        "place": reason.about["place"],
        "here": percent(here),
        "nation": percent(nation),
    }


def _sector_large(reason: Reason) -> str:
    return _(
        "%(sector)s: %(here)s of the economy of %(place)s, %(nation)s in the country."
    ) % _sector(reason)


def _sector_small(reason: Reason) -> str:
    return _(
        "%(sector)s: only %(here)s of the economy of %(place)s, %(nation)s in the country."
    ) % _sector(reason)


def _product(reason: Reason) -> dict[str, str]:
    return {
        "place": reason.about["place"],
        "product": str(PRODUCTS[reason.about["indicator"]]),
        "quantity": quantity(reason.figures[0]),
    }


def _production_here(reason: Reason) -> str:
    return _("%(place)s has much of it for its people: %(product)s, %(quantity)s.") % _product(
        reason
    )


def _production_small(reason: Reason) -> str:
    return _(
        "%(place)s has little of it for its people: most is %(product)s, %(quantity)s."
    ) % _product(reason)


def _market(reason: Reason) -> dict[str, str]:
    labels = {
        "population_average": _("%s people"),
        "urban_share": _("%s in towns"),
        "growth": _("growth %s a year"),
    }
    parts = [
        labels[figure.what]
        % (_people(figure.value) if figure.what == "population_average" else quantity(figure))
        for figure in reason.figures
    ]
    return {"place": reason.about["place"], "facts": ", ".join(parts)}


def _people(thousand: float | int | str) -> str:
    return _("%s thousand") % number(float(thousand))


def _local_market(reason: Reason) -> str:
    return _(
        "People near home need this work: %(place)s has a lively market (%(facts)s)."
    ) % _market(reason)


def _local_market_thin(reason: Reason) -> str:
    return _("Customers live thin on the ground in %(place)s (%(facts)s).") % _market(reason)


def _family_asset(reason: Reason) -> str:
    return _("Your family's %(asset)s helps in this trade.") % {
        "asset": ASSETS[reason.about["asset"]]
    }


def _family_asset_missing(reason: Reason) -> str:
    return _("Your family has no %(asset)s, and this trade needs it.") % {
        "asset": ASSETS[reason.about["asset"]]
    }


def _family_asset_unused(reason: Reason) -> str:
    return _("This trade makes no use of your family's %(asset)s.") % {
        "asset": ASSETS[reason.about["asset"]]
    }


def _wish_served(reason: Reason) -> str:
    return _("It leads to what you want: %(wish)s.") % {
        "wish": str(WISHES[reason.about["wish"]]).lower()
    }


def _wish_differs(reason: Reason) -> str:
    return _("It hardly leads to what you want: %(wish)s.") % {
        "wish": str(WISHES[reason.about["wish"]]).lower()
    }


def _abilities(reason: Reason) -> dict[str, str]:
    names = [str(ABILITIES[code]) for code in reason.about["abilities"].split("|")]
    return {"abilities": joined(names)}


def _ability_fits(reason: Reason) -> str:
    return _("It needs what you are good at: %(abilities)s.") % _abilities(reason)


def _ability_weak(reason: Reason) -> str:
    return _("It needs what you said is not for you: %(abilities)s.") % _abilities(reason)


_ASKED_OF_HEALTH: dict[str, StrPromise] = {
    HealthLimit.LIFTING: gettext_lazy("heavy lifting or long standing"),
    HealthLimit.EYES: gettext_lazy("good eyes for small things"),
    HealthLimit.OUTDOORS: gettext_lazy("work outdoors in all weathers"),
    HealthLimit.ALLERGY: gettext_lazy("work with plants or animals"),
}


def _health_limit(reason: Reason) -> str:
    asked = [str(_ASKED_OF_HEALTH[code]) for code in reason.about["limits"].split("|")]
    return _("It asks for %(asked)s, and you said that is hard for you.") % {"asked": joined(asked)}


def _pay(reason: Reason) -> dict[str, str]:
    *own, mean = reason.figures
    values = {figure.what: int(float(figure.value)) for figure in own}
    low = values.get("pay_low")
    english = translation.get_language() == "en"
    return {
        "work": reason.about["work_en" if english else "work_vi"],
        "pay": band(low, values.get("pay_high", low)),
        "mean": band(int(float(mean.value)), int(float(mean.value))),
    }


def _pay_good(reason: Reason) -> str:
    return _("At home it pays: %(work)s, %(pay)s. The mean in the country is %(mean)s.") % _pay(
        reason
    )


def _pay_low(reason: Reason) -> str:
    if reason.about["level"] == "section":
        return _(
            "People in this sector earn %(pay)s on average; the mean in the country is %(mean)s."
        ) % _pay(reason)
    return _(
        "At home it pays little: %(work)s, %(pay)s. The mean in the country is %(mean)s."
    ) % _pay(reason)


def _said(text: Callable[[], str]) -> Callable[[Reason], str]:
    return lambda _reason: text()


_SENTENCES: dict[For | Against, Callable[[Reason], str]] = {
    For.ACTIVITY_HERE: _activity_here,
    For.ACTIVITY_NEARBY: _activity_nearby,
    For.SECTOR_LARGE: _sector_large,
    For.PRODUCTION_HERE: _production_here,
    For.LOCAL_MARKET: _local_market,
    For.FAMILY_ASSET: _family_asset,
    For.WISH_SERVED: _wish_served,
    For.CARE_POSSIBLE: _said(
        lambda: _("You can work close to home and still care for your family.")
    ),
    For.ABILITY_FITS: _ability_fits,
    For.EXPERIENCE: _said(lambda: _("You have done work like this for a year or more.")),
    For.CRAFT_CARRIED: _said(lambda: _("You learn a whole craft that you can take home.")),
    For.ALONE_POSSIBLE: _said(lambda: _("One person can run it with little capital.")),
    For.LONG_STAY_OPEN: _said(
        lambda: _("You can go on to SSW (ii): a long stay, with your family.")
    ),
    For.PAY_GOOD: _pay_good,
    Against.ACTIVITY_NOWHERE_NEAR: _activity_nowhere_near,
    Against.ACTIVITY_ONLY_NEARBY: _activity_only_nearby,
    Against.SECTOR_SMALL: _sector_small,
    Against.PRODUCTION_SMALL: _production_small,
    Against.LOCAL_MARKET_THIN: _local_market_thin,
    Against.FAMILY_ASSET_MISSING: _family_asset_missing,
    Against.FAMILY_ASSET_UNUSED: _family_asset_unused,
    Against.WISH_DIFFERS: _wish_differs,
    Against.CARE_HARD: _said(
        lambda: _("The work is tied to a plant or a crew: hard with somebody to care for at home.")
    ),
    Against.ABILITY_WEAK: _ability_weak,
    Against.HEALTH_LIMIT: _health_limit,
    Against.LINE_POSITION: _said(
        lambda: _("Mostly one position on a line: little of it can be used elsewhere.")
    ),
    Against.PLANT_ONLY: _said(
        lambda: _("Only plants and large sites hire for it: you cannot run it alone.")
    ),
    Against.CAPITAL_NEEDED: _said(
        lambda: _("To run it yourself you need money for machines, animals or a place first.")
    ),
    Against.CUSTOMERS_NEEDED: _said(
        lambda: _("On your own you have to find customers yourself, and that takes time.")
    ),
    Against.LONG_STAY_CLOSED: _said(
        lambda: _("No SSW field follows it: after three or five years it ends.")
    ),
    Against.PAY_LOW: _pay_low,
    Against.PAY_UNKNOWN: _said(lambda: _("No figure was found for what it pays at home.")),
}
