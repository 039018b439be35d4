"""The case and its decision: plain values, no I/O.

`decision` holds the draft decision with its typed grounds; `elements` says which of the
parts that the law asks for a draft contains.
"""
