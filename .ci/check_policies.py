"""Holds the actions of all policies in a template against AWS's service authorization data.

The data is what cfn-lint ships. An action that does not exist allows nothing, and IAM says so to nobody; an
action on '*' that could name what it works on allows too much.
"""

import json
import os
import sys

import cfnlint

# What works on something whose name is known at run time only, or is not this template's to know.
ANYWHERE = {
    "redshift-data:DescribeStatement",
    "redshift-data:CancelStatement",
    "redshift-data:GetStatementResult",
}


def statements(node):
    """All policy statements below a node."""
    if isinstance(node, dict):
        if "Effect" in node and "Action" in node:
            yield node
        for value in node.values():
            yield from statements(value)
    elif isinstance(node, list):
        for value in node:
            yield from statements(value)


def listed(value):
    return value if isinstance(value, list) else [value]


data = os.path.join(os.path.dirname(cfnlint.__file__), "data", "AdditionalSpecs", "Policies.json")
with open(data, encoding="utf-8") as file:
    services = json.load(file)
with open(sys.argv[1], encoding="utf-8") as file:
    template = json.load(file)

problems = []
count = 0
for name, resource in template["Resources"].items():
    for statement in statements(resource):
        for action in listed(statement["Action"]):
            count += 1
            service, _, verb = action.partition(":")
            known = services.get(service, {}).get("Actions", {}).get(verb.lower())
            if known is None:
                problems.append(f"{name}: there is no action {action}")
            elif (
                known.get("Resources")
                and listed(statement.get("Resource", "none")) == ["*"]
                and "Condition" not in statement
                and action not in ANYWHERE
            ):
                problems.append(f"{name}: {action} on * could name one of {known['Resources']}")
if problems:
    sys.exit("\n".join(problems))
print(f"{count} actions of policies, each of which exists and names what it works on where it can")
