"""What the sample warehouse stocks, from whom, for whom, and where."""

from wms_tui.domain.barcode.check_digits import check_digit
from wms_tui.domain.types import Mixing, Role, Rotation, Status, Tracking
from wms_tui.operations.add_bins import AddBin, AddBinRange
from wms_tui.operations.add_item import AddItem, NewPack
from wms_tui.operations.add_partner import AddPartner

CHILLED = "chilled"
FROZEN = "frozen"


def _gtin(number: int) -> str:
    """Return a GTIN of the range that stays within one company (GS1 General Specifications, figure 1.4.2-1)."""

    body = f"0200000{number:06d}"
    return body + check_digit(body)


def _food(code: str, name: str, life: str, case: int, number: int, *, climate: str = "", minimum: int = 0) -> AddItem:
    return AddItem(
        code, name, packs=(NewPack("CS", case, _gtin(number * 10 + 1)),), gtin=_gtin(number * 10), shelf_life=life,
        removal_days=7, alert_days=30, min_receipt_days=14, temperature=climate, minimum=minimum or case * 10,
        maximum=case * 200,
    )  # fmt: skip


FOOD = (
    _food("4711", "OAT MILK 1L", "9m", 6, 11),
    _food("4702", "RYE CRISPS 200G", "12m", 20, 12),
    _food("4720", "ALMOND DRINK 1L", "9m", 6, 13),
    _food("4731", "TOMATO PASSATA 690G", "24m", 12, 14),
    _food("4735", "CHICKPEAS 400G", "36m", 12, 15),
    _food("4740", "BASMATI RICE 1KG", "24m", 10, 16),
    _food("4744", "COCONUT MILK 400ML", "24m", 12, 17),
    _food("4750", "DARK CHOCOLATE 100G", "18m", 24, 18),
    _food("4756", "GREEN TEA 20 BAGS", "24m", 12, 19),
    _food("4760", "OLIVE OIL 500ML", "18m", 6, 20),
    _food("4766", "MUESLI 750G", "12m", 8, 21),
    _food("4770", "HONEY 350G", "36m", 12, 22),
    _food("4801", "YOGHURT NATURAL 500G", "28d", 12, 23, climate=CHILLED),
    _food("4805", "FETA 200G", "4m", 10, 24, climate=CHILLED),
    _food("4810", "BUTTER 250G", "4m", 20, 25, climate=CHILLED),
    _food("4815", "SMOKED SALMON 100G", "35d", 10, 26, climate=CHILLED),
    _food("4901", "GARDEN PEAS 450G", "24m", 12, 27, climate=FROZEN),
    _food("4905", "VANILLA ICE 1L", "18m", 6, 28, climate=FROZEN),
    _food("4790", "CAFÉ MOULU ÉQUITABLE 250G", "18m", 12, 29),
    _food("4795", "緑茶 お茶 (SENCHA) 100G", "18m", 20, 30),
)  # fmt: skip

PHARMA = (
    AddItem("P100", "PARACETAMOL 500MG 20 TAB", packs=(NewPack("CS", 48, _gtin(501)),), gtin=_gtin(500),
            shelf_life="36m", removal_days=60, alert_days=180, min_receipt_days=180, lot_pattern="[A-Z]{2}[0-9]{4}",
            lot_sample="PA1234", receipt_status=Status.QUARANTINE, minimum=480),
    AddItem("P110", "IBUPROFEN 400MG 20 TAB", packs=(NewPack("CS", 48, _gtin(511)),), gtin=_gtin(510),
            shelf_life="36m", removal_days=60, alert_days=180, min_receipt_days=180, lot_pattern="[A-Z]{2}[0-9]{4}",
            lot_sample="IB1234", receipt_status=Status.QUARANTINE, minimum=480),
    AddItem("P120", "INSULIN PEN 3ML", packs=(NewPack("CS", 10, _gtin(521)),), gtin=_gtin(520), shelf_life="24m",
            removal_days=60, alert_days=120, min_receipt_days=180, temperature=CHILLED, minimum=50),
    AddItem("P130", "SALINE 0.9% 500ML", packs=(NewPack("CS", 20, _gtin(531)),), gtin=_gtin(530), shelf_life="36m",
            removal_days=60, alert_days=180, min_receipt_days=90),
    AddItem("P140", "NITRILE GLOVES M 100", packs=(NewPack("CS", 10, _gtin(541)),), gtin=_gtin(540),
            rotation=Rotation.FIFO),
    AddItem("P900", "INFUSION PUMP", tracking=Tracking.SERIAL, rotation=Rotation.FIFO, gtin=_gtin(590)),
    AddItem("R010", "COCOA POWDER BULK", unit="g", packs=(NewPack("BAG", 25_000),), shelf_life="24m",
            removal_days=30, alert_days=60),
    AddItem("W001", "STRETCH FILM", tracking=Tracking.NONE, rotation=Rotation.FIFO, packs=(NewPack("BOX", 6),)),
)  # fmt: skip

ITEMS = FOOD + PHARMA

BINS: tuple[AddBinRange | AddBin, ...] = (
    AddBinRange("A-01-01-A", "A-06-10-C", capacity=2_000),
    AddBinRange("B-01-01-A", "B-04-10-B", capacity=4_000, mixing=Mixing.SAME_ITEM),
    AddBinRange("C-01-01-A", "C-02-12-B", capacity=2_000, temperature=CHILLED),
    AddBinRange("F-01-01-A", "F-01-10-B", capacity=2_000, temperature=FROZEN),
    AddBin("OVF1", zone="A", walk=9_000),
)

PARTNERS = (
    AddPartner("NORDIC", Role.SUPPLIER, "Nordic Foods AB", address="Hamngatan 4, 211 22 Malmö", phone="+46 40 123 456"),
    AddPartner("MEDI", Role.SUPPLIER, "Medipharm GmbH", address="Industriestr. 9, 60486 Frankfurt"),
    AddPartner("ORIENT", Role.SUPPLIER, "東方食品 Oriental Foods", address="2-11 Kanda, Tokyo"),
    AddPartner("CITYMART", Role.CUSTOMER, "City Mart", address="1 High Street, Leeds", min_days=30, transit_days=1),
    AddPartner(
        "FRESHCO", Role.CUSTOMER, "FreshCo Stores", address="22 Market Square, York", min_days=60, transit_days=2
    ),
    AddPartner("CORNER", Role.CUSTOMER, "Corner Shop Ltd", address="5 Mill Lane, Hull"),
    AddPartner("CLINIC", Role.CUSTOMER, "St. Anne Clinic", address="Hospital Road, Leeds", min_percent=50),
    AddPartner(
        "KRAKÓW", Role.CUSTOMER, "Sklep Źródło, Kraków", address="ul. Długa 7, Kraków", min_days=45, transit_days=3
    ),
)
"""Names in several scripts, so that paper and screen are seen to hold them."""

SUPPLIER_OF = {"P": "MEDI", "R": "NORDIC", "W": "NORDIC", "4": "NORDIC"}
