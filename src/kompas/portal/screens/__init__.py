"""The screens, one module for each; `kompas.portal.routes` says which address leads to which."""
