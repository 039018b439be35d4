"""The money of the citizen: what help costs and what work pays, as explained calculations.

Amounts are whole øre. Rates and shares come from the norms of the day (`Assessment`), amounts of
this citizen are given with their source. Nothing is invented: what a norm or an amount does not
settle is named in `Calculation.open`, and then there is no result.
"""

from kompas.economy.amount import Amount, Rounding, kroner_text, share
from kompas.economy.calculation import Calculation, Line
from kompas.economy.housing import HousingAmounts, Package, charges, housing_payment
from kompas.economy.pay import Work, pay
from kompas.economy.payments import WANTED, Payment, Wanted, payments_of
from kompas.economy.transport import transport
from kompas.economy.yearly_cost import yearly_cost

__all__ = [
    "WANTED",
    "Amount",
    "Calculation",
    "HousingAmounts",
    "Line",
    "Package",
    "Payment",
    "Rounding",
    "Wanted",
    "Work",
    "charges",
    "housing_payment",
    "kroner_text",
    "pay",
    "payments_of",
    "share",
    "transport",
    "yearly_cost",
]
