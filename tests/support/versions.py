"""A newer version of the program: a copy with another number and one more migration."""

import shutil
from pathlib import Path

from app.settings import ROOT

MIGRATION = '''"""A column more."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("missions", sa.Column("more", sa.String, nullable=True))


def downgrade() -> None:
    op.drop_column("missions", "more")
'''


def write_newer_version(folder: Path) -> Path:
    """Writes the newer version into a folder and returns it."""
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("app", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    about = folder / "app" / "__init__.py"
    code = about.read_text("utf-8").replace('__version__ = "', '__version__ = "9')
    about.write_text(code, encoding="utf-8")
    versions = folder / "migrations" / "versions"
    head = max(path.stem[:4] for path in versions.glob("*.py"))
    more = versions / "9999_a_column_more.py"
    more.write_text(MIGRATION.format(head=head), encoding="utf-8")
    return folder
