"""The offers of help that a municipality has to choose from: what each is, from which day.

One dated table (`models.OfferRow`): a row says all of one offer from a day on, and is never changed
or removed. What was true on a day, and what was known on one, are two questions to the same rows
(0030 in docs/decisions). Door: `table`.
"""
