"""What the passport of a lot says in every language of letters; a language is complete, or nothing starts."""

from collections.abc import Mapping
from dataclasses import dataclass

from wms_tui.domain.recall import RecallKind


@dataclass(frozen=True, slots=True)
class PassportWords:
    """The fixed words of a passport. Names in braces are filled in."""

    title: str
    lot_passport: str
    goods: str
    product: str
    brand: str
    description: str
    lot: str
    origin: str
    made_in: str
    made_on: str
    best_before: str
    use_by: str
    no_recall: str
    recalled: str
    kinds: Mapping[RecallKind, str]
    since: str
    """``{kind} {code} since {day}``."""
    ask: str
    """``Ask {firm} what to do with it``."""
    maker: str
    more: str
    code: str
    tests: str
    test: str
    passed: str
    certificates: str
    certificate: str
    filed: str
    proof: str
    stands_by: str
    firm: str
    address: str
    phone: str
    email: str
    hours: str
    issued: str
    record: str


def _kinds(recall: str, correction: str, withdrawal: str) -> Mapping[RecallKind, str]:
    return {RecallKind.RECALL: recall, RecallKind.CORRECTION: correction, RecallKind.WITHDRAWAL: withdrawal}


_ENGLISH = PassportWords(
    title="LOT PASSPORT", lot_passport="lot passport", goods="The goods", product="Product", brand="Brand",
    description="Description", lot="Lot", origin="Country of origin", made_in="Made in", made_on="Made on",
    best_before="Best before", use_by="Use by", no_recall="This lot is not recalled as of the day of issue.",
    recalled="RECALLED - do not eat, use or sell goods of this lot.",
    kinds=_kinds("Recall", "Correction", "Withdrawal"), since="{kind} {code} since {day}",
    ask="Ask {firm} what to do with it", maker="the maker", more="More of this lot", code="QR code of the link below",
    tests="Tests passed", test="test", passed="passed", certificates="Certificates", certificate="certificate",
    filed="filed", proof="A certificate is the one that was filed if it has this SHA-256.",
    stands_by="Who stands by it", firm="Firm", address="Address", phone="Phone", email="E-mail", hours="Hours",
    issued="Issued", record="Record",
)  # fmt: skip
_SPANISH = PassportWords(
    title="PASAPORTE DEL LOTE", lot_passport="pasaporte del lote", goods="El producto", product="Producto",
    brand="Marca", description="Descripción", lot="Lote", origin="País de origen", made_in="Elaborado en",
    made_on="Elaborado el", best_before="Consumir preferentemente antes del", use_by="Fecha de caducidad",
    no_recall="Este lote no está retirado en la fecha de emisión.",
    recalled="RETIRADO - no coma, no use ni venda producto de este lote.",
    kinds=_kinds("Retirada", "Corrección", "Retirada del mercado"), since="{kind} {code} desde el {day}",
    ask="Pregunte a {firm} qué hacer con él", maker="el fabricante", more="Más sobre este lote",
    code="Código QR del enlace de abajo", tests="Ensayos superados", test="ensayo", passed="superado",
    certificates="Certificados", certificate="certificado", filed="archivado",
    proof="Un certificado es el archivado si tiene este SHA-256.", stands_by="Quién responde", firm="Empresa",
    address="Dirección", phone="Teléfono", email="Correo", hours="Horario", issued="Emitido", record="Registro",
)  # fmt: skip
_FRENCH = PassportWords(
    title="PASSEPORT DU LOT", lot_passport="passeport du lot", goods="Le produit", product="Produit", brand="Marque",
    description="Description", lot="Lot", origin="Pays d'origine", made_in="Fabriqué en", made_on="Fabriqué le",
    best_before="À consommer de préférence avant le", use_by="À consommer jusqu'au",
    no_recall="Ce lot n'est pas rappelé au jour de l'émission.",
    recalled="RAPPELÉ - ne pas manger, utiliser ni vendre les produits de ce lot.",
    kinds=_kinds("Rappel", "Correction", "Retrait"), since="{kind} {code} depuis le {day}",
    ask="Demandez à {firm} que faire", maker="au fabricant", more="En savoir plus sur ce lot",
    code="Code QR du lien ci-dessous", tests="Essais réussis", test="essai", passed="réussi",
    certificates="Certificats", certificate="certificat", filed="archivé",
    proof="Un certificat est celui qui a été archivé s'il a ce SHA-256.", stands_by="Qui en répond",
    firm="Entreprise", address="Adresse", phone="Téléphone", email="Courriel", hours="Horaires", issued="Émis",
    record="Registre",
)  # fmt: skip
_GERMAN = PassportWords(
    title="CHARGENPASS", lot_passport="Chargenpass", goods="Die Ware", product="Erzeugnis", brand="Marke",
    description="Beschreibung", lot="Charge", origin="Ursprungsland", made_in="Hergestellt in",
    made_on="Hergestellt am", best_before="Mindestens haltbar bis", use_by="Zu verbrauchen bis",
    no_recall="Diese Charge ist am Tag der Ausstellung nicht zurückgerufen.",
    recalled="ZURÜCKGERUFEN - Ware dieser Charge nicht essen, verwenden oder verkaufen.",
    kinds=_kinds("Rückruf", "Korrektur", "Rücknahme"), since="{kind} {code} seit {day}",
    ask="Fragen Sie {firm}, was zu tun ist", maker="den Hersteller", more="Mehr über diese Charge",
    code="QR-Code des Links darunter", tests="Bestandene Prüfungen", test="Prüfung", passed="bestanden",
    certificates="Zertifikate", certificate="Zertifikat", filed="abgelegt",
    proof="Ein Zertifikat ist das abgelegte, wenn es diesen SHA-256 hat.", stands_by="Wer dafür einsteht",
    firm="Firma", address="Anschrift", phone="Telefon", email="E-Mail", hours="Zeiten", issued="Ausgestellt",
    record="Eintrag",
)  # fmt: skip
_VIETNAMESE = PassportWords(
    title="HỘ CHIẾU LÔ HÀNG", lot_passport="hộ chiếu lô hàng", goods="Hàng hóa", product="Sản phẩm",
    brand="Nhãn hiệu", description="Mô tả", lot="Lô", origin="Nước xuất xứ", made_in="Sản xuất tại",
    made_on="Ngày sản xuất", best_before="Sử dụng tốt nhất trước ngày", use_by="Hạn sử dụng",
    no_recall="Tính đến ngày cấp, lô này không bị thu hồi.",
    recalled="BỊ THU HỒI - không ăn, sử dụng hay bán hàng của lô này.",
    kinds=_kinds("Thu hồi", "Khắc phục", "Rút khỏi thị trường"), since="{kind} {code} từ ngày {day}",
    ask="Hãy hỏi {firm} về cách xử lý", maker="nhà sản xuất", more="Thêm về lô này", code="Mã QR của liên kết bên dưới",
    tests="Kiểm nghiệm đạt", test="kiểm nghiệm", passed="đạt", certificates="Chứng nhận", certificate="chứng nhận",
    filed="lưu ngày", proof="Chứng nhận đúng là bản đã lưu nếu có mã SHA-256 này.", stands_by="Đơn vị chịu trách nhiệm",
    firm="Công ty", address="Địa chỉ", phone="Điện thoại", email="Thư điện tử", hours="Giờ làm việc",
    issued="Ngày cấp", record="Bản ghi",
)  # fmt: skip
PASSPORT_WORDS: Mapping[str, PassportWords] = {
    "en": _ENGLISH, "es": _SPANISH, "fr": _FRENCH, "de": _GERMAN, "vi": _VIETNAMESE,
}  # fmt: skip
