package dev.stepwell.local.quality;

/** A number under its name in {@code EvaluatedMetrics}, without the mark of a filter. */
record Metric(String name, double value) {}
