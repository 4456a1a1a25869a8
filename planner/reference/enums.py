from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """What a figure or claim rests on."""

    PUBLISHED = "published", _("published")
    DERIVED = "derived", _("calculated from published figures")
    SUM = "sum", _("sum of the former provinces")
    SECONDARY = "secondary", _("read on a secondary page, to be checked")
    JUDGEMENT = "judgement", _("our judgement")
    UNSOURCED = "unsourced", _("widely known, no page found")


class ProvinceKind(TextChoices):
    FORMER = "former", _("former province")  # the 63, until 30 June 2025
    CURRENT = "current", _("province")  # the 34, since 1 July 2025


class WageArea(TextChoices):
    MAIN_CITY = "main_city", _("main city")
    REST = "rest", _("rest of the province")


class HelpKind(TextChoices):
    """What a help line is for, in the order in which a person in trouble reads."""

    EMERGENCY = "emergency", _("In danger: call now")
    WORK = "work", _("Work and pay")
    LAW = "law", _("Law, visa and papers")
    LIFE = "life", _("Daily life and worries")
    EMBASSY = "embassy", _("Embassy of Viet Nam")


class FactTopic(TextChoices):
    """What a fact about a pathway is about, in the order in which it is read."""

    WHAT = "what", _("What it is")
    CONDITIONS = "conditions", _("What you need")
    DURATION = "duration", _("How long")
    PAY = "pay", _("What it pays")
    PROTECTION = "protection", _("What protects you")
    LEADS_TO = "leads_to", _("What it leads to")
    CHANGE_2027 = "change_2027", _("What changes in 2027")


class YenPer(TextChoices):
    HOUR = "hour", _("yen an hour")
    MONTH = "month", _("yen a month")
    YEAR = "year", _("yen a year")
    THREE_YEARS = "three_years", _("yen in three years")


class Programme(TextChoices):
    """For which way to Japan a ceiling holds."""

    ALL = "all", _("every way")
    TITP = "TITP", "TITP"
    SSW = "SSW", "SSW"
    ESD = "ESD", "ESD"


class Payer(TextChoices):
    WORKER = "worker", _("the worker")
    AGENCY = "agency", _("the sending company")
    JAPAN_SIDE = "japan_side", _("the Japanese side, at least")


class CeilingUnit(TextChoices):
    VND = "VND", _("dong")
    JPY = "JPY", _("yen")
    USD = "USD", _("US dollars")
    PERCENT = "pct", _("percent")
    MONTHS = "months_of_basic_wage", _("months of basic wage")


class RateSeries(TextChoices):
    """Two series are never joined: they differ by up to 2 %."""

    MARKET_CROSS = "market_cross", _("market, mean of the month")
    STAFF = "staff", _("entered by staff")


class AmountPlace(TextChoices):
    JAPAN = "japan", _("Japan")
    VIETNAM = "vietnam", _("Viet Nam")


class AmountTopic(TextChoices):
    PAID_BEFORE = "paid_before", _("paid before leaving")
    PAY = "pay", _("pay")
    SENT_HOME = "sent_home", _("sent home")
    LIVING = "living", _("cost of living")
    INCOME = "income", _("income per person")
    RENT = "rent", _("rent")


class AmountUnit(TextChoices):
    JPY = "jpy", _("yen")
    JPY_MONTH = "jpy_month", _("yen a month")
    JPY_YEAR = "jpy_year", _("yen a year")
    JPY_THREE_YEARS = "jpy_three_years", _("yen in three years")
    VND = "vnd", _("dong")
    VND_MONTH = "vnd_month", _("dong a month")
    PERCENT = "percent", _("percent")


class Stage(TextChoices):
    """The part of the way that a benchmark belongs to."""

    PRE_DEPARTURE = "pre_departure", _("before leaving")
    TITP_1 = "titp_1_year_1", _("first year in Japan")
    TITP_2 = "titp_2_years_2_3", _("second and third year in Japan")
    TITP_3 = "titp_3_years_4_5", _("fourth and fifth year, TITP (iii)")
    SSW_1 = "ssw_1", _("SSW (i)")
    SSW_2 = "ssw_2", _("SSW (ii)")
    ESD = "esd", _("ESD")
    BEFORE_RETURN = "before_return", _("before going home")
    AFTER_RETURN = "after_return", _("after coming home")
    LANGUAGE = "language_calendar", _("language exams")


class TargetKind(TextChoices):
    """What a benchmark is measured by."""

    YES_NO = "yes_no", _("done or not")
    LEVEL = "level", _("a level")
    AMOUNT = "amount", _("an amount")
