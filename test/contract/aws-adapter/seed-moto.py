"""Seeds moto with the fleet that the AWS adapter's contract suite expects. Usage: seed-moto.py ENDPOINT"""
import sys
from datetime import datetime, timedelta, timezone

import boto3

endpoint = sys.argv[1]
HOME, OTHER = "123456789012", "222233334444"


def client(service, region="eu-west-1", keys=None):
    keys = keys or {"aws_access_key_id": "AKIAEXAMPLE", "aws_secret_access_key": "secret"}
    return boto3.client(service, region_name=region, endpoint_url=endpoint, **keys)


def tags(tenant, environment="frontend"):
    return [{"Key": "tenant", "Value": tenant}, {"Key": "environment", "Value": environment}]


def database(rds, name, **more):
    rds.create_db_instance(
        DBInstanceIdentifier=name, Engine="mysql", DBInstanceClass="db.t3.micro", AllocatedStorage=20,
        MasterUsername="admin", MasterUserPassword="not-a-secret-1", **more)


rds = client("rds")
for number in range(103):
    database(rds, f"db-{number:03d}", MultiAZ=number != 1, BackupRetentionPeriod=30, Tags=tags(f"tenant-{number:03d}"))
database(rds, "untagged")
key = client("kms").create_key(Description="a bank's own")["KeyMetadata"]["Arn"]
database(rds, "encrypted", StorageEncrypted=True, KmsKeyId=key, Tags=tags("encrypted-bank"))
rds.create_db_snapshot(DBSnapshotIdentifier="db-000-manual", DBInstanceIdentifier="db-000")

source = rds.describe_db_snapshots(DBSnapshotIdentifier="db-000-manual")["DBSnapshots"][0]["DBSnapshotArn"]
client("rds", "eu-central-1").copy_db_snapshot(SourceDBSnapshotIdentifier=source, TargetDBSnapshotIdentifier="db-000-offsite", SourceRegion="eu-west-1")

database(client("rds", "eu-central-1"), "central", Tags=tags("tenant-000"))

assumed = client("sts").assume_role(RoleArn=f"arn:aws:iam::{OTHER}:role/WatchfloorOperator", RoleSessionName="seed")["Credentials"]
other = {"aws_access_key_id": assumed["AccessKeyId"], "aws_secret_access_key": assumed["SecretAccessKey"], "aws_session_token": assumed["SessionToken"]}
database(client("rds", keys=other), "other-account", Tags=tags("bank"))

client("sns").create_topic(Name="desk")
cloudwatch = client("cloudwatch")
for number in range(105):
    cloudwatch.put_metric_alarm(
        AlarmName=f"cpu-{number:03d}", MetricName="CPUUtilization", Namespace="AWS/RDS", Statistic="Average", Period=60,
        EvaluationPeriods=3, Threshold=90, ComparisonOperator="GreaterThanThreshold", TreatMissingData="missing",
        Dimensions=[{"Name": "DBInstanceIdentifier", "Value": f"db-{number:03d}"}],
        AlarmActions=["arn:aws:sns:eu-west-1:123456789012:desk"], Tags=tags(f"tenant-{number:03d}"))
    cloudwatch.set_alarm_state(AlarmName=f"cpu-{number:03d}", StateValue="OK", StateReason="seeded")
cloudwatch.set_alarm_state(AlarmName="cpu-007", StateValue="ALARM", StateReason="seeded")
cloudwatch.set_alarm_state(AlarmName="cpu-008", StateValue="INSUFFICIENT_DATA", StateReason="seeded")

ec2 = client("ec2")
subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"][:2]]
vpc = ec2.describe_subnets()["Subnets"][0]["VpcId"]
elb = client("elbv2")
group = elb.create_target_group(Name="app", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="instance")["TargetGroups"][0]["TargetGroupArn"]
balancer = elb.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[{"Type": "forward", "TargetGroupArn": group}])
scaling = client("autoscaling")
scaling.create_launch_configuration(LaunchConfigurationName="app", ImageId="ami-12c6146b", InstanceType="t3.micro")
scaling.create_auto_scaling_group(
    AutoScalingGroupName="app-frontend", LaunchConfigurationName="app", MinSize=2, MaxSize=4, DesiredCapacity=2,
    VPCZoneIdentifier=",".join(subnets), TargetGroupARNs=[group],
    Tags=[{"Key": "tenant", "Value": "*", "PropagateAtLaunch": True}, {"Key": "environment", "Value": "frontend", "PropagateAtLaunch": True}])

now = datetime.now(timezone.utc).replace(second=0, microsecond=0)
for minute in range(2, 8):
    cloudwatch.put_metric_data(Namespace="AWS/RDS", MetricData=[{
        "MetricName": "CPUUtilization", "Dimensions": [{"Name": "DBInstanceIdentifier", "Value": "db-000"}],
        "Timestamp": now - timedelta(minutes=minute), "Value": 10 + minute, "Unit": "Percent"}])
# A bank with an account of its own has more than databases.
bank = [{"Key": "tenant", "Value": "encrypted-bank"}]
waf = client("wafv2")
offices = waf.create_ip_set(Name="offices", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=["203.0.113.0/27"])["Summary"]["ARN"]
seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "offices"}
acl = waf.create_web_acl(
    Name="encrypted-bank", Scope="REGIONAL", DefaultAction={"Block": {}}, VisibilityConfig=seen,
    Rules=[{"Name": "offices", "Priority": 0, "Statement": {"IPSetReferenceStatement": {"ARN": offices}}, "Action": {"Allow": {}}, "VisibilityConfig": seen}])["Summary"]["ARN"]
guarded = elb.create_load_balancer(Name="guarded", Subnets=subnets, Tags=tags("encrypted-bank"))["LoadBalancers"][0]["LoadBalancerArn"]
waf.associate_web_acl(WebACLArn=acl, ResourceArn=guarded)
elb.add_tags(ResourceArns=[balancer], Tags=[{"Key": "tenant", "Value": "*"}])
logs = client("logs")
for group in ("/encrypted-bank/frontend/app", "/aws/rds/instance/encrypted/audit"):
    logs.create_log_group(logGroupName=group, tags={"tenant": "encrypted-bank"})
for number in range(60):
    logs.put_metric_filter(
        logGroupName="/encrypted-bank/frontend/app", filterName=f"word-{number:02d}", filterPattern="FATAL",
        metricTransformations=[{"metricName": f"word-{number:02d}", "metricNamespace": "bank/logs", "metricValue": "1"}])
s3 = client("s3")
for name, locked in (("encrypted-bank-archive", True), ("encrypted-bank-plain", False)):
    s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=locked, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": bank})
s3.put_object_lock_configuration(
    Bucket="encrypted-bank-archive", ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 3653}}})
s3.put_public_access_block(
    Bucket="encrypted-bank-archive",
    PublicAccessBlockConfiguration={"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
s3.put_bucket_lifecycle_configuration(
    Bucket="encrypted-bank-plain", LifecycleConfiguration={"Rules": [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 90}}]})
server = client("transfer").create_server(EndpointType="PUBLIC", IdentityProviderType="SERVICE_MANAGED", Protocols=["SFTP"], Tags=bank)["ServerId"]
# moto's list of tagged things has no SFTP servers: whoever seeds must be told.
print(f"arn:aws:transfer:eu-west-1:{HOME}:server/{server}")
