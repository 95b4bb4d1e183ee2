"""Licence plates: taking a scanned one or drawing a new one; part of several verbs."""

from wms_tui.domain.barcode.check_digits import has_check_digit
from wms_tui.domain.codes import clean_code
from wms_tui.domain.rows import Place
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.numbers import draw_sscc
from wms_tui.queries import stock
from wms_tui.queries.holds import plate_is_held
from wms_tui.storage.lot_rows import plate_number
from wms_tui.storage.tables import NO_PLATE

NEW = "new"


def plate_at(text: str, place: Place) -> tuple[int, str]:
    """Return the plate that goods are put onto at a place; see ``plate_for``.

    Raises:
        Refused: ``plate-elsewhere`` where it stands in another place: a plate is in one place only;
            ``plate-on-hold``.
    """
    number, code = plate_for(text)
    if number and plate_is_held(number):
        raise Refused("plate-on-hold", f"Pallet {code} is on hold.", "Take another plate.", plate=code)
    other = next((one for one in stock.on_plate(number) if one.place_id != place.id), None) if number else None
    if other is not None:
        raise Refused(
            "plate-elsewhere", f"Plate {code} stands in {other.bin}.", "Take another plate, or move this one.",
            plate=code, bin=other.bin,
        )  # fmt: skip
    return number, code


def plate_for(text: str) -> tuple[int, str]:
    """Return the row number and code of a plate: none, a new one drawn for ``new``, or the one that was scanned.

    Raises:
        BadInput: ``bad-plate`` where it is not an SSCC (GS1 General Specifications 2.2.1).
    """
    if not text:
        return NO_PLATE, ""
    code = draw_sscc() if text.casefold() == NEW else clean_code(text, "plate")
    if code.startswith("00") and len(code) == 20:
        code = code[2:]
    if len(code) != 18 or not code.isascii() or not code.isdigit() or not has_check_digit(code):
        raise BadInput("bad-plate", f"{code} is not a licence plate.", "Scan its 18 digits, or type new.", plate=code)
    return plate_number(code), code
