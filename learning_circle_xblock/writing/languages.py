"""The languages that a form can speak, by their own names."""

LANGUAGES = (
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("pt", "Português"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("ko", "한국어"),
    ("ms", "Bahasa Melayu"),
    ("zh", "中文"),
    ("ta", "தமிழ்"),
)
CODES = frozenset(code for code, _name in LANGUAGES)
