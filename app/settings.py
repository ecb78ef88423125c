"""The few values that differ between installations, read once, prefix RENDEZVOUS_."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, IPvAnyNetwork, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).parent.parent


class ConfigurationError(ValueError):
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
    read_url: str | None = None
    """Where answers are read, if not from `database_url`: standbys of that server."""
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
    on_damage: Literal["rebuild", "refuse"] = "rebuild"
    """What starting does with a database file that is not as it was written."""
    grace_seconds: int = Field(default=8, ge=1)
    """Seconds that running requests are given when the server is told to end."""
    concurrency_limit: int = Field(default=200, ge=1)
    """Requests that a process works on at once; others are told to come again."""
    unsent_bytes: int = Field(default=32_000_000, ge=0)
    """Bytes of responses that may wait in a process for clients to read them."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode] = ()
    """Addresses and networks of proxies, whose word on who asks is taken."""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Names that are answered to; none are any."""
    log_requests: bool = False
    """Whether the log has a line for each request, and lines that are JSON."""
    metrics: bool = False
    """Whether `/metrics` tells how the process is."""
    traces: bool = False
    """Whether requests are spans of OpenTelemetry, sent where `OTEL_…` says."""
    public_url: str | None = None
    """Address that readers use, for absolute links; without it none are written."""

    @field_validator("trusted_proxies", "allowed_hosts", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        """Settings that hold several values have commas between them."""
        if isinstance(given, str):
            return [part.strip() for part in given.split(",") if part.strip()]
        return given
