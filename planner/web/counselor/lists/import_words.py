"""What is wrong with a file, a row or a cell, and what to do about it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.casework.importing.values import FaultCode, Field
from planner.casework.services.imports import NOBODY
from planner.documents.limits import SheetFault
from planner.web.shared.rows import Text

FIELDS: dict[str, Text] = {
    Field.NAME: gettext_lazy("Full name"),
    Field.FAMILY_NAME: gettext_lazy("Family and middle name"),
    Field.GIVEN_NAME: gettext_lazy("Given name"),
    Field.BIRTH: gettext_lazy("Day or year of birth"),
    Field.SEX: gettext_lazy("Woman or man"),
    Field.PHONE: gettext_lazy("Phone"),
    Field.EMAIL: gettext_lazy("E-mail"),
    Field.PLACE: gettext_lazy("Home province or address"),
    Field.TRADE: gettext_lazy("Trade in Japan"),
    Field.EMPLOYER: gettext_lazy("Employer in Japan"),
    Field.DEPARTS_ON: gettext_lazy("Day of departure"),
    Field.RETURNS_ON: gettext_lazy("Day of return"),
    Field.STATUS_ENDS_ON: gettext_lazy("Residence status ends"),
    Field.REFERENCE: gettext_lazy("Our own number"),
    Field.NOTE: gettext_lazy("Note for counselors"),
}
FILES: dict[str, Text] = {
    SheetFault.EMPTY: gettext_lazy("There is nothing in this file. Choose the one with the list."),
    SheetFault.TOO_LARGE: gettext_lazy(
        "This file has more than 10 MB. Take out pictures, or split the list into two files."
    ),
    SheetFault.TOO_MANY_ROWS: gettext_lazy(
        "This list has more than 20,000 rows. Split it into two files."
    ),
    SheetFault.TOO_MANY_COLUMNS: gettext_lazy(
        "This list has more than 60 columns. Copy the columns about the workers into a new file."
    ),
    SheetFault.SWELLS: gettext_lazy(
        "There is far more inside this file than a list of workers needs. Copy the list into a new file and save it as .xlsx."
    ),
    SheetFault.OLD_EXCEL: gettext_lazy(
        "This is an old Excel file (.xls), or it has a password. Open it, save it as .xlsx without a password, and send that."
    ),
    SheetFault.MACROS: gettext_lazy(
        "This file has macros in it. Open it, save it as .xlsx, and send that."
    ),
    SheetFault.OPEN_DOCUMENT: gettext_lazy(
        "This is a file of LibreOffice (.ods). Open it, save it as .xlsx, and send that."
    ),
    SheetFault.PDF: gettext_lazy("This is a PDF. Send the list itself, as .xlsx or CSV."),
    SheetFault.HTML: gettext_lazy(
        "This is a web page under another name. Open it in Excel, save it as .xlsx, and send that."
    ),
    SheetFault.OTHER_KIND: gettext_lazy(
        "This is no list that we can read. Save it as .xlsx or CSV, and send that."
    ),
    SheetFault.BROKEN: gettext_lazy(
        "This file is damaged. Open it, save it anew as .xlsx, and send that."
    ),
    NOBODY: gettext_lazy(
        "The counselor of this list no longer works for the agency. Upload the list again."
    ),
}
CELLS: dict[str, Text] = {
    FaultCode.NO_NAME: gettext_lazy("There is no name. Write it, or remove the row."),
    FaultCode.BAD_NAME: gettext_lazy("This is no name. Write the worker's name."),
    FaultCode.BAD_DATE: gettext_lazy("This is no day. Write it like 08/09/2024."),
    FaultCode.MONTH_FIRST: gettext_lazy(
        "The month stands first here. Write the day first: 25/09/2024."
    ),
    FaultCode.FAR_DATE: gettext_lazy("This day is too long ago or too far ahead. Check the year."),
    FaultCode.RETURN_FIRST: gettext_lazy("The return is before the departure. Check both days."),
    FaultCode.BAD_PHONE: gettext_lazy(
        "This is no mobile number. Write it like 0912 345 678, or with +81 for Japan."
    ),
    FaultCode.BAD_EMAIL: gettext_lazy("This is no e-mail address. Write it like lan@example.com."),
    FaultCode.TOO_LONG: gettext_lazy("This text is too long. Shorten it."),
    FaultCode.GARBLED: gettext_lazy(
        "The letters of this row came in another encoding. Type the row again, or save the file as .xlsx."
    ),
    FaultCode.TWO_PEOPLE: gettext_lazy(
        "This belongs to somebody else in your agency. Check the number, the phone and the e-mail."
    ),
    FaultCode.WITH_COLLEAGUE: gettext_lazy(
        "A colleague looks after this worker. Ask your supervisor to import the row."
    ),
    FaultCode.UNKNOWN_PLACE: gettext_lazy("We know no such province: the province is left out."),
    FaultCode.UNKNOWN_TRADE: gettext_lazy("We know no such trade: the trade is left out."),
    FaultCode.UNKNOWN_SEX: gettext_lazy("Neither “nam” nor “nữ”: it is left out."),
    FaultCode.TWO_PHONES: gettext_lazy("Several numbers: only the first is taken."),
    FaultCode.SHARED: gettext_lazy("Somebody else in your agency has this too. Check it."),
}


def file_words(fault: str) -> Text:
    return FILES.get(fault, FILES[SheetFault.BROKEN])


def fault_words(fault: Mapping[str, str]) -> str:
    """With names that look alike, or the other row."""
    code, hint = fault["code"], fault.get("hint", "")
    if code == FaultCode.SAME_ROW:
        return _("The same person as in row %(row)s: brought together.") % {"row": hint}
    words = str(CELLS.get(code, ""))
    if hint:
        return _("%(words)s Do you mean: %(names)s?") % {"words": words, "names": hint}
    return words
