"""Makes on a moto server what 'sam deploy' would make: a stack, an alias, a schedule, rows and a function.

usage: moto_stack.py ENDPOINT TEMPLATE MACHINE_ARN
"""

import io
import json
import re
import sys
import zipfile
from urllib.request import Request, urlopen

import boto3

endpoint, template, machine = sys.argv[1:]


def client(service):
    return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1")


def last_week(text):
    """The template with another time, another right, a topic that is gone since, and no stream yet."""
    changed = (
        # moto would make the stream and its role, and miss the function, whose type it does not know.
        re.sub(r"(?m)^  LiveFlights\w+:\n(?:    .*\n)+", "", text)
        .replace("cron(0 3 * * ? *)", "cron(30 2 * * ? *)", 1)
        .replace("- redshift-data:ExecuteStatement", "- redshift-data:ListStatements", 1)
        .replace("\nResources:\n", "\nResources:\n  OldTopic:\n    Type: AWS::SNS::Topic\n", 1)
    )
    assert changed.count("OldTopic") == 1 and "ListStatements" in changed
    return changed


# moto knows none of SAM's types. It keeps the text, and makes the rest: tables, rules, queues.
with open(template, encoding="utf-8") as file:
    client("cloudformation").create_stack(
        StackName="stepwell",
        TemplateBody=last_week(file.read()),
        Parameters=[{"ParameterKey": "AnalyticsWorkgroupArn", "ParameterValue": "arn:aws:any"}],
    )

# SAM makes a version with each deployment, and has the alias name it.
stepfunctions = client("stepfunctions")
for day in ("monday", "tuesday"):
    version = stepfunctions.update_state_machine(
        stateMachineArn=machine, publish=True, versionDescription=day
    )["stateMachineVersionArn"]
alias = stepfunctions.create_state_machine_alias(
    name="live", routingConfiguration=[{"stateMachineVersionArn": version, "weight": 100}]
)["stateMachineAliasArn"]

client("scheduler").create_schedule(
    Name="daily",
    ScheduleExpression="cron(0 3 * * ? *)",
    ScheduleExpressionTimezone="America/New_York",
    FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 7},
    Description="kept",
    Target={"Arn": alias, "RoleArn": "arn:aws:iam::123456789012:role/x", "Input": "{}"},
)
dynamodb = client("dynamodb")
# The table is one of those that moto makes of the template.
for day, status in (("01", "SUCCEEDED"), ("02", "FAILED")):
    started = f"2025-01-{day}T08:00:00.000Z"
    row = {
        "machine": "stepwell-flights-daily",
        "run": f"{started} d{day}",
        "name": f"d{day}",
        "arn": f"{machine.replace(':stateMachine:', ':execution:')}:d{day}",
        "status": status,
        "started": started,
        "stopped": f"2025-01-{day}T08:10:00.000Z",
        "tick": f"2025-01-{day}T08:00:00Z",
    }
    dynamodb.put_item(
        TableName="stepwell-run-ledger", Item={name: {"S": text} for name, text in row.items()}
    )

# Without Docker, moto answers calls of functions with what it is told to.
settings = json.dumps({"lambda": {"use_docker": False}}).encode()
urlopen(Request(endpoint + "/moto-api/config", settings, {"Content-Type": "application/json"}))
answers = json.dumps({"region": "us-east-1", "results": [json.dumps({"partitions": 24})]}).encode()
urlopen(
    Request(
        endpoint + "/moto-api/static/lambda-simple/response",
        answers,
        {"Content-Type": "application/json"},
    )
)
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive:
    archive.writestr("a.txt", "")
client("iam").create_role(RoleName="x", AssumeRolePolicyDocument="{}")
client("lambda").create_function(
    FunctionName="stepwell-PlanPartitions",
    Runtime="java21",
    Role="arn:aws:iam::123456789012:role/x",
    Handler="a.B::handleRequest",
    Code={"ZipFile": code.getvalue()},
    Publish=True,
)
client("lambda").create_alias(
    FunctionName="stepwell-PlanPartitions", Name="live", FunctionVersion="1"
)
