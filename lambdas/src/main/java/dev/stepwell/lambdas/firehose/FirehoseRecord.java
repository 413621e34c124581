package dev.stepwell.lambdas.firehose;

/** A record as Firehose sends it: its id, and its content in base64. */
record FirehoseRecord(String recordId, String data) {}
