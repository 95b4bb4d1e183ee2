# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about what anybody may know of a lot."""

from datetime import date, datetime

from wms_tui.domain.barcode.digital_link import digital_link
from wms_tui.domain.letter_words.languages import words_of
from wms_tui.domain.passport import LotPassport, PassportFirm, PassportPaper, PassportRecall, PassportTest
from wms_tui.domain.recall import RecallKind
from wms_tui.domain.rows import Lot
from wms_tui.domain.types import Status, Tracking
from wms_tui.errors import BadInput
from wms_tui.queries.certificates import certificates_of
from wms_tui.queries.happenings import lot_facts
from wms_tui.queries.inspections import inspections_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.settings import DIGITAL_LINK, LANGUAGE, setting, settings
from wms_tui.storage.chain import last_seal
from wms_tui.storage.statements import moment, rows

_GTIN = "SELECT gtin FROM pack WHERE item_id = ? AND gtin IS NOT NULL ORDER BY quantity LIMIT 1"
_CASES = """
SELECT recall.code, recall.kind, CASE WHEN recall.hazard <> '' THEN recall.hazard ELSE recall.reason END,
       entry.happened_at
FROM recalllot AS own JOIN recall ON recall.id = own.recall_id JOIN entry ON entry.id = recall.opened_id
WHERE own.lot_id = ? AND own.comes_in AND NOT recall.drill
  AND own.id = (SELECT max(id) FROM recalllot WHERE recall_id = own.recall_id AND lot_id = own.lot_id)
ORDER BY recall.id
"""


def lot_passport(item_code: str, lot_number: str, *, at: datetime, language: str = "") -> LotPassport:
    """Return the passport of a lot, as a customer or a consumer may read it, in a language or in that of the house.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``no-lots`` for an item without lots; ``unknown-language``.
    """
    item = the_item(item_code)
    if item.tracking is Tracking.NONE:
        raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "Name another item.")
    lot = the_lot(item, lot_number)
    gtin = next((code for (code,) in rows(_GTIN, item.id)), "")
    chosen = settings()
    recalled = lot.status is Status.RECALLED
    words = (item.commodity, item.variety, item.packaging_size, item.packaging_style)
    return LotPassport(
        firm=PassportFirm(
            chosen["house"], _address(chosen), chosen["house_phone"], chosen["house_email"], chosen["house_hours"]
        ),
        product=item.name or item.code, brand=item.brand, description=tuple(word for word in words if word),
        lot=lot.number, gtin=gtin, origin=lot.origin,
        made_in=chosen["house_country"] if lot_facts(lot.id).produced else "", made_on=lot.made_on,
        best_before_on=lot.best_before_on, expires_on=lot.expires_on, link=_link(gtin, lot),
        papers=tuple(
            PassportPaper(one.name, one.sha256, one.at.astimezone(at.tzinfo).date())
            for one in certificates_of(lot.id)
        ),
        tests=_passed(lot), recalls=_recalls(lot) if recalled else (), recalled=recalled, issued_on=at.date(),
        seal=last_seal()[1], language=words_of(language or chosen[LANGUAGE]).language,
    )  # fmt: skip


def _address(chosen: dict[str, str]) -> str:
    town = " ".join(part for part in (chosen["house_zip"], chosen["house_city"], chosen["house_state"]) if part)
    return ", ".join(part for part in (chosen["house_address"], town, chosen["house_country"]) if part)


def _link(gtin: str, lot: Lot) -> str:
    """Return the Digital Link of a lot with its last day; of a number that GS1 has no characters for, of the goods."""
    if not gtin:
        return ""
    goods = [("01", gtin.zfill(14))]
    days = [("17", lot.expires_on), ("15", lot.best_before_on)]
    dates = [(ai, f"{on:%y%m%d}") for ai, on in days if on is not None]
    stem = setting(DIGITAL_LINK)
    try:
        return digital_link([*goods, ("10", lot.number), *dates], stem)
    except BadInput:
        return digital_link(goods, stem)


def _passed(lot: Lot) -> tuple[PassportTest, ...]:
    """Return the tests that every sample passed at the last look; what was taken back does not count."""
    last: dict[str, tuple[bool, date]] = {}
    for look in inspections_of(lot.id):
        if look.undone_by is not None:
            continue
        for name in dict.fromkeys(result.test for result in look.results):
            good = all(result.within is True for result in look.results if result.test == name)
            last[name] = (good, look.at.astimezone().date())
    return tuple(PassportTest(name, on) for name, (good, on) in last.items() if good)


def _recalls(lot: Lot) -> tuple[PassportRecall, ...]:
    return tuple(
        PassportRecall(code, RecallKind(kind), hazard, moment(at).astimezone().date())
        for code, kind, hazard, at in rows(_CASES, lot.id)
    )
