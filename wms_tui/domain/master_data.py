"""What an item, a place and a partner must be to be saved: each text cleaned, each number in range."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.barcode.check_digits import has_check_digit
from wms_tui.domain.codes import clean_code, excerpt
from wms_tui.domain.fields import gtin as read_gtin
from wms_tui.domain.fields import line_of_text, lines_of_text, pack_name
from wms_tui.domain.letter_words.languages import words_of
from wms_tui.domain.lot_numbers import check_pattern
from wms_tui.domain.numbering import parse_template
from wms_tui.domain.quantity import LARGEST, Pack, check_packs, make_pack
from wms_tui.domain.rows import Item, Partner, Place
from wms_tui.domain.shelf_life import parse_shelf_life
from wms_tui.domain.types import PlaceKind, Role, Status
from wms_tui.errors import BadInput

MOST_DAYS = 36525
"""A hundred years; more days than that are a typing error."""

_PACK = re.compile(r"(?P<name>[^=]+)=(?P<quantity>[0-9]{1,13})(?::(?P<gtin>[0-9]+))?")
_CHECK_DIGITS = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class NewPack:
    """A pack to be added: so many base units under a name, with its GTIN where it has one."""

    name: str
    quantity: int
    gtin: str = ""


def parse_pack(text: str) -> NewPack:
    """Return the pack meant by ``CS=12`` or ``CS=12:04012345678901``.

    Raises:
        BadInput: ``bad-pack`` or ``bad-gtin``.
    """
    match = _PACK.fullmatch(text.strip())
    if match is None:
        raise BadInput("bad-pack", f"{excerpt(text)} is not a pack", "Write CS=12 or CS=12:GTIN")
    return checked_pack(NewPack(match["name"], int(match["quantity"]), match["gtin"] or ""))


def checked_pack(pack: NewPack) -> NewPack:
    """Return a pack with its name cleaned and its GTIN in the 14 digits it is stored in.

    Raises:
        BadInput: ``bad-pack`` or ``bad-gtin``.
    """
    clean = make_pack(pack_name(pack.name), pack.quantity)
    return NewPack(clean.name, clean.quantity, stored_gtin(pack.gtin))


def stored_gtin(text: str) -> str:
    """Return a GTIN in 14 digits, or the empty text for none.

    Raises:
        BadInput: ``bad-gtin``, for another length or a wrong check digit.
    """
    return read_gtin(text.strip()).zfill(14) if text.strip() else ""


_ITEM_TEXTS = ("brand", "commodity", "variety", "packaging_size", "packaging_style")
_PARTNER_TEXTS = ("contact", "after_hours", "city", "state", "zip", "source_reference")
_COUNTRY = re.compile(r"[A-Z]{2}")


def checked_item(item: Item) -> Item:
    """Return an item as it may be saved.

    Raises:
        BadInput: ``bad-code``, ``bad-text``, ``bad-pack``, ``bad-shelf-life``, ``bad-days``,
            ``bad-template``, ``bad-pattern``, ``bad-minimum``, ``bad-status``, ``bad-people``.
    """
    unit = pack_name(item.unit)
    check_packs(item.packs, unit)
    for what, days in (
        ("Removal", item.removal_days),
        ("Alert", item.alert_days),
        ("Receipt", item.min_receipt_days),
    ):
        _check_days(what, days)
    _check_levels(item.minimum, item.maximum, item.reorder_point)
    if item.lot_template:
        parse_template(item.lot_template)
    if item.lot_pattern:
        check_pattern(item.lot_pattern, item.lot_sample or "")
    _check_receipt_status(item.receipt_status)
    if item.release_people not in (1, 2):
        raise BadInput("bad-people", f"{item.release_people} people cannot release it", "1 or 2")
    return replace(
        item,
        code=clean_code(item.code, "item"),
        name=line_of_text(item.name),
        unit=unit,
        shelf_life=str(parse_shelf_life(item.shelf_life)) if item.shelf_life else None,
        lot_template=item.lot_template or None,
        lot_pattern=item.lot_pattern or None,
        lot_sample=item.lot_sample or None,
        temperature=line_of_text(item.temperature),
        **{name: line_of_text(getattr(item, name)) for name in _ITEM_TEXTS},
    )


def with_unit(unit: str, packs: Sequence[NewPack], gtin: str = "") -> tuple[NewPack, ...]:
    """Return the packs of an item with its base unit, the pack of 1, in front.

    A pack of 1 that is called like the unit is the unit.

    Raises:
        BadInput: ``bad-pack`` where two packs cannot be told apart.
    """
    rest = [checked_pack(pack) for pack in packs]
    named = [pack for pack in rest if pack.name == unit and pack.quantity == 1]
    rest = [pack for pack in rest if pack not in named]
    base = NewPack(unit, 1, stored_gtin(gtin) or next((pack.gtin for pack in named), ""))
    check_packs([Pack(pack.name, pack.quantity) for pack in (base, *rest)], unit)
    return (base, *rest)


def checked_place(place: Place) -> Place:
    """Return a place in the house as it may be saved.

    Raises:
        BadInput: ``bad-code``, ``bad-text``, ``bad-capacity``, ``bad-walk``, ``bad-check-digits``,
            ``bad-kind`` for a place outside the house, ``not-a-bin`` for a pickable place that is no bin.
    """
    if not place.kind.in_house:
        raise BadInput("bad-kind", f"A {place.kind} is outside the house", "bin, dock, stage, cage or cart")
    if place.pickable and place.kind != PlaceKind.BIN:
        raise BadInput("not-a-bin", f"{excerpt(place.code)} is a {place.kind}", "Only bins are picked from")
    if place.capacity is not None and not 1 <= place.capacity <= LARGEST:
        raise BadInput("bad-capacity", f"A capacity of {place.capacity}", "Give 1 or more units, or none")
    if not 0 <= place.walk <= LARGEST:
        raise BadInput("bad-walk", f"{place.walk} cannot be on the way", "Give 0 or more")
    if place.check_digits and not _CHECK_DIGITS.fullmatch(place.check_digits):
        raise BadInput("bad-check-digits", f"{excerpt(place.check_digits)} is not digits", "Give 1 to 4 digits")
    return replace(
        place,
        code=clean_code(place.code, "bin"),
        zone=line_of_text(place.zone),
        aisle=line_of_text(place.aisle),
        level=line_of_text(place.level),
        temperature=line_of_text(place.temperature),
    )


def checked_partner(partner: Partner) -> Partner:
    """Return a partner as it may be saved.

    Raises:
        BadInput: ``bad-code``, ``bad-text``, ``bad-days``, ``bad-percent``, ``bad-pattern``, ``bad-status``.
    """
    if partner.receipt_status is not None:
        _check_receipt_status(partner.receipt_status)
        if partner.role is not Role.SUPPLIER:
            raise BadInput("bad-status", f"{excerpt(partner.code)} is a customer", "Only suppliers have a receipt rule")
    _check_days("Minimum", partner.min_days)
    _check_days("Transit", partner.transit_days)
    if not 0 <= partner.min_percent <= 100:
        raise BadInput("bad-percent", f"{partner.min_percent} percent of life", "Give 0 to 100")
    if partner.lot_pattern:
        check_pattern(partner.lot_pattern, partner.lot_sample or "")
    return replace(
        partner,
        code=clean_code(partner.code, str(partner.role)),
        name=line_of_text(partner.name),
        address=lines_of_text(partner.address),
        email=line_of_text(partner.email),
        phone=line_of_text(partner.phone),
        lot_pattern=partner.lot_pattern or None,
        lot_sample=partner.lot_sample or None,
        country=checked_country(partner.country),
        gln=checked_gln(partner.gln),
        language=words_of(partner.language).language if partner.language.strip() else "",
        **{name: line_of_text(getattr(partner, name)) for name in _PARTNER_TEXTS},
    )


def checked_country(text: str) -> str:
    """Return a country as two letters of ISO 3166, or nothing.

    Raises:
        BadInput: ``bad-country``.
    """
    country = text.strip().upper()
    if country and not _COUNTRY.fullmatch(country):
        raise BadInput("bad-country", f"{excerpt(text)} is no country code", "Two letters of ISO 3166, such as US")
    return country


def checked_gln(text: str) -> str:
    """Return a Global Location Number, or nothing (GS1 General Specifications 3.8: 13 digits with a check digit).

    Raises:
        BadInput: ``bad-gln``.
    """
    gln = text.strip()
    if gln and not (len(gln) == 13 and gln.isascii() and gln.isdigit() and has_check_digit(gln)):
        raise BadInput("bad-gln", f"{excerpt(text)} is no GLN", "13 digits, the last of which checks the others")
    return gln


def _check_receipt_status(status: Status) -> None:
    """Refuse a first status that no rule may give."""
    if status not in {Status.RELEASED, Status.QUARANTINE}:
        raise BadInput("bad-status", f"Nothing is received as {status}", "released or quarantine")


def _check_days(what: str, days: int) -> None:
    """Refuse a number of days that no calendar of this house has."""
    if not 0 <= days <= MOST_DAYS:
        raise BadInput("bad-days", f"{what} days: {days}", f"Give 0 to {MOST_DAYS}")


def _check_levels(minimum: int | None, maximum: int | None, reorder_point: int | None) -> None:
    """Refuse stock levels below nothing or upside down."""
    for level in (minimum, maximum, reorder_point):
        if level is not None and not 0 <= level <= LARGEST:
            raise BadInput("bad-minimum", f"A stock level of {level}", "Give 0 or more base units")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise BadInput("bad-minimum", f"Minimum {minimum} is above maximum {maximum}", "Swap them")
