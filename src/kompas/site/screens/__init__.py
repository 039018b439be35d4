"""What belongs to no front end, one module for each; `kompas.site.routes` says where it is."""
