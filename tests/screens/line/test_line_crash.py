from pathlib import Path

from screens.line import crash


def fail_with(pin: str) -> None:
    raise RuntimeError("nobody expected\x1b[2J this")


def incident_in(folder: Path | None) -> crash.Incident:
    found: list[crash.Incident] = []
    crash.attempt(lambda: fail_with("2580"), lambda error: found.append(crash.record(error, folder)))
    return found[0]


def test_a_traceback_names_places_and_no_values(tmp_path: Path) -> None:
    incident = incident_in(tmp_path / "new" / "folder")
    assert incident.path is not None
    report = incident.path.read_text()
    assert "fail_with" in report
    assert "RuntimeError" in report
    assert "2580" not in report.replace('fail_with("2580")', "")
    assert "\x1b" not in report


def test_two_incidents_never_share_a_file(tmp_path: Path) -> None:
    assert len({incident_in(tmp_path).path for _ in range(20)}) == 20


def test_a_folder_that_cannot_be_written_leaves_a_number_all_the_same() -> None:
    incident = incident_in(Path("/proc/nowhere"))
    assert incident.path is None
    assert incident.number in incident.notice
    assert "could not be written" in incident.notice


def test_the_notice_fits_a_handheld(tmp_path: Path) -> None:
    for folder in (tmp_path, None):
        assert max(map(len, incident_in(folder).notice.splitlines())) <= 38


def test_work_that_succeeds_reports_nothing() -> None:
    crash.attempt(lambda: None, lambda error: (_ for _ in ()).throw(AssertionError(error)))
