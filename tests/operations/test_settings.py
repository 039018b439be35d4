"""Settings that cannot be used are named in words, and what stood in them is never repeated."""

import stat
from pathlib import Path

import pytest

from kompas.register import environment
from kompas.register.environment import SettingsError
from tests.operations.places import kompas, place
from tests.register.database import Cluster, Database

__all__ = ["place"]

SECRET = "hemmeligt"  # noqa: S105 - nobody's
WRONG = [
    ("KOMPAS_DATABASE_URL", f"postgresql://kompas_app:{SECRET}%zz@server/kompas"),
    ("KOMPAS_DATABASE_URL", f"postgresql://kompas_app:{SECRET}/x@server/kompas"),
    ("KOMPAS_DATABASE_URL", f"postgresql://kompas_app:{SECRET}@x@server/kompas"),
    ("KOMPAS_DATABASE_URL", f"postgresql://kompas_app:12/{SECRET}@server/kompas"),
    ("KOMPAS_DATABASE_URL", f"mysql://kompas_app:{SECRET}@server/kompas"),
    ("KOMPAS_OWNER_DATABASE_URL", f"{SECRET}"),
    ("KOMPAS_SECRET_KEY", SECRET),
    ("KOMPAS_METRICS_TOKEN", SECRET),
    ("KOMPAS_DOCUMENT_MAX_MB", SECRET),
    ("KOMPAS_DOCUMENT_MAX_MB", "-1"),
    ("KOMPAS_DOCUMENT_MAX_MB", "9" * 5000),
    ("KOMPAS_PROCESSES", "²"),
    ("KOMPAS_PROCESSES", "65"),
    ("KOMPAS_HOSTS", f"https://{SECRET}/"),
    ("KOMPAS_HOSTS", "*"),
    ("KOMPAS_PROXIES", "10.0.0.300"),
    ("KOMPAS_PROXIES", "10.0.0.1/8"),
    ("KOMPAS_HTTPS", "ja"),
    ("KOMPAS_DEBUG", "true"),
    ("KOMPAS_LOG", "xml"),
    ("KOMPAS_CPR_STAND_IN", f"/findes-ikke/{SECRET}"),
]
RIGHT = [
    ("KOMPAS_DATABASE_URL", "postgresql://kompas_app:a%2Fb%40c%25@server:5432/kompas"),
    ("KOMPAS_DATABASE_URL", "postgres://kompas_app@[::1]/kompas?sslmode=verify-full"),
    ("KOMPAS_DATABASE_URL", "postgresql://kompas_app@a.example,b.example/kompas"),
    ("KOMPAS_DATABASE_URL", "host=/run/postgresql user=kompas_app dbname=kompas"),
    ("KOMPAS_DATABASE_URL", "postgresql:///kompas?host=/run/postgresql&user=kompas_app"),
    ("KOMPAS_HOSTS", "kompas.example.dk, .example.dk, 127.0.0.1"),
    ("KOMPAS_PROXIES", "127.0.0.1,10.1.0.0/16,fd00::/8"),
    ("KOMPAS_PROCESSES", "4"),
    ("KOMPAS_LOG", "json"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_used_is_named_and_not_repeated(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        environment.check()
    assert str(refused.value).startswith(f"{name} skal være")
    assert SECRET not in str(refused.value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_what_looks_odd_and_is_right_is_taken(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    environment.check()
    assert environment.value_of(name) == value


def test_a_secret_is_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "key"
    kept.write_text("k" * 40 + "\n")
    monkeypatch.delenv("KOMPAS_SECRET_KEY", raising=False)
    monkeypatch.setenv("KOMPAS_SECRET_KEY_FILE", str(kept))
    assert environment.secret_key() == "k" * 40
    kept.unlink()
    with pytest.raises(SettingsError, match="KOMPAS_SECRET_KEY_FILE nævner en fil"):
        environment.secret_key()


def test_debugging_and_https_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_DEBUG", "1")
    environment.check()
    monkeypatch.setenv("KOMPAS_HTTPS", "1")
    with pytest.raises(SettingsError, match="KOMPAS_DEBUG"):
        environment.check()


def test_a_secret_that_was_never_finished_is_made_anew_and_a_short_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMPAS_DATA", str(tmp_path))
    monkeypatch.delenv("KOMPAS_SECRET_KEY", raising=False)
    kept = tmp_path / "secret"
    kept.write_text("")
    assert len(environment.secret_key()) >= 48
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.write_text("half")
    with pytest.raises(SettingsError, match="ikke hel"):
        environment.secret_key()
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("name", ["/proc/kompas", "/etc/passwd", "/etc/passwd/kompas"])
def test_a_folder_that_cannot_be_made_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPAS_DATA", name)
    with pytest.raises(SettingsError, match="kan ikke laves"):
        environment.make_data_folder()


def test_no_folder_of_our_own_lies_where_old_files_are_cleared() -> None:
    cleared = ("/tmp", "/var/tmp")  # noqa: S108 - where nothing shall lie
    assert not environment.default_folder("kompas").startswith(cleared)


def test_the_terminal_says_it_in_words(place: Path) -> None:
    for name, value in WRONG[:2]:
        ran = kompas(place, "db", "status", **{name: value})
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "Traceback" not in ran.stderr
        assert SECRET not in ran.stderr
        assert "docs/settings.md" in ran.stderr


@pytest.mark.parametrize(
    ("dbname", "user", "host", "said"),
    [
        ("nowhere", "kompas_app", None, "databasen findes ikke"),
        ("kompas_template", "nobody", None, "rollen findes ikke"),
        ("kompas_template", "kompas_app", "/findes/ikke", "Ingen svarer"),
        ("kompas_template", "kompas_app", "findes-ikke.invalid", "navnet kendes ikke"),
    ],
)
def test_why_the_database_cannot_be_reached_is_told(
    cluster: Cluster, place: Path, dbname: str, user: str, host: str | None, said: str
) -> None:
    url = cluster.url(dbname, user)
    if host is not None:
        url = f"postgresql:///{dbname}?host={host}&user={user}"
    for words in (("db", "status"), ("case", "list", "--as", "anna")):
        ran = kompas(place, *words, KOMPAS_DATABASE_URL=url)
        assert said in ran.stdout + ran.stderr, ran
        assert "Traceback" not in ran.stderr


def test_a_database_whose_rights_were_not_given_is_told_and_mended(
    fresh_database: Database, place: Path
) -> None:
    with fresh_database.as_superuser() as all_seeing:
        all_seeing.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM kompas_app")
    reached = {
        "KOMPAS_DATABASE_URL": fresh_database.app_url,
        "KOMPAS_OWNER_DATABASE_URL": fresh_database.owner_url,
    }
    told = kompas(place, "db", "status", **reached)
    assert (told.returncode, "mangler rettigheder" in told.stdout) == (1, True)
    assert kompas(place, "db", "migrate", **reached).returncode == 0
    assert "mangler rettigheder" not in kompas(place, "db", "status", **reached).stdout


@pytest.mark.parametrize("words", [("verify-log",), ("rebuild",), ("db", "migrate")])
def test_what_needs_the_owner_says_so(
    fresh_database: Database, place: Path, words: tuple[str, ...]
) -> None:
    ran = kompas(place, *words, KOMPAS_DATABASE_URL=fresh_database.app_url)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "KOMPAS_OWNER_DATABASE_URL" in ran.stderr
    assert "Traceback" not in ran.stderr
