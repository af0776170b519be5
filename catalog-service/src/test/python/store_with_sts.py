"""An object store with a token service (moto), which checks signatures and holds to policies.

Usage: store_with_sts.py PORT. Prints one line of JSON with the keys of an administrator and the
role to assume, when it is ready; ends with its standard input.
"""
import json
import sys

import boto3
from moto import settings
from moto.iam import access_control
from moto.server import ThreadedMotoServer
from moto.sts.models import sts_backends

ALL = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)


def session_policies(key):
    """What moto leaves out: a session may do what its own policy says. The role may do all."""
    roles = sts_backends[key.account_id][key.partition].assumed_roles
    return [role.policy for role in roles if role.access_key_id == key._access_key_id]


access_control.AssumedRoleAccessKey.collect_policies = session_policies

port = int(sys.argv[1])
server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
server.start()
url = f"http://127.0.0.1:{port}"


def client(service):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="first",
        aws_secret_access_key="first",
    )


iam = client("iam")
iam.create_user(UserName="tarn")
iam.put_user_policy(UserName="tarn", PolicyName="all", PolicyDocument=ALL)
key = iam.create_access_key(UserName="tarn")["AccessKey"]
role = iam.create_role(RoleName="tarn", AssumeRolePolicyDocument=ALL)["Role"]["Arn"]
client("s3").create_bucket(Bucket="lakehouse")
# From here on nothing goes without a right.
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
print(
    json.dumps(
        {"accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"], "role": role}
    ),
    flush=True,
)
sys.stdin.read()
server.stop()
