"""The few values that differ between installations, read once, prefix RENDEZVOUS_."""

from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent


class UnusableError(ValueError):
    """What whoever runs this can mend, told in one sentence."""


class Settings(BaseSettings):
    """Where the data is and how it is offered."""

    model_config = SettingsConfigDict(
        env_prefix="RENDEZVOUS_", frozen=True, populate_by_name=True
    )
    database_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("RENDEZVOUS_DATABASE_URL", "DATABASE_URL")),
    ] = None
    """`sqlite:///file` or `postgresql://…`; by default a file named by the revision."""
    seed_data: Path = ROOT / "seed_data"
    data_folder: Path = ROOT / "var"
    max_age: int = 300
    """Seconds for which a client may reuse an answer without asking."""
    cache_bytes: int = Field(default=32_000_000, ge=0)
    """Bytes of answers that a process keeps; 0 keeps none."""
    statement_seconds: float = Field(default=5.0, gt=0)
    """Seconds after which a question to the database is given up."""
    refresh_seconds: float = Field(default=2.0, gt=0)
    """Seconds between looks whether other data has been put in place."""
    public_url: str | None = None
    """Address that readers use, for absolute links; without it none are written."""
