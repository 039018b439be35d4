"""The portal: what citizens read without signing in.

- `routes`: every page, with who may open it;
- `screens`: one module for each screen.
"""
