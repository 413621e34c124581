package dev.stepwell.cli.run;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command is to run, in a file of the state folder while it is at it: a command that was
 * cut off leaves it behind, and the next one can go on. For one thread.
 */
public final class RunPlan {

  /**
   * One request of the plan.
   *
   * @param request what is asked for
   * @param run the name of its run; null if it has not begun
   * @param done whether its run has ended
   */
  public record Entry(RunRequest request, @Nullable String run, boolean done) {

    private JsonObject json() {
      return JsonObject.builder()
          .put("title", request.title())
          .put("stem", request.stem())
          .put("input", request.input())
          .putIfPresent("run", run)
          .put("done", Json.of(done))
          .build();
    }

    private static Entry of(JsonObject json) {
      return new Entry(
          new RunRequest(
              String.valueOf(json.string("title")),
              String.valueOf(json.string("stem")),
              json.object("input")),
          json.string("run"),
          Json.of(true).equals(json.get("done")));
    }
  }

  private final Path file;
  private final List<Entry> entries;

  private RunPlan(Path file, List<Entry> entries) {
    this.file = file;
    this.entries = new ArrayList<>(entries);
  }

  /**
   * The plan that a command left behind for a workflow; empty if none did.
   *
   * @throws UserException if it is there and cannot be read
   */
  public static RunPlan left(ProjectFolder project, String workflow) {
    Path file = project.state().resolve("plans").resolve(workflow + ".json");
    if (!Files.exists(file)) {
      return new RunPlan(file, List.of());
    }
    try {
      JsonArray entries = ((JsonObject) Json.parse(Files.readString(file))).array("requests");
      return new RunPlan(file, entries.stream().map(each -> Entry.of((JsonObject) each)).toList());
    } catch (IOException | RuntimeException e) {
      throw UserException.failure(
          "cannot read '%s': %s\nIt says what an interrupted command had still to run. If it is damaged, delete it."
              .formatted(project.show(file), e.getMessage()));
    }
  }

  /** All requests. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The requests whose runs have not ended. */
  public List<Entry> open() {
    return entries.stream().filter(entry -> !entry.done).toList();
  }

  /** Is about this from now on; what was done is forgotten. */
  public void set(List<Entry> all) {
    entries.clear();
    entries.addAll(all);
    write();
  }

  /** A request's run begins under a name. */
  public void began(RunRequest request, String run) {
    replace(request, new Entry(request, run, false));
  }

  /** A request's run has ended. */
  public void ended(RunRequest request, String run) {
    replace(request, new Entry(request, run, true));
  }

  private void replace(RunRequest request, Entry now) {
    entries.replaceAll(entry -> entry.request.equals(request) && !entry.done ? now : entry);
    write();
  }

  /** Whole or not at all, and on the disk before anything rests on it. */
  private void write() {
    JsonObject json =
        JsonObject.of(
            "requests", entries.stream().<Json>map(Entry::json).collect(JsonArray.collector()));
    try {
      if (entries.stream().allMatch(Entry::done)) {
        Files.deleteIfExists(file);
        return;
      }
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, json.pretty());
      Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
