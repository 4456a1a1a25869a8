"""The words of a Japanese payslip and contract, in the order in which they stand there."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.money.enums import Line
from planner.wording.money import LINES


@dataclass(frozen=True, slots=True)
class Term:
    """`key`: its place on the page. `check`: what to look at on the own paper."""

    key: str
    japanese: str
    kana: str
    romaji: str
    label: StrPromise
    what: StrPromise
    check: StrPromise


@dataclass(frozen=True, slots=True)
class TermGroup:
    """`is_on_slip`: a part of the payslip, otherwise of another paper."""

    key: str
    japanese: str
    title: StrPromise
    terms: tuple[Term, ...]
    is_on_slip: bool = True


def _line(line: Line, kana: str, romaji: str, check: StrPromise) -> Term:
    words = LINES[line]
    return Term(line.value, words.japanese, kana, romaji, words.label, words.what, check)


_TIME = TermGroup(
    "time",
    "勤怠",
    _("Days and hours"),
    (
        Term(
            "attendance",
            "勤怠",
            "きんたい",
            "kintai",
            _("Days and hours of the month"),
            _("The part of the payslip that says when you worked."),
            _("Write down your own hours every day, and compare."),
        ),
        Term(
            "days",
            "出勤日数",
            "しゅっきんにっすう",
            "shukkin nissū",
            _("Days you worked"),
            _("How many days you came to work."),
            _("Is a day missing on which you worked?"),
        ),
        Term(
            "hours",
            "労働時間",
            "ろうどうじかん",
            "rōdō jikan",
            _("Hours you worked"),
            _("The usual hours. Overtime (残業) often stands beside them."),
            _("Cleaning, changing clothes and meetings that the company orders are work too."),
        ),
        Term(
            "overtime",
            "残業時間",
            "ざんぎょうじかん",
            "zangyō jikan",
            _("Hours of overtime"),
            _("What you worked beyond the usual hours."),
            _("Is all of it there, and is it paid further down?"),
        ),
        Term(
            "absence",
            "欠勤",
            "けっきん",
            "kekkin",
            _("Days you were away"),
            _("Days without work that are not leave. They are usually not paid."),
            _("When the company had no work for you, that is not your absence."),
        ),
        Term(
            "leave",
            "有給休暇",
            "ゆうきゅうきゅうか",
            "yūkyū kyūka",
            _("Paid leave"),
            _("Free days that are paid. The law gives them to you too."),
            _("See how many days are left (残日数). Nobody needs to know why you take one."),
        ),
    ),
)
_PAID = TermGroup(
    "paid",
    "支給",
    _("What you earn"),
    (
        Term(
            "earned",
            "支給",
            "しきゅう",
            "shikyū",
            _("What the company pays"),
            _("The part of the payslip with all that is added up."),
            _("Compare each line with your contract."),
        ),
        Term(
            "basic",
            "基本給",
            "きほんきゅう",
            "kihonkyū",
            _("Basic pay"),
            _("Your pay without overtime and allowances."),
            _("It must be what the contract says. If you are paid by the hour: hours times rate."),
        ),
        Term(
            "overtime-pay",
            "時間外手当/残業手当",
            "じかんがいてあて/ざんぎょうてあて",
            "jikangai teate / zangyō teate",
            _("Overtime pay"),
            _("More money for each hour beyond the usual ones."),
            _("The hour must be paid higher than a usual hour. Compare with your own hours."),
        ),
        Term(
            "night-pay",
            "深夜手当",
            "しんやてあて",
            "shin'ya teate",
            _("Night pay"),
            _("More money for work late at night."),
            _("It comes on top, also when the night is your usual time."),
        ),
        Term(
            "holiday-pay",
            "休日手当",
            "きゅうじつてあて",
            "kyūjitsu teate",
            _("Pay for work on a day off"),
            _("More money for work on a weekly day off."),
            _("Did you work on a Sunday, and is it here?"),
        ),
        Term(
            "travel",
            "通勤手当",
            "つうきんてあて",
            "tsūkin teate",
            _("Money for the way to work"),
            _("Bus or train. It is not pay."),
            _("Only if the contract says so."),
        ),
        Term(
            "gross",
            "総支給額",
            "そうしきゅうがく",
            "sōshikyūgaku",
            _("Pay before anything comes off"),
            _("The sum of this part."),
            _("This is the first amount that you type in your month."),
        ),
    ),
)
_TAKEN = TermGroup(
    "taken",
    "控除",
    _("What comes off"),
    (
        Term(
            "deductions",
            "控除",
            "こうじょ",
            "kōjo",
            _("What comes off your pay"),
            _("The part of the payslip with all that is taken away."),
            _("Ask about every line that you do not know. The company must explain it."),
        ),
        Term(
            "social",
            "社会保険",
            "しゃかいほけん",
            "shakai hoken",
            _("Social insurance"),
            _("One word for health insurance, pension and employment insurance together."),
            _("You pay a part, the company pays the other part."),
        ),
        _line(
            Line.HEALTH,
            "けんこうほけんりょう",
            "kenkō hokenryō",
            _("When it is taken, you must have the proof that you are insured."),
        ),
        _line(
            Line.CHILD_LEVY,
            "こども・こそだてしえんきん",
            "kodomo kosodate shienkin",
            _("On many payslips it is part of the line of health insurance."),
        ),
        _line(
            Line.CARE,
            "かいごほけんりょう",
            "kaigo hokenryō",
            _("Is it taken although you are younger? Ask why."),
        ),
        _line(
            Line.PENSION,
            "こうせいねんきんほけんりょう",
            "kōsei nenkin hokenryō",
            _("Keep your pension number: you need it to claim money back."),
        ),
        _line(
            Line.EMPLOYMENT,
            "こようほけんりょう",
            "koyō hokenryō",
            _("It is small, and it is taken every month."),
        ),
        _line(
            Line.INCOME_TAX,
            "しょとくぜい",
            "shotokuzei",
            _("It is less when you support people at home: see 扶養 below."),
        ),
        _line(
            Line.RESIDENT_TAX,
            "じゅうみんぜい",
            "jūminzei",
            _("Is it taken in your first year? Ask why."),
        ),
        _line(
            Line.RENT,
            "やちん/りょうひ",
            "yachin / ryōhi",
            _("Compare with the contract. It must not bring a profit to the company."),
        ),
        _line(Line.MEALS, "しょくひ", "shokuhi", _("Did you really eat these meals?")),
        _line(
            Line.UTILITIES,
            "すいどうこうねつひ",
            "suidō kōnetsuhi",
            _("Ask to see the bill, and by how many people it was shared."),
        ),
        Term(
            "savings",
            "積立金/強制貯金",
            "つみたてきん/きょうせいちょきん",
            "tsumitatekin / kyōsei chokin",
            _("Savings that the company keeps"),
            _("The company takes money off your pay and says that it saves it for you."),
            _(
                "To force you to save is forbidden in Japan. Ask for advice on a help line before you sign."
            ),
        ),
        Term(
            "supervision",
            "監理費",
            "かんりひ",
            "kanrihi",
            _("Fee of the supervising body"),
            _("What the company pays for supervision and advice."),
            _("The company pays it, not you. It must not come off your pay."),
        ),
    ),
)
_LEFT = TermGroup(
    "left",
    "差引支給額",
    _("What comes to you"),
    (
        Term(
            "net",
            "差引支給額",
            "さしひきしきゅうがく",
            "sashihiki shikyūgaku",
            _("Pay that comes to you"),
            _("What you earn less what comes off. People also say 手取り (てどり, tedori)."),
            _("The same amount must come to your bank account."),
        ),
        Term(
            "transfer",
            "銀行振込",
            "ぎんこうふりこみ",
            "ginkō furikomi",
            _("Paid into the bank"),
            _("The pay goes to an account in your name."),
            _("Keep your bank book and card yourself. Nobody may keep them for you."),
        ),
    ),
)
_CONTRACT = TermGroup(
    "contract",
    "雇用契約",
    _("In the contract"),
    (
        Term(
            "contract-paper",
            "雇用契約書",
            "こようけいやくしょ",
            "koyō keiyakusho",
            _("Contract of employment"),
            _("What you and the company have signed."),
            _("Keep your own copy, and a photo of every page."),
        ),
        Term(
            "conditions",
            "雇用条件書",
            "こようじょうけんしょ",
            "koyō jōkensho",
            _("Conditions of employment"),
            _("Place, work, hours, pay and what comes off, line by line."),
            _("There is a version in Vietnamese. Does it say the same amounts?"),
        ),
        Term(
            "wage",
            "賃金",
            "ちんぎん",
            "chingin",
            _("Wage"),
            _("Pay for your work, by the hour (時給), day (日給) or month (月給)."),
            _("It must not be below the lowest pay of the prefecture (最低賃金)."),
        ),
        Term(
            "closing-day",
            "締日",
            "しめび",
            "shimebi",
            _("Closing day"),
            _("Up to this day the work counts for this payslip."),
            _("Work after it is paid a month later, not lost."),
        ),
        Term(
            "pay-day",
            "支払日",
            "しはらいび",
            "shiharaibi",
            _("Pay day"),
            _("The day on which the pay must come, at least once a month."),
            _("Write it down each time the pay comes late."),
        ),
    ),
    is_on_slip=False,
)
_YEAR = TermGroup(
    "year",
    "年末",
    _("Once a year"),
    (
        Term(
            "dependants",
            "扶養",
            "ふよう",
            "fuyō",
            _("People you support"),
            _("If you support family at home, you pay less tax. You need papers for it."),
            _("Keep every receipt of money sent home, in the name of each person."),
        ),
        Term(
            "settlement",
            "年末調整",
            "ねんまつちょうせい",
            "nenmatsu chōsei",
            _("Settlement at the end of the year"),
            _("The company works out the tax of the whole year. Often some comes back to you."),
            _("Hand in the papers about your family as soon as the company asks for them."),
        ),
        Term(
            "tax-paper",
            "源泉徴収票",
            "げんせんちょうしゅうひょう",
            "gensen chōshūhyō",
            _("Paper on pay and tax of the year"),
            _("All that you earned in the year, and the tax that was taken."),
            _("Keep it: you need it for visa, tax and claims. You get one too when you leave."),
        ),
    ),
    is_on_slip=False,
)
PAYSLIP: tuple[TermGroup, ...] = (_TIME, _PAID, _TAKEN, _LEFT, _CONTRACT, _YEAR)
