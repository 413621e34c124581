package dev.stepwell.cli;

import static java.util.Objects.requireNonNull;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Workflow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a command needs from outside.
 *
 * @param folder the project, with its state in the usual place
 * @param catalogues the workflows and their resources; asked for only by commands that need them
 * @param screen where to print
 * @param clock the clock on the wall
 * @param nanoTime what durations are measured with
 * @param answers the next line that somebody types; empty if nobody will
 */
record Workplace(
    ProjectFolder folder,
    Supplier<Catalogue> catalogues,
    Screen screen,
    InstantSource clock,
    LongSupplier nanoTime,
    Supplier<Optional<String>> answers) {

  Workplace {
    requireNonNull(folder, "folder");
    requireNonNull(catalogues, "catalogues");
    requireNonNull(screen, "screen");
    requireNonNull(clock, "clock");
    requireNonNull(nanoTime, "nanoTime");
    requireNonNull(answers, "answers");
  }

  /** The project, with its state in a folder that was asked for, or else in the usual place. */
  ProjectFolder project(@Nullable Path stateDir) {
    return stateDir == null ? folder : folder.withState(stateDir);
  }

  /**
   * The workflow of a name.
   *
   * @throws UserException if there is none; it lists those there are
   */
  Workflow<?> workflow(String name) {
    List<Workflow<?>> all = catalogues.get().workflows();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("workflow", name, all.stream().<String>map(Workflow::name).toList()));
  }

  /** Refuses a name of a kind of things; it lists those there are. */
  static UserException unknown(String kind, String name, List<String> names) {
    String nearest =
        Words.nearest(name, names).map(near -> " Did you mean '" + near + "'?").orElse("");
    return UserException.usage(
        "there is no %s '%s'.%s\nThe %ss are: %s."
            .formatted(kind, name, nearest, kind, String.join(", ", names)));
  }
}
