"""Seeds moto with what the AWS operator's contract suite works on. Usage: seed-moto.py ENDPOINT; prints what the suite must know as JSON."""
import json
import sys

import boto3

endpoint = sys.argv[1]


def client(service, region="eu-west-1"):
    return boto3.client(service, region_name=region, endpoint_url=endpoint, aws_access_key_id="AKIAEXAMPLE", aws_secret_access_key="secret")


rds = client("rds")
for number in range(6):
    rds.create_db_instance(
        DBInstanceIdentifier=f"db-{number}", Engine="mysql", DBInstanceClass="db.t3.micro", AllocatedStorage=20, MultiAZ=True, BackupRetentionPeriod=30,
        MasterUsername="admin", MasterUserPassword="not-a-secret-1", Tags=[{"Key": "tenant", "Value": "bank"}])
print(json.dumps({"otherKey": client("kms", "eu-central-1").create_key()["KeyMetadata"]["Arn"]}))
