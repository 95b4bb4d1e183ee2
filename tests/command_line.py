"""The command ``wms``, run in this process on a warehouse of the test's own."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from wms_tui.cli.main import wms


class CommandLine:
    """Runs commands as ANNA and gives back what they answer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *words: object, text: str = "", as_json: bool = True, by: str = "ANNA") -> Result:
        """Run a command, whatever comes of it."""
        options = ["--db", str(self.path), "--as", by, *(["--json"] if as_json else [])]
        result = CliRunner().invoke(wms, [*options, *map(str, words)], input=text)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def __call__(self, *words: object, by: str = "ANNA", status: int = 0) -> Any:
        """Run a command that is done, and return its JSON value, the only thing it prints."""
        result = self.run(*words, by=by)
        assert result.exit_code == status, result.output
        assert result.stdout.count("\n") == 1
        assert result.stderr == ""
        return json.loads(result.stdout)

    def refused(self, *words: object, status: int = 1, by: str = "ANNA") -> str:
        """Run a command that is refused in the form that programs rely on, and return the code of the refusal."""
        answer = self(*words, status=status, by=by)
        assert list(answer) == ["error"]
        assert list(answer["error"]) == ["code", "message", "hint"]
        assert all(isinstance(one, str) for one in answer["error"].values())
        assert answer["error"]["message"]
        return answer["error"]["code"]

    def hint(self, *words: object) -> str:
        """Run a command that is refused, and return the way out that it names."""
        return self(*words, status=1)["error"]["hint"]

    def text(self, *words: object) -> str:
        """Run a command as a person does, and return what is printed."""
        result = self.run(*words, as_json=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    def batch(self, *lines: object) -> list[dict[str, Any]]:
        """Run a batch, of lines or of values to be written as JSON, and return its answers."""
        text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
        result = self.run("batch", text=text)
        assert result.exit_code == 0, result.output
        ready, *answers = map(json.loads, result.stdout.splitlines())
        assert ready == {"ready": True}
        return answers
