"""The text of a reminder to a consignee that has not answered a recall notice, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.letter_words.languages import LANGUAGES, spelled_day


@dataclass(frozen=True, slots=True)
class ReminderLot:
    """A lot that nothing was said of."""

    item: str
    lot: str
    delivered: str
    """How much they were delivered, in units and packs."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder says."""

    house: str
    contact: str
    """Phone, mail and hours of the house."""
    recall: str
    customer: str
    name: str
    number: int
    """1 for the first reminder."""
    sent_on: date
    """When the notice was sent."""
    reply_by: date | None
    code: str
    """The code of their response form."""
    lots: tuple[ReminderLot, ...]
    language: str = "en"


_WORDS: Mapping[str, tuple[str, str, str, str, str, str]] = {
    "en": (
        "URGENT: REMINDER {number} - RECALL {recall}",
        "We wrote to you on {sent}. We have no answer from you for:",
        "{item}, lot {lot}: {delivered} delivered to you",
        "Stop using and selling these lots at once and set aside what you have.",
        "Answer today, also if you have none left: return the response form {code}.",
        "The answer was due by {due}.",
    ),
    "es": (
        "URGENTE: RECORDATORIO {number} - RETIRADA {recall}",
        "Le escribimos el {sent}. No tenemos su respuesta sobre:",
        "{item}, lote {lot}: {delivered} entregados a usted",
        "Deje de usar y vender estos lotes de inmediato y aparte lo que tenga.",
        "Responda hoy, aunque ya no le quede nada: devuelva el formulario de respuesta {code}.",
        "La respuesta debía llegar antes del {due}.",
    ),
    "fr": (
        "URGENT : RAPPEL {number} - RETRAIT {recall}",
        "Nous vous avons écrit le {sent}. Nous n'avons pas votre réponse pour :",
        "{item}, lot {lot} : {delivered} livrés chez vous",
        "Cessez immédiatement d'utiliser et de vendre ces lots et mettez de côté ce que vous avez.",
        "Répondez aujourd'hui, même s'il ne vous reste rien : renvoyez le formulaire de réponse {code}.",
        "La réponse était attendue pour le {due}.",
    ),
    "de": (
        "DRINGEND: ERINNERUNG {number} - RÜCKRUF {recall}",
        "Wir haben Ihnen am {sent} geschrieben. Uns fehlt Ihre Antwort zu:",
        "{item}, Charge {lot}: {delivered} an Sie geliefert",
        "Verwenden und verkaufen Sie diese Chargen nicht mehr und stellen Sie zur Seite, was Sie haben.",
        "Antworten Sie heute, auch wenn nichts mehr da ist: Senden Sie das Antwortformular {code} zurück.",
        "Die Antwort war bis zum {due} fällig.",
    ),
    "vi": (
        "KHẨN: NHẮC LẠI LẦN {number} - THU HỒI {recall}",
        "Chúng tôi đã gửi thư cho quý vị ngày {sent}. Chúng tôi chưa nhận được trả lời về:",
        "{item}, lô {lot}: đã giao cho quý vị {delivered}",
        "Ngừng ngay việc sử dụng và bán các lô này, và để riêng số hàng quý vị còn giữ.",
        "Xin trả lời trong hôm nay, kể cả khi không còn hàng: gửi lại phiếu trả lời {code}.",
        "Hạn trả lời là ngày {due}.",
    ),
}


def reminder_text(one: Reminder) -> str:
    """Return a reminder as plain text, in the language of the consignee, in English where that has no words here."""
    head, wrote, line, stop, answer, due = _WORDS.get(one.language, _WORDS["en"])
    lots = [f"- {line.format(item=lot.item, lot=lot.lot, delivered=lot.delivered)}" for lot in one.lots]
    words = LANGUAGES.get(one.language, LANGUAGES["en"])

    def shown(on: date) -> str:
        return spelled_day(on, words)

    when = [due.format(due=shown(one.reply_by))] if one.reply_by else []
    return "\n".join([
        head.format(number=one.number, recall=one.recall), "",
        one.name or one.customer, "",
        wrote.format(sent=shown(one.sent_on)), *lots, "",
        stop, answer.format(code=one.code), *when, "",
        one.house, *filter(None, [one.contact]),
    ])  # fmt: skip
