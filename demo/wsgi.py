"""The site with its static files, which Django serves here although DEBUG is off: it is a demo."""

import os

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")

application = StaticFilesHandler(get_wsgi_application())
