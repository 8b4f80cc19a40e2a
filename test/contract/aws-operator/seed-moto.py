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
subnets = [subnet["SubnetId"] for subnet in client("ec2").describe_subnets()["Subnets"][:2]]
vpc = client("ec2").describe_subnets()["Subnets"][0]["VpcId"]
elb = client("elbv2")
group = elb.create_target_group(Name="app", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="instance")["TargetGroups"][0]["TargetGroupArn"]
balancer = elb.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[{"Type": "forward", "TargetGroupArn": group}])
client("s3").create_bucket(Bucket="notices", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
client("s3").create_bucket(Bucket="anchors", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}, ObjectLockEnabledForBucket=True)
door = client("ec2").create_security_group(GroupName="machines", Description="machines", VpcId=vpc)["GroupId"]
client("scheduler").create_schedule_group(Name="watchfloor-support")
client("sesv2").create_email_identity(EmailIdentity="notices@desk.example")
print(json.dumps({"otherKey": client("kms", "eu-central-1").create_key()["KeyMetadata"]["Arn"], "loadBalancer": balancer, "securityGroup": door}))
