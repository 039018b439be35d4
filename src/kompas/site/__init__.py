"""The site: the front ends joined to what a server answers.

- `routes`: the pages of all front ends, one table;
- `settings`: what Django is told; `wsgi` for a server of one's own;
- `serving`: the server that comes along, in processes of `worker`; `log_lines`: what is logged;
- `proxies`: who the visitor is; `static_files`: the look, gathered.
"""
