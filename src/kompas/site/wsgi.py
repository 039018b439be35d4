"""The screens for a WSGI server of one's own: `kompas.site.wsgi:application`.

The register must be reachable, and the files of the look gathered (`kompas static`); `kompas serve`
sees to all of it by itself.
"""

import os
import sys

from kompas.register import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.site.settings")
try:
    environment.check()
except environment.SettingsError as error:
    sys.exit(str(error))

from django.core.wsgi import get_wsgi_application

from kompas.site.proxies import BehindProxies

application = BehindProxies(get_wsgi_application())
