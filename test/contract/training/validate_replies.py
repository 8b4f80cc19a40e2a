"""Checks the training fleet's replies against botocore's service models, the referee for what AWS's replies look like.

usage: validate_replies.py ENDPOINT ACCOUNT REGION SILO-ACCOUNT SILO-REGION SECURITY-GROUP-OF-THE-SILO
prints {"<service>.<operation>": ["<path>: <what is wrong>", ...]}; an empty list: nothing to find fault with.
"""
import json
import sys
import xml.etree.ElementTree as xml
from datetime import datetime, timedelta, timezone

import boto3
from botocore.config import Config
from botocore.utils import parse_timestamp

endpoint, account, region, silo, silo_region, door = sys.argv[1:7]
bodies = []


def client(service, of=None):
    made = boto3.client(service, endpoint_url=endpoint, region_name=silo_region if of else region, aws_access_key_id=f"AKIA{of or account}TRNG",
                        aws_secret_access_key="training", config=Config(retries={"max_attempts": 0}))
    made.meta.events.register("before-parse.*", lambda response_dict, **_: bodies.append(response_dict["body"]))
    return made


def tag(element):
    return element.tag.rsplit("}", 1)[-1]


def check_text(shape, text, path):
    text = text or ""
    kind = shape.type_name
    if kind == "string" and getattr(shape, "enum", None) and text not in shape.enum:
        return [f"{path}: {text!r} is none of {shape.enum}"]
    try:
        if kind == "integer" or kind == "long":
            int(text)
        elif kind == "double" or kind == "float":
            float(text)
        elif kind == "timestamp":
            parse_timestamp(text)
        elif kind == "boolean" and text not in ("true", "false"):
            return [f"{path}: {text!r} is no boolean"]
    except ValueError:
        return [f"{path}: {text!r} is no {kind}"]
    return []


def check_xml(shape, element, path):
    if shape.type_name == "structure":
        flat = {name for name, member in shape.members.items() if member.type_name == "list" and member.serialization.get("flattened")}
        flat = {shape.members[name].serialization.get("name", name) for name in flat}
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        problems = []
        seen = set()
        for child in element:
            name = tag(child)
            if name not in names:
                problems.append(f"{path}.{name}: not in the model")
            elif name in flat:
                problems += check_xml(names[name].member, child, f"{path}.{name}[]")
            elif name in seen:
                problems.append(f"{path}.{name}: twice")
            else:
                problems += check_xml(names[name], child, f"{path}.{name}")
            seen.add(name)
        return problems
    if shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        wrong = [f"{path}: items are called {tag(child)}, not {item}" for child in element if tag(child) != item]
        return wrong + [problem for at, child in enumerate(element) for problem in check_xml(shape.member, child, f"{path}[{at}]")]
    return check_text(shape, element.text, path)


def check_json(shape, value, path):
    if shape.type_name == "structure":
        problems = [f"{path}.{name}: not in the model" for name in value if name not in shape.members]
        return problems + [p for name, member in shape.members.items() if name in value for p in check_json(member, value[name], f"{path}.{name}")]
    if shape.type_name == "map":
        return [p for name, item in value.items() for p in check_json(shape.value, item, f"{path}.{name}")]
    if shape.type_name == "list":
        return [p for at, item in enumerate(value) for p in check_json(shape.member, item, f"{path}[{at}]")]
    if shape.type_name == "timestamp":
        return [] if isinstance(value, (int, float)) else [f"{path}: {value!r} is no number of seconds"]
    if shape.type_name == "boolean":
        return [] if isinstance(value, bool) else [f"{path}: {value!r} is no boolean"]
    if shape.type_name in ("integer", "double", "long", "float"):
        return [] if isinstance(value, (int, float)) and not isinstance(value, bool) else [f"{path}: {value!r} is no number"]
    return check_text(shape, value, path) if isinstance(value, str) else [f"{path}: {value!r} is no text"]


def check(made, method, **params):
    operation = made.meta.method_to_api_mapping[method]
    model = made.meta.service_model.operation_model(operation)
    bodies.clear()
    parsed = getattr(made, method)(**params)
    body = bodies[-1]
    if made.meta.service_model.metadata["protocol"] == "rest-xml":
        # S3's replies are called after what they hold, not after the operation.
        payload = model.output_shape.serialization.get("payload")
        shape = model.output_shape.members[payload] if payload else model.output_shape
        problems = check_xml(shape, xml.fromstring(body), operation)
    elif made.meta.service_model.metadata["protocol"] == "ec2":
        # Nothing stands around what EC2 says; the request's id is in no model.
        root = xml.fromstring(body)
        for child in [child for child in root if tag(child) == "requestId"]:
            root.remove(child)
        problems = [] if tag(root) == f"{operation}Response" else [f"root element is {tag(root)}"]
        problems += [] if model.output_shape is None else check_xml(model.output_shape, root, operation)
    elif body.lstrip().startswith(b"<"):
        root = xml.fromstring(body)
        problems = [] if tag(root) == f"{operation}Response" else [f"root element is {tag(root)}"]
        result = next((child for child in root if tag(child) == f"{operation}Result"), None)
        problems += [] if model.output_shape is None else ["no result element"] if result is None else check_xml(model.output_shape, result, operation)
    else:
        problems = [] if model.output_shape is None else check_json(model.output_shape, json.loads(body), operation)
    return f"{made.meta.service_model.service_name}.{operation}", problems, parsed


def main():
    rds, cloudwatch, scaling, balancing, sts, kms = (client(name) for name in ("rds", "cloudwatch", "autoscaling", "elbv2", "sts", "kms"))
    now = cloudwatch_time(rds)
    groups = check(balancing, "describe_target_groups")
    scaled = check(scaling, "describe_auto_scaling_groups")
    metrics = check(cloudwatch, "list_metrics")
    alarms = check(cloudwatch, "describe_alarms", AlarmTypes=["MetricAlarm", "CompositeAlarm"], MaxRecords=100)
    queries = [{"Id": f"m{at}", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Average"}} for at, metric in enumerate(metrics[2]["Metrics"])]
    tagging, logs, waf, transfer, s3 = (client(name, silo) for name in ("resourcegroupstaggingapi", "logs", "wafv2", "transfer", "s3"))
    tagged = check(tagging, "get_resources")
    arns = [mapping["ResourceARN"] for mapping in tagged[2]["ResourceTagMappingList"]]
    balancers = [arn for arn in arns if ":loadbalancer/" in arn]
    acls = [check(waf, "get_web_acl_for_resource", ResourceArn=arn) for arn in balancers[:1]]  # one a second: time stands still here
    sets = [acl["WebACL"]["Rules"][0]["Statement"]["IPSetReferenceStatement"]["ARN"].split("/") for _, _, acl in acls]
    buckets = [arn.split(":")[-1] for arn in arns if arn.startswith("arn:aws:s3:::")]
    archive, exchange = (next(bucket for bucket in buckets if use in bucket) for use in ("archive", "exchange"))
    keys = [instance["KmsKeyId"] for instance in rds.describe_db_instances()["DBInstances"]]
    pages = paged(rds, cloudwatch, scaling)
    checked = [
        check(rds, "describe_db_instances"),
        check(rds, "describe_db_snapshots", MaxRecords=100),
        check(rds, "describe_db_instance_automated_backups"),
        check(rds, "describe_events", Duration=1440),
        check(rds, "describe_pending_maintenance_actions"),
        check(rds, "describe_account_attributes"),
        *[check(kms, "describe_key", KeyId=key) for key in keys],
        check(kms, "describe_key", KeyId="alias/aws/rds"),
        *rds_deeds(rds, client),
        alarms,
        metrics,
        check(cloudwatch, "get_metric_data", MetricDataQueries=queries, StartTime=now - timedelta(minutes=10), EndTime=now),
        check(cloudwatch, "describe_alarm_history", MaxRecords=100),
        check(cloudwatch, "list_tags_for_resource", ResourceARN=alarms[2]["MetricAlarms"][0]["AlarmArn"]),
        scaled,
        check(scaling, "describe_scaling_activities"),
        *[check(scaling, "describe_instance_refreshes", AutoScalingGroupName=group["AutoScalingGroupName"]) for group in scaled[2]["AutoScalingGroups"]],
        groups,
        *[check(balancing, "describe_target_health", TargetGroupArn=group["TargetGroupArn"]) for group in groups[2]["TargetGroups"]],
        *group_and_alarm_deeds(client("autoscaling", silo), client("cloudwatch", silo)),
        tagged,
        *acls,
        *[check(waf, "get_ip_set", Name=parts[-2], Id=parts[-1], Scope="REGIONAL") for parts in sets],
        check(logs, "describe_metric_filters"),
        *[check(transfer, "describe_server", ServerId=arn.split("/")[-1]) for arn in arns if ":transfer:" in arn],
        check(s3, "get_object_lock_configuration", Bucket=archive),
        check(s3, "get_bucket_versioning", Bucket=archive),
        check(s3, "get_bucket_lifecycle_configuration", Bucket=exchange),
        check(s3, "get_public_access_block", Bucket=archive),
        *access_and_object_deeds(balancing, client("s3")),
        *mail_and_automation_deeds(client("sesv2"), client("ssm")),
        *support_deeds(client("ssm"), client("ec2", silo), client("scheduler"), client("cloudtrail")),
        *anchors(client("s3")),
        *desk_table(client("dynamodb")),
        check(client("sns"), "list_topics"),
        check(sts, "get_caller_identity"),
        check(sts, "assume_role", RoleArn=f"arn:aws:iam::{account}:role/WatchfloorOperator", RoleSessionName="referee"),
    ]
    report = {}
    for name, problems, _ in checked:
        report.setdefault(name, []).extend(problems[:20])
    json.dump({"report": report, "paged": pages, "faults": faults(rds, cloudwatch, scaling, balancing, sts, kms, waf, transfer, s3)}, sys.stdout)


def rds_deeds(rds, client):
    """What changes databases: each on one of its own, for time stands still and they stay busy."""
    free = [one for one in rds.describe_db_instances()["DBInstances"] if one["DBInstanceStatus"] == "available" and one["MultiAZ"]]
    names = [one["DBInstanceIdentifier"] for one in free]
    pending = rds.describe_pending_maintenance_actions()["PendingMaintenanceActions"][0]
    action = pending["PendingMaintenanceActionDetails"][0]["Action"]
    automated = rds.describe_db_snapshots(SnapshotType="automated", DBInstanceIdentifier=names[0], MaxRecords=20)["DBSnapshots"][0]
    targets = check(rds, "describe_db_engine_versions", Engine=free[1]["Engine"], EngineVersion=free[1]["EngineVersion"])
    tags = [{"Key": "watchfloor-run", "Value": "r1"}]
    return [
        targets,
        check(rds, "create_db_snapshot", DBSnapshotIdentifier="wf-r1", DBInstanceIdentifier=names[0], Tags=tags),
        check(rds, "copy_db_snapshot", SourceDBSnapshotIdentifier=automated["DBSnapshotIdentifier"], TargetDBSnapshotIdentifier="wf-r1-copy"),
        check(rds, "describe_db_snapshots", SnapshotType="manual"),
        check(rds, "modify_db_instance", DBInstanceIdentifier=names[1], EngineVersion=targets[2]["DBEngineVersions"][0]["ValidUpgradeTarget"][0]["EngineVersion"], ApplyImmediately=True),
        check(rds, "reboot_db_instance", DBInstanceIdentifier=names[2], ForceFailover=True),
        check(rds, "apply_pending_maintenance_action", ResourceIdentifier=pending["ResourceIdentifier"], ApplyAction=action, OptInType="next-maintenance"),
        check(rds, "restore_db_instance_from_db_snapshot", DBInstanceIdentifier="wf-restored", DBSnapshotIdentifier=automated["DBSnapshotIdentifier"], MultiAZ=True),
        check(rds, "restore_db_instance_to_point_in_time", SourceDBInstanceIdentifier=names[3], TargetDBInstanceIdentifier="wf-then", UseLatestRestorableTime=True),
        check(rds, "add_tags_to_resource", ResourceName=free[3]["DBInstanceArn"], Tags=tags),
        check(rds, "list_tags_for_resource", ResourceName=free[3]["DBInstanceArn"]),
        check(rds, "remove_tags_from_resource", ResourceName=free[3]["DBInstanceArn"], TagKeys=["watchfloor-run"]),
    ]


def group_and_alarm_deeds(scaling, cloudwatch):
    group = scaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]["AutoScalingGroupName"]
    alarm = cloudwatch.describe_alarms(MaxRecords=1)["MetricAlarms"][0]["AlarmName"]
    rule = {"Schedule": {"Expression": "at(2026-03-02T13:00)", "Duration": "PT4H", "Timezone": "UTC"}}
    return [
        check(scaling, "start_instance_refresh", AutoScalingGroupName=group, Preferences={"MinHealthyPercentage": 50}),
        check(scaling, "cancel_instance_refresh", AutoScalingGroupName=group),
        check(cloudwatch, "disable_alarm_actions", AlarmNames=[alarm]),
        check(cloudwatch, "enable_alarm_actions", AlarmNames=[alarm]),
        check(cloudwatch, "put_alarm_mute_rule", Name="wf-r1", Rule=rule, MuteTargets={"AlarmNames": [alarm]}),
        check(cloudwatch, "get_alarm_mute_rule", AlarmMuteRuleName="wf-r1"),
        check(cloudwatch, "list_alarm_mute_rules"),
        check(cloudwatch, "delete_alarm_mute_rule", AlarmMuteRuleName="wf-r1"),
    ]


def access_and_object_deeds(balancing, s3):
    balancer = balancing.describe_target_groups()["TargetGroups"][0]["LoadBalancerArns"][0]
    listeners = check(balancing, "describe_listeners", LoadBalancerArn=balancer)
    listener = listeners[2]["Listeners"][0]["ListenerArn"]
    fixed = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503", "ContentType": "text/html", "MessageBody": "<h1>Maintenance</h1>"}}]
    hosts = [{"Field": "host-header", "HostHeaderConfig": {"Values": ["frontend.acme-bank.example"]}}]
    made = check(balancing, "create_rule", ListenerArn=listener, Priority=1, Conditions=hosts, Actions=fixed, Tags=[{"Key": "watchfloor-run", "Value": "r1"}])
    rule = made[2]["Rules"][0]["RuleArn"]
    bucket = f"notices-{account}-{region}"
    return [
        listeners,
        made,
        check(balancing, "describe_rules", ListenerArn=listener),
        check(balancing, "modify_rule", RuleArn=rule, Actions=fixed),
        check(balancing, "set_rule_priorities", RulePriorities=[{"RuleArn": rule, "Priority": 2}]),
        check(balancing, "describe_tags", ResourceArns=[rule]),
        check(balancing, "delete_rule", RuleArn=rule),
        check_object(s3, "put_object", Bucket=bucket, Key="acme.json", Body=b"{}", IfNoneMatch="*"),
        check_object(s3, "head_object", Bucket=bucket, Key="acme.json"),
        check_object(s3, "get_object", Bucket=bucket, Key="acme.json"),
    ]


def check_object(made, method, **params):
    """An object's replies are headers and content: what the parser makes of them is all there is to judge."""
    parsed = getattr(made, method)(**params)
    return f"s3.{made.meta.method_to_api_mapping[method]}", [] if parsed["ETag"].startswith('"') else ["ETag: not quoted"], parsed


def mail_and_automation_deeds(ses, ssm):
    body = {"Simple": {"Subject": {"Data": "Maintenance"}, "Body": {"Text": {"Data": "text"}, "Html": {"Data": "<p>html</p>"}}}}
    sent = check(ses, "send_email", FromEmailAddress="notices@desk.example", Destination={"ToAddresses": ["ops@bounces.example"]}, Content=body)
    started = check(ssm, "start_automation_execution", DocumentName="Bank-PostUpgradeTasks", Parameters={"tables": ["a", "b"]})
    execution = started[2]["AutomationExecutionId"]
    return [
        sent,
        check(ses, "get_suppressed_destination", EmailAddress="long-gone@bounces.example"),
        started,
        check(ssm, "get_automation_execution", AutomationExecutionId=execution),
        check(ssm, "stop_automation_execution", AutomationExecutionId=execution, Type="Cancel"),
    ]


def support_deeds(ssm, ec2, scheduler, cloudtrail):
    name, at = "/watchfloor/support-access/acme/frontend", {"GroupName": "watchfloor-support", "Name": "wf-close"}
    closing = {**at, "ScheduleExpression": "at(2030-01-01T00:00:00)", "FlexibleTimeWindow": {"Mode": "OFF"}, "Description": "closes",
               "Target": {"Arn": "arn:aws:scheduler:::aws-sdk:ssm:putParameter", "RoleArn": f"arn:aws:iam::{account}:role/WatchfloorSupportCloser", "Input": "{}"}}
    ssh = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "198.51.100.7/32", "Description": "watchfloor: g-1"}]}]
    made = check(ec2, "authorize_security_group_ingress", GroupId=door, IpPermissions=ssh)
    rule = made[2]["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return [
        check(ssm, "put_parameter", Name=name, Value="{}", Type="String", Description="who may sign in"),
        check(ssm, "get_parameter", Name=name),
        check(ssm, "get_parameters_by_path", Path="/watchfloor", Recursive=True),
        check(ssm, "get_parameter_history", Name=name),
        check(ssm, "delete_parameter", Name=name),
        made,
        check(ec2, "describe_security_group_rules", Filters=[{"Name": "group-id", "Values": [door]}]),
        check(ec2, "update_security_group_rule_descriptions_ingress", GroupId=door, SecurityGroupRuleDescriptions=[{"SecurityGroupRuleId": rule, "Description": "watchfloor: g-2"}]),
        check(ec2, "revoke_security_group_ingress", GroupId=door, SecurityGroupRuleIds=[rule]),
        check(scheduler, "create_schedule", **closing),
        check(scheduler, "update_schedule", **closing),
        check(scheduler, "get_schedule", **at),
        check(scheduler, "list_schedules", GroupName="watchfloor-support", NamePrefix="wf-"),
        check(scheduler, "delete_schedule", **at),
        check(cloudtrail, "lookup_events", LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "StartInstanceRefresh"}]),
    ]


def anchors(s3):
    bucket, key = f"watchfloor-audit-{account}-{region}", "chains/c1/2026-03-02.json"
    s3.put_object(Bucket=bucket, Key=key, Body=b"{}", ObjectLockMode="COMPLIANCE", ObjectLockRetainUntilDate=datetime(2030, 1, 1, tzinfo=timezone.utc))
    lock = s3.get_object(Bucket=bucket, Key=key)
    wrong = [] if lock["ObjectLockMode"] == "COMPLIANCE" and lock["ObjectLockRetainUntilDate"].year == 2030 else ["the lock is not that which was put"]
    deleted = s3.delete_object(Bucket=bucket, Key=key)
    return [
        check(s3, "list_objects_v2", Bucket=bucket, Prefix="chains/"),
        check(s3, "list_object_versions", Bucket=bucket, Prefix="chains/"),
        ("s3.DeleteObject", wrong + ([] if deleted["DeleteMarker"] else ["no marker"]), deleted),
    ]


def desk_table(db):
    table, at = {"TableName": "watchfloor-desk"}, {"pk": {"S": "record#plan"}, "sk": {"S": "one"}}
    absent = {"ConditionExpression": "attribute_not_exists(#pk)", "ExpressionAttributeNames": {"#pk": "pk"}}
    second = {"pk": {"S": "record#plan"}, "sk": {"S": "two"}}
    return [
        check(db, "put_item", Item={**at, "version": {"N": "1"}}, **table, **absent),
        check(db, "get_item", Key=at, ConsistentRead=True, **table),
        check(db, "transact_write_items", TransactItems=[{"Put": {"Item": second, **table, **absent}}, {"ConditionCheck": {"Key": at, **table, **absent, "ConditionExpression": "attribute_exists(#pk)"}}]),
        check(db, "query", KeyConditionExpression="#pk = :pk", ExpressionAttributeNames={"#pk": "pk"}, ExpressionAttributeValues={":pk": {"S": "record#plan"}}, Limit=1, **table),
    ]


def cloudwatch_time(made):
    date = made.describe_db_instances(MaxRecords=20)["ResponseMetadata"]["HTTPHeaders"]["date"]
    return datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=timezone.utc)


def paged(rds, cloudwatch, scaling):
    """Every paginator, with small pages, must find each thing once."""
    def ids(made, operation, key, name, **params):
        found = [item[name] for page in made.get_paginator(operation).paginate(**params) for item in page.get(key, [])]
        return [len(found), len(set(found))]
    small = {"PaginationConfig": {"PageSize": 20}}
    return {
        "instances": ids(rds, "describe_db_instances", "DBInstances", "DBInstanceIdentifier", **small),
        "snapshots": ids(rds, "describe_db_snapshots", "DBSnapshots", "DBSnapshotIdentifier", **small),
        "backups": ids(rds, "describe_db_instance_automated_backups", "DBInstanceAutomatedBackups", "DBInstanceArn", **small),
        "alarms": ids(cloudwatch, "describe_alarms", "MetricAlarms", "AlarmName", **small),
        "groups": ids(scaling, "describe_auto_scaling_groups", "AutoScalingGroups", "AutoScalingGroupName", PaginationConfig={"PageSize": 1}),
    }


def faults(rds, cloudwatch, scaling, balancing, sts, kms, waf, transfer, s3):
    """The exception classes that clients catch."""
    def raised(made, method, **params):
        try:
            getattr(made, method)(**params)
        except made.exceptions.ClientError as error:
            return [type(error).__name__, error.response["Error"]["Code"]]
        return ["nothing", ""]
    return {
        "no such database": raised(rds, "describe_db_instances", DBInstanceIdentifier="nobody"),
        "no such snapshot": raised(rds, "describe_db_snapshots", DBSnapshotIdentifier="nothing"),
        "no such resource": raised(rds, "describe_pending_maintenance_actions", ResourceIdentifier="arn:aws:rds:eu-west-1:111122223333:db:nobody"),
        "bad alarm token": raised(cloudwatch, "describe_alarms", NextToken="none"),
        "no such alarm": raised(cloudwatch, "list_tags_for_resource", ResourceARN=f"arn:aws:cloudwatch:{region}:{account}:alarm:none"),
        "bad group token": raised(scaling, "describe_auto_scaling_groups", NextToken="none"),
        "no such target group": raised(balancing, "describe_target_groups", Names=["none"]),
        "no such key": raised(kms, "describe_key", KeyId="00000000-0000-4000-8000-000000000000"),
        "foreign key": raised(kms, "describe_key", KeyId=f"arn:aws:kms:{region}:999999999999:key/00000000-0000-4000-8000-000000000000"),
        "no such IP set": raised(waf, "get_ip_set", Name="none", Id="00000000-0000-4000-8000-000000000000", Scope="REGIONAL"),
        "no such SFTP server": raised(transfer, "describe_server", ServerId="s-00000000000000000"),
        "no such bucket": raised(s3, "get_bucket_versioning", Bucket="nothing-of-that-name"),
        "unknown operation of S3": raised(s3, "get_bucket_acl", Bucket="nothing-of-that-name"),
        "unknown operation": raised(rds, "describe_db_clusters"),
        "unknown operation in JSON": raised(cloudwatch, "list_dashboards"),
        "foreign role": raised(sts, "assume_role", RoleArn="arn:aws:iam::999999999999:role/x", RoleSessionName="referee"),
    }


main()
