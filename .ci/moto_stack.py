"""Makes on a moto server what 'sam deploy' would make: a stack, a schedule, a rule and a function.

usage: moto_stack.py ENDPOINT TEMPLATE MACHINE_ARN
"""

import io
import json
import sys
import zipfile
from urllib.request import Request, urlopen

import boto3

endpoint, template, machine = sys.argv[1:]


def client(service):
    return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1")


def last_week(text):
    """The template with another time, another right and a resource that is gone since."""
    changed = (
        text.replace("cron(0 3 * * ? *)", "cron(30 2 * * ? *)", 1)
        .replace("- redshift-data:ExecuteStatement", "- redshift-data:ListStatements", 1)
        .replace("\nResources:\n", "\nResources:\n  OldTopic:\n    Type: AWS::SNS::Topic\n", 1)
    )
    assert changed.count("OldTopic") == 1 and "ListStatements" in changed
    return changed


# moto knows none of SAM's types and keeps the text; that is what is asked for.
with open(template, encoding="utf-8") as file:
    client("cloudformation").create_stack(
        StackName="stepwell",
        TemplateBody=last_week(file.read()),
        Parameters=[{"ParameterKey": "AnalyticsWorkgroupArn", "ParameterValue": "arn:aws:any"}],
    )

client("scheduler").create_schedule(
    Name="daily",
    ScheduleExpression="cron(0 3 * * ? *)",
    ScheduleExpressionTimezone="America/New_York",
    FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 7},
    Description="kept",
    Target={"Arn": machine, "RoleArn": "arn:aws:iam::123456789012:role/x", "Input": "{}"},
)
events = client("events")
events.put_rule(Name="arrivals", EventPattern=json.dumps({"source": ["aws.s3"]}))
# Objects start flights-daily through a queue, see sam-template.yaml.
queue = machine.replace(":states:", ":sqs:").replace(":stateMachine:", ":") + "-s3"
events.put_targets(Rule="arrivals", Targets=[{"Id": "queue", "Arn": queue}])

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
