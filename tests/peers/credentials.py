"""Prints the id and the secret that alibabacloud_credentials finds."""

from alibabacloud_credentials.client import Client

found = Client().get_credential()
print(found.get_access_key_id(), found.get_access_key_secret())
