"""Kompas: decisions on help to adults with disabilities and social problems."""
