"""What the press and the public are told of a recall: plain text, to be checked by a person before it leaves."""

from wms_tui.domain.letter_words.english import ENGLISH
from wms_tui.domain.letter_words.languages import spelled_day
from wms_tui.domain.recall import Depth
from wms_tui.domain.recall_lists import CaseFacts


def press_text(facts: CaseFacts) -> str:
    """Return the text: what the goods are, how to know them, why, what to do, and whom to ask.

    No customer is named, and no quantity of one.
    """
    firm, product = facts.firm, ENGLISH.letter.products.get(facts.product.upper(), facts.product)
    goods = [
        f"- {one.name or one.item}, lot {one.lot}"
        + (f", expiry {spelled_day(one.expires_on, ENGLISH)}" if one.expires_on else "")
        for one in facts.lots if one.distributed
    ]  # fmt: skip
    who = "Consumers who have" if facts.depth is Depth.CONSUMER else "Whoever has"
    parts = [
        ENGLISH.letter.test if facts.drill else "",
        f"{firm.name} announces a {facts.kind.value} of {product.lower()}".strip(),
        f"{spelled_day(facts.printed_at.date(), ENGLISH)} - {firm.name} asks for the return of:",
        "\n".join(goods) or "- goods that have not left the house",
        f"Why: {facts.reason}",
        f"What can happen: {facts.hazard or ENGLISH.letter.no_hazard}",
        f"{who} these goods should not use them. {facts.instructions or 'Bring them back to where they were bought.'}",
        "Goods with other lot numbers are not affected.",
        "\n".join(part for part in ("Questions:", firm.name, firm.address, firm.phone, firm.email, firm.hours) if part),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
