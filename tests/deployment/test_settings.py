"""Settings: defaults, precedence of environment variables, and what is rejected."""

from pathlib import Path
from typing import Any

import platformdirs
import pytest
from pydantic import ValidationError

from app.main import app_for
from app.settings import (
    ROOT,
    ConfigurationError,
    Settings,
    default_data_folder,
    resources_of,
)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SEED_DATA", "DATA_FOLDER"):
        monkeypatch.delenv(f"RENDEZVOUS_{name}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def faults_of(**values: Any) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        Settings(**values)
    return str(raised.value).splitlines()


def test_settings_have_defaults() -> None:
    settings = Settings()
    assert settings.database_url is None
    assert (settings.seed_data, settings.data_folder) == (
        ROOT / "seed_data",
        ROOT / "var",
    )


def test_installed_package_has_its_seed_and_writes_to_the_folder_of_the_user(
    tmp_path: Path,
) -> None:
    bundled = tmp_path / "app" / "bundled"
    bundled.mkdir(parents=True)
    assert resources_of(tmp_path, bundled) == tmp_path
    (bundled / "seed_data").mkdir()
    assert resources_of(tmp_path, bundled) == bundled
    of_user = platformdirs.user_data_path("rendezvous", appauthor=False)
    assert default_data_folder(bundled) == of_user


def test_user_without_a_home_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    with pytest.raises(ConfigurationError, match="RENDEZVOUS_DATA_FOLDER must name"):
        default_data_folder(tmp_path)


def test_prefixed_database_url_has_precedence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///common")
    assert Settings().database_url == "sqlite:///common"
    monkeypatch.setenv("RENDEZVOUS_DATABASE_URL", "sqlite:///own")
    assert Settings().database_url == "sqlite:///own"


def test_settings_are_immutable() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().max_age = 1  # type: ignore[misc]


def test_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAX_AGE", "PUBLIC_URL", "DATA_FOLDER", "ALLOWED_HOSTS"):
        monkeypatch.setenv(f"RENDEZVOUS_{name}", "")
    settings = Settings()
    assert settings.max_age == 300
    assert settings.public_url is None
    assert settings.data_folder == ROOT / "var"
    assert settings.allowed_hosts == ()


# -- Rejected values


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("max_age", -5, "at least 0"),
        ("max_age", "soon", "a whole number"),
        ("max_age", 31_536_001, "at most 31536000"),
        ("cache_bytes", -1, "at least 0"),
        ("unsent_bytes", "1.5", "a whole number"),
        ("statement_seconds", 0, "greater than 0"),
        ("statement_seconds", "inf", "a finite number"),
        ("refresh_seconds", "often", "a number"),
        ("refresh_seconds", 86_401, "at most 86400"),
        ("grace_seconds", 0, "at least 1"),
        ("concurrency_limit", 0, "at least 1"),
        ("on_damage", "ignore", "'rebuild' or 'refuse'"),
        ("metrics", "maybe", "true or false"),
        ("contact", "me", "a URI that begins with mailto: or https://"),
        (
            *("security_contact", "http://me"),
            "a URI that begins with mailto:, https:// or tel:",
        ),
    ],
)
def test_wrong_value_is_rejected_with_the_rule(
    name: str, value: object, rule: str
) -> None:
    [fault] = faults_of(**{name: value})
    assert fault == f"RENDEZVOUS_{name.upper()} must be {rule}; it is {value}"


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("trusted_proxies", "::1, the-proxy", "the-proxy"),
        ("allowed_hosts", "example.org,http://example.org", "http://example.org"),
        ("allowed_hosts", "example.org:80", "example.org:80"),
    ],
)
def test_wrong_item_of_a_list_is_rejected(name: str, value: str, wrong: str) -> None:
    [fault] = faults_of(**{name: value})
    assert fault.startswith(f"RENDEZVOUS_{name.upper()} must be ")
    assert fault.endswith(f"; it is {wrong}")


def test_fault_without_a_rule_of_ours_is_reported_too() -> None:
    [fault] = faults_of(seed_data=7)
    assert fault.startswith("RENDEZVOUS_SEED_DATA cannot be used: Input is not a ")
    assert fault.endswith("; it is 7")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "//example.org",
        "https:example.org",
        "https://",
        "https://example.org:99999",
        "https://ex ample.org",
        "https://example.org\\path",
        "https://example.org?q=1",
        "https://example.org#top",
        "https://me:secret@example.org",
    ],
)
def test_public_url_must_be_a_web_address_without_query(url: str) -> None:
    [fault] = faults_of(public_url=url)
    assert fault.startswith("RENDEZVOUS_PUBLIC_URL must be an http or https URL with")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.org", "https://example.org"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("https://example.org/space/", "https://example.org/space"),
    ],
)
def test_public_url_may_have_a_port_and_a_path(url: str, origin: str) -> None:
    assert Settings(public_url=url).origin == origin


# -- Unknown names


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("RENDEZVOUS_MAXAGE", "RENDEZVOUS_MAX_AGE"),
        ("RENDEZVOUS_PUBLIC_ADDRESS", "RENDEZVOUS_PUBLIC_URL"),
        ("RENDEZVOUS_CACHE_SIZE", "RENDEZVOUS_CACHE_BYTES"),
        ("RENDEZVOUS_TRUSTED_PROXY", "RENDEZVOUS_TRUSTED_PROXIES"),
    ],
)
def test_misspelt_setting_is_rejected_with_suggestion(
    monkeypatch: pytest.MonkeyPatch, name: str, known: str
) -> None:
    monkeypatch.setenv(name, "1")
    sentence = f"{name} is not a setting; did you mean {known}?"
    assert faults_of() == [sentence]
    with pytest.raises(ConfigurationError, match="did you mean"):
        app_for("sqlite:///nothing")


def test_unknown_setting_is_rejected_with_all_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RENDEZVOUS_QUIRKS", "1")
    [fault] = faults_of()
    for field in Settings.model_fields:
        assert f"RENDEZVOUS_{field.upper()}" in fault


def test_variables_of_kubernetes_are_no_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It adds them for a service that is called `rendezvous`."""
    for name, value in {
        "SERVICE_HOST": "10.0.0.1",
        "SERVICE_PORT_HTTP": "80",
        "PORT": "tcp://10.0.0.1:80",
        "PORT_80_TCP_ADDR": "10.0.0.1",
    }.items():
        monkeypatch.setenv(f"RENDEZVOUS_{name}", value)
    assert Settings().max_age == 300
    monkeypatch.setenv("RENDEZVOUS_PORT", "8080")
    [fault] = faults_of()
    assert fault.startswith("RENDEZVOUS_PORT is not a setting")
