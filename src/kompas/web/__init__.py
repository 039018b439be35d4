"""What front ends stand on, and what none of them is: this room imports no front end.

- `routes`: what a front end is made of; `guard`: the rules that pages name;
- `visit`: who is at the screen; `middleware`: what holds for every page; `errors`;
- `typed`: what a form or an address brings, made a value;
- `rendering`: how pages are made; `filters`: how values are shown; `norms`: what is worked by;
- `templates`: the frame of a page and the parts of forms; `static/web`: our style sheet and script;
  `static/vendor`: the design system, made by `make`.
"""
