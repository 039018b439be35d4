"""The screens for a WSGI server of one's own: `kompas.site.wsgi:application`.

The register must be reachable; `kompas serve` sees to all of it by itself.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.site.settings")
application = get_wsgi_application()
