package dev.stepwell.dsl;

/** What a task of a graph gives that gives nothing: it has ended. */
public record Done() {}
