"""Seeds two accounts and two Regions in a running moto server: python3 seed_moto.py ENDPOINT. Prints what it made as JSON."""

import json
import sys

import boto3

ENDPOINT = sys.argv[1]
POOLED, SILO = "111122223333", "444455556666"


def session(account):
    """Keys of an account: moto makes the account with the first role that is assumed in it."""
    sts = boto3.client("sts", endpoint_url=ENDPOINT, region_name="eu-west-1")
    keys = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/Seeder", RoleSessionName="seed")["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def client(account, service, region):
    return session(account).client(service, endpoint_url=ENDPOINT, region_name=region)


def tags(tenant, environment):
    return [{"Key": "tenant", "Value": tenant}, {"Key": "environment", "Value": environment}]


def database(account, region, name, tenant, environment="frontend", engine="mysql", multi_az=True, retention=35):
    rds = client(account, "rds", region)
    arn = rds.create_db_instance(
        DBInstanceIdentifier=name,
        Engine=engine,
        DBInstanceClass="db.m6g.large",
        MultiAZ=multi_az,
        AllocatedStorage=100,
        MasterUsername="admin",
        MasterUserPassword="not-a-secret",
        BackupRetentionPeriod=retention,
        StorageEncrypted=True,
        Tags=tags(tenant, environment) if tenant else [],
    )["DBInstance"]["DBInstanceArn"]
    return arn


def app_group(account, region, name, tenant, environment="frontend", desired=2):
    ec2 = client(account, "ec2", region)
    image = ec2.describe_images()["Images"][0]["ImageId"]
    scaling = client(account, "autoscaling", region)
    scaling.create_launch_configuration(LaunchConfigurationName=f"{name}-launch", ImageId=image, InstanceType="t3.small")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        LaunchConfigurationName=f"{name}-launch",
        MinSize=desired,
        MaxSize=desired,
        DesiredCapacity=desired,
        AvailabilityZones=[f"{region}a", f"{region}b"],
        Tags=[{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group", "PropagateAtLaunch": True} for tag in tags(tenant, environment)],
    )


def alarm(account, region, name, database_name, state=None):
    cloudwatch = client(account, "cloudwatch", region)
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/RDS",
        MetricName="CPUUtilization",
        Dimensions=[{"Name": "DBInstanceIdentifier", "Value": database_name}],
        Statistic="Average",
        Period=60,
        EvaluationPeriods=3,
        Threshold=90,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[f"arn:aws:sns:{region}:{account}:desk"],
    )
    if state is not None:
        cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="set by the test")


database(POOLED, "eu-west-1", "acme-frontend", "acme-bank")
database(POOLED, "eu-west-1", "kauri-frontend", "kauri-lend", multi_az=False)
database(POOLED, "eu-central-1", "rimu-frontend", "rimu-trust", retention=0)
database(POOLED, "eu-central-1", "stray", None)
app_group(POOLED, "eu-west-1", "shared-frontend", "*")
alarm(POOLED, "eu-west-1", "kauri-frontend-cpu", "kauri-frontend", "OK")

database(SILO, "eu-west-1", "totara-frontend", "totara-bank", engine="oracle-ee")
app_group(SILO, "eu-west-1", "totara-frontend-app", "totara-bank")
alarm(SILO, "eu-west-1", "totara-frontend-cpu", "totara-frontend", "ALARM")
database(SILO, "eu-central-1", "totara-portal", "totara-bank", environment="portal", engine="oracle-ee")

print(json.dumps({"accounts": {"pooled": POOLED, "silo": SILO}}))
