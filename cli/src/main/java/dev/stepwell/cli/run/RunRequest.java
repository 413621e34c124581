package dev.stepwell.cli.run;

import dev.stepwell.asl.json.JsonObject;

/**
 * One execution that is asked for.
 *
 * @param title what tells it from the others, for instance its day
 * @param stem how its name begins; a number follows
 * @param input what it is started with
 */
public record RunRequest(String title, String stem, JsonObject input) {}
