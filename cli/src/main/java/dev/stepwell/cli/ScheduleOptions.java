package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.schedule.SchedulerAccess;
import dev.stepwell.dsl.Catalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands about runs and their dates have in common. */
final class ScheduleOptions {

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean asJson;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the scheduler keeps what it knows (default: .stepwell).")
  private @Nullable Path stateDir;

  private final Workplace workplace;

  ScheduleOptions(Workplace workplace) {
    this.workplace = workplace;
  }

  @Nullable Path stateDir() {
    return stateDir;
  }

  Catalogue catalogue() {
    return workplace.catalogues().get();
  }

  SchedulerAccess scheduler() {
    return new SchedulerAccess(
        workplace.project(stateDir), workplace.catalogues(), workplace.nanoTime());
  }

  /** Asks the scheduler, the workflow's name checked before. */
  Json ask(String verb, @Nullable String workflow, JsonObject more) {
    JsonObject.Builder request = JsonObject.builder().put("do", verb);
    if (workflow != null) {
      request.put("workflow", workplace.workflow(workflow).name());
    }
    return scheduler().ask(request.putAll(more).build());
  }

  /** Prints an answer as JSON, or else as somebody prints it for people. */
  void print(Json answer, Runnable forPeople) {
    if (asJson) {
      workplace.screen().out().println(answer.pretty().stripTrailing());
    } else {
      forPeople.run();
    }
    workplace.screen().out().flush();
  }

  void say(String format, Object... values) {
    workplace.screen().out().println(String.format(Locale.ROOT, format, values));
  }

  /** Says that nobody serves, where that matters. */
  void sayIfNotServed() {
    if (!asJson && !scheduler().isServed()) {
      say("No scheduler is at work. ./stepwell serve starts one.");
    }
  }

  /**
   * A table of some members of objects.
   *
   * @param columns the members' names, also the headings; one that ends in {@code >} is aligned to
   *     the right
   */
  void table(Json rows, String none, String... columns) {
    PrintWriter out = workplace.screen().out();
    if (((JsonArray) rows).length() == 0) {
      out.println(none);
      return;
    }
    Ink ink = workplace.screen().ink();
    String sides =
        Arrays.stream(columns)
            .map(each -> each.endsWith(">") ? "r" : "l")
            .collect(Collectors.joining());
    List<String> names = Arrays.stream(columns).map(each -> each.replace(">", "")).toList();
    Table table = Table.of(sides, "");
    table.row(names.stream().map(ink::faint).toList());
    for (Json row : (JsonArray) rows) {
      table.row(names.stream().map(name -> cell((JsonObject) row, name)).toList());
    }
    table.lines().forEach(out::println);
  }

  static String cell(JsonObject row, String name) {
    @Nullable Json value = row.get(name);
    if (value instanceof JsonString text) {
      return text.value();
    } else if (value instanceof JsonNumber number) {
      return number.toString();
    }
    return value == null ? "" : value.compact();
  }

  /**
   * A moment as it was typed: a date means its midnight in UTC.
   *
   * @throws UserException if it is none
   */
  static Instant moment(String option, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw UserException.usage(
          "'%s', given with %s, is no moment.\nWrite a date such as 2026-01-31, or a time with its zone such as 2026-01-31T02:00:00Z."
              .formatted(text, option));
    }
  }

  /**
   * An input as it was typed.
   *
   * @throws UserException if it is no JSON object
   */
  static JsonObject input(String text) {
    try {
      if (Json.parse(text) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      throw UserException.usage(
          "the input given with --input is not JSON: %s\nPut it in single quotes so that the shell leaves it alone."
              .formatted(e.getMessage()));
    }
    throw UserException.usage(
        "the input given with --input is no JSON object.\nFor example: --input '{\"day\": \"2001-01-03\"}'");
  }
}
