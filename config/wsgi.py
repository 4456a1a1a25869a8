import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

application = get_wsgi_application()

# What is loaded by now stays for good: not looked through again for garbage. A page makes thousands of objects, and
# hardly one of them in a circle.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
