"""Prints what SAM makes of a template, as CloudFormation would see it. Needs aws-sam-translator."""

import json
import sys

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


def uploaded(path):
    """Local paths become S3 locations, as uploading makes them."""
    return path if str(path).startswith("s3://") else f"s3://uploaded/{path}"


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())

for resource in template["Resources"].values():
    for uri in ("DefinitionUri", "CodeUri"):
        if uri in resource.get("Properties", {}):
            resource["Properties"][uri] = uploaded(resource["Properties"][uri])

session = boto3.session.Session(region_name="us-east-1")
translator = Translator({}, Parser(), boto_session=session)
# Values for parameters without a default do not matter: they stay references.
json.dump(translator.translate(template, {}), sys.stdout, indent=2)
