"""Prints the id and the secret that a client reads in this home: READER PROFILE [PATH].

Where the client says more (an endpoint, a token, which file it was), that follows.
"""

import sys


def sdk(profile):
    from alibabacloud_credentials.client import Client

    found = Client().get_credential()
    return found.access_key_id, found.access_key_secret, found.security_token, found.provider_name


def log(profile):
    """The aliyun-log-cli, as it starts a command."""
    from aliyunlogcli.config import load_config

    found = load_config({"client-name": profile})
    return found.access_id, found.access_key, found.sts_token, found.endpoint


def boto3(profile):
    import boto3 as client

    session = client.Session(profile_name=profile)
    found = session.get_credentials()
    s3 = session.client("s3")
    config = s3.meta.config
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "bucket", "Key": "key"}).split("?")[0]
    return found.access_key, found.secret_key, found.token, url, config.request_checksum_calculation


def which_boto3():
    """The key alone, of the profile that nobody names."""
    import boto3 as client

    found = client.Session().get_credentials()
    return found.access_key, found.secret_key


def dotenv(profile, path):
    from dotenv import dotenv_values

    found = dotenv_values(path)
    return tuple(found.get(name) for name in profile.split(","))


def ini(section, path):
    """Python's own parser, for a client that cannot be had: `SECTION KEY KEY`."""
    from configparser import ConfigParser

    parser = ConfigParser(interpolation=None)
    parser.read(path)
    name, *keys = section.split(",")
    return tuple(parser.get(name, key) for key in keys)


found = globals()[sys.argv[1]](*sys.argv[2:])
print(*(value for value in found if value))
