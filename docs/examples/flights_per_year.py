"""Plots the flights of people by year and country: `flights_per_year.py ADDRESS PNG`.

Needs pandas and matplotlib.
"""

import sys

import matplotlib as mpl
import pandas as pd

mpl.use("agg")  # draws into a file, without a window

COUNTRIES = 6
"""Number of countries that are plotted, those with most flights first."""


def flights_by_year(address: str) -> pd.DataFrame:
    """Returns the flights of people: a row for each year, a column for each country.

    The flight of a citizen of several countries is counted for each of them.
    """
    query = "group_by=launched.year,countries&format=csv"
    counts = pd.read_csv(f"{address}/v1/crew?{query}")
    return counts.pivot_table(
        index="launched.year",
        columns="countries.label",
        values="count",
        aggfunc="sum",
        fill_value=0,
    )


def plot(flights: pd.DataFrame, path: str) -> None:
    """Draws the countries with most flights as stacked bars."""
    most = flights.sum().nlargest(COUNTRIES).index
    axes = flights[most].plot.bar(stacked=True, width=0.9, figsize=(12, 5))
    axes.set(xlabel="Year of launch", ylabel="Flights of people")
    axes.legend(title="Country")
    axes.locator_params(axis="x", nbins=14)
    axes.margins(y=0.05)
    axes.figure.savefig(path, bbox_inches="tight", dpi=150)


if __name__ == "__main__":
    table = flights_by_year(sys.argv[1])
    sys.stdout.write(f"{table.sum().nlargest(COUNTRIES).to_string()}\n")
    plot(table, sys.argv[2])
