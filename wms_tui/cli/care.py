"""Making a warehouse, examining it, copying it, bringing it back, and what the house has chosen."""

from pathlib import Path
from typing import Any

import click

from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, Session, command, reads, writes
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.frozen import to_json
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.seal import seal_now
from wms_tui.queries import health
from wms_tui.queries.settings import setting, settings
from wms_tui.settings import make_data_folder
from wms_tui.storage import backup, schema
from wms_tui.storage.pepper import pepper, pepper_name
from wms_tui.storage.queue import holder

FILE = click.Path(path_type=Path)


@command("init")
@click.option("--name", default="", metavar="NAME", help="The name of the house, which heads its papers.")
@click.pass_obj
def init(session: Session, name: str) -> dict[str, str]:
    """Make a new, empty warehouse, with a dock, a stage and a cage for what is held.

    Refused: where something stands at that path already.

    \b
    Example:
      wms --db warehouse.db init --name "North house"
    """
    session.refuse_in_batch("init")
    path = session.path
    make_data_folder(path)
    schema.create(path, name=line_of_text(name), by=session.by)
    return {"created": str(path)}


@command("doctor")
@click.pass_obj
def doctor(session: Session) -> Answer:
    """Examine the books: every balance against its moves, every promise, every seal, and the file itself.

    Nothing is repaired, and others go on working meanwhile. It also says who holds the turn to write at this
    moment. Exit status 1 where anything differs: stop, and call the administrator. Acts of the last minute are
    not sealed yet; seals are made every minute of work and with each backup and paper.

    \b
    Example:
      wms doctor
    """
    writing = holder(session.path)
    try:
        session.open()
        found = health.examine()
    except Refused as refusal:
        if refusal.code != "damaged":
            raise
        found = health.damaged(refusal.message)
    value = {**to_json(found), "writing": writing or None}
    return Answer(value, {**value, "ok": "yes" if found.ok else "NO"}, exit_status=0 if found.ok else 1)


@command("backup")
@click.argument("file", type=FILE)
@reads
def back_up(file: Path) -> Answer:
    """Copy the warehouse to a new file while others go on working, and check the copy.

    Not in it is the secret of the PINs, the file beside the warehouse that ends in -pepper: keep that too.
    Refused: a file that is there already, and a copy that does not pass its checks.

    \b
    Example:
      wms backup warehouse-monday.db
    """
    _refuse_folder(file)
    head = seal_now()
    backup.copy_to(file)
    value = {"file": str(file), "bytes": file.stat().st_size, "seal": head}
    notes = (f"{pepper_name()} is not in the copy: keep it in another place, PINs need it",) if pepper() else ()
    return Answer(value, notes=notes)


@command("restore")
@click.argument("file", type=FILE)
@click.pass_obj
def bring_back(session: Session, file: Path) -> dict[str, str]:
    """Put a copy where no warehouse is; the copy is checked first and stays.

    Refused: where a warehouse stands, which a person moves away first; a file that is not a whole warehouse.

    \b
    Example:
      wms --db restored.db restore warehouse-monday.db
    """
    session.refuse_in_batch("restore")
    target = session.path
    _refuse_folder(target)
    backup.restore(file, target)
    return {"restored": str(target), "file": str(file)}


@command("upgrade")
@click.pass_obj
def upgrade(session: Session) -> dict[str, Any]:
    """Lead a warehouse that an older program made to the present form, after a checked copy beside it.

    Where nothing is to be done, nothing is done. Refused: a warehouse that is newer than this program.

    \b
    Example:
      wms upgrade
    """
    session.refuse_in_batch("upgrade")
    path = session.path
    if not path.exists():
        session.open()
    before, after, copy = schema.upgrade(path, by=session.by)
    return {"before": before, "after": after, "copy": None if copy is None else str(copy)}


def _refuse_folder(file: Path) -> None:
    """Refuse a file in a folder that there is not."""
    if not file.parent.is_dir():
        raise BadInput("folder-missing", f"There is no folder {file.parent}.", "Make it, or name another.")


@click.group("setting", cls=Family)
def house() -> None:
    """Show and change what the house has chosen: its name, lot template, paper, GS1 company prefix."""


@house.command("list")
@reads
def list_settings() -> list[dict[str, str]]:
    """Show every setting with its value.

    \b
    Example:
      wms setting list
    """
    return [{"name": name, "value": value} for name, value in settings().items()]


@house.command("change")
@click.argument("name")
@click.argument("value")
@writes
def change(act: Act, name: str, value: str) -> dict[str, Any]:
    """Change a setting.

    Refused: a name that there is not, a value that the setting cannot have.

    \b
    Example:
      wms setting change lot_template "LOT-{yymmdd}-{seq:3:daily}"
    """
    setting(name)
    return to_json(act.do(change_setting, ChangeSetting(name, value, act.reason)))


COMMANDS: tuple[click.Command, ...] = (init, doctor, back_up, bring_back, upgrade, house)
