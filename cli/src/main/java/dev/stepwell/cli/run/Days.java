package dev.stepwell.cli.run;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The days that a workflow can be run for on this machine: the {@code day=YYYY-MM-DD} folders where
 * the objects land that start it.
 */
public final class Days {

  private static final String FOLDER = "day=";

  private Days() {}

  /** The component of a workflow's input that is its day, if it is run by day. */
  public static Optional<String> component(Workflow<?> workflow) {
    return Arrays.stream(workflow.input().getRecordComponents())
        .filter(each -> each.getType() == LocalDate.class)
        .map(RecordComponent::getName)
        .findFirst();
  }

  /**
   * All days that are there, in order.
   *
   * @throws UserException if the folder is missing or holds no day
   */
  public static List<LocalDate> present(
      Workflow<?> workflow, Resources resources, ProjectFolder project) {
    Path folder = landing(workflow, resources, project);
    if (!Files.isDirectory(folder)) {
      throw UserException.failure(
          "the data folder '%s' is missing.\nWorkflow '%s' reads its days from there. Bring it back (git checkout data), or name a day with --day."
              .formatted(project.show(folder), workflow.name()));
    }
    List<LocalDate> days = in(folder);
    if (days.isEmpty()) {
      throw UserException.failure(
          "there is no day in '%s'.\nA day is a folder named day=YYYY-MM-DD. Bring the files back (git checkout data), or name a day with --day."
              .formatted(project.show(folder)));
    }
    return days;
  }

  private static Path landing(Workflow<?> workflow, Resources resources, ProjectFolder project) {
    for (Trigger<?> trigger : workflow.triggers()) {
      if (trigger instanceof Trigger.OnObject<?> object) {
        String local =
            resources
                .find(Resource.Bucket.class, object.bucket())
                .map(Resource.Bucket::localFolder)
                .orElse(null);
        Path bucket =
            local == null ? project.localBucket(object.bucket()) : project.root().resolve(local);
        return bucket.resolve(object.prefix());
      }
    }
    throw UserException.usage(
        "workflow '%s' runs by day, but no object that lands starts it, so its days cannot be looked up.\nName the day: --day YYYY-MM-DD."
            .formatted(workflow.name()));
  }

  private static List<LocalDate> in(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(name -> name.startsWith(FOLDER))
          .flatMap(name -> parse(name.substring(FOLDER.length())).stream())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The day that a text spells, if it does. */
  public static Optional<LocalDate> parse(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
