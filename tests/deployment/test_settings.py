"""Settings: defaults, precedence of environment variables, immutability."""

import pytest
from pydantic import ValidationError

from app.settings import ROOT, Settings


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SEED_DATA", "DATA_FOLDER"):
        monkeypatch.delenv(f"RENDEZVOUS_{name}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_settings_have_defaults() -> None:
    settings = Settings()
    assert settings.database_url is None
    assert (settings.seed_data, settings.data_folder) == (
        ROOT / "seed_data",
        ROOT / "var",
    )


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
