"""The sample warehouse."""

import click

from wms_tui import clock
from wms_tui.cli.main import open_screens
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Session, command
from wms_tui.demo.history import tell
from wms_tui.queries.settings import house_name
from wms_tui.settings import make_data_folder
from wms_tui.storage import schema

NAME = "Sample house"


@command("demo")
@click.option("--seed", type=click.INT, default=1, metavar="N", help="Another number tells another story.")
@click.option("--no-open", is_flag=True, help="Make it, and open no terminal.")
@click.pass_obj
def demo(session: Session, seed: int, no_open: bool) -> Answer:
    """Make a sample warehouse with three months of history, and open the terminal on it.

    A sample that is there already is opened as it is. Refused: where another warehouse stands at that path.

    \b
    Example:
      wms --db sample.db demo --no-open
    """
    session.refuse_in_batch("demo")
    path = session.path
    if not no_open and _is_sample(session):
        click.echo(f"The sample warehouse is at {path} already.", err=True)
        session.close()
        return open_screens(session)
    if not session.as_json:
        click.echo(f"Telling three months of a sample warehouse into {path} ...", err=True)
    make_data_folder(path)
    schema.create(path, name=NAME, by=session.by)
    try:
        tell(clock.today(), seed)
    except BaseException:
        # Half a sample would be in the way of the next one.
        schema.remove(path)
        raise
    session.close()
    return Answer({"created": str(path), "seed": seed}) if no_open else open_screens(session)


def _is_sample(session: Session) -> bool:
    """Return whether a sample warehouse stands there already."""
    if not session.path.exists():
        return False
    session.open()
    return house_name() == NAME


COMMANDS: tuple[click.Command, ...] = (demo,)
