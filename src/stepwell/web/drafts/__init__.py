"""A draft, one question a page; it lives in a cookie on the own device."""
