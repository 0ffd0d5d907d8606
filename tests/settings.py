"""Settings for tests: the demo's, with a database of their own, and nothing left on the disk."""

import os
import tempfile

# Removed when the process ends; set before the demo's settings are read.
FOLDER = tempfile.TemporaryDirectory(prefix="learning-circles-")
os.environ["DEMO_VAR"] = FOLDER.name

from demo.settings import *  # noqa: E402, F403

SECRET_KEY = "only for tests"
DEMO_ORIGIN = "http://127.0.0.1:8000"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "ATOMIC_REQUESTS": True}}
ENGINES = {"mariadb": "django.db.backends.mysql", "postgresql": "django.db.backends.postgresql"}
if server := os.environ.get("LEARNING_CIRCLES_TEST_DATABASE"):  # "mariadb:33061"; see scripts/test_databases
    kind, _colon, port = server.partition(":")
    DATABASES = {
        "default": {
            "ENGINE": ENGINES[kind],
            "NAME": "circles",
            "USER": "circles",
            "PASSWORD": "circles",
            "HOST": "127.0.0.1",
            "PORT": port,
            "ATOMIC_REQUESTS": True,
            "TEST": {"CHARSET": "utf8mb4"} if kind == "mariadb" else {},
        }
    }
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
