"""The screens, one module for each; `kompas.desk.routes` says which address leads to which."""
