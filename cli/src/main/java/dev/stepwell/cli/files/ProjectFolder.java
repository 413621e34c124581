package dev.stepwell.cli.files;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What lies where in a project.
 *
 * @param root the folder that holds {@code ./stepwell}
 * @param state where local runs keep their lake, catalog, warehouse and histories
 */
public record ProjectFolder(Path root, Path state) {

  public ProjectFolder {
    root = requireNonNull(root, "root").toAbsolutePath().normalize();
    state = root.resolve(requireNonNull(state, "state")).normalize();
  }

  /** A project with its state in the usual place, {@code .stepwell}. */
  public static ProjectFolder at(Path root) {
    return new ProjectFolder(root, Path.of(".stepwell"));
  }

  /** This project with its state elsewhere; a relative folder is one of the project. */
  public ProjectFolder withState(Path folder) {
    return new ProjectFolder(root, folder);
  }

  /** The compiled workflows. */
  public Path generatedAsl() {
    return root.resolve("generated-asl");
  }

  /** What exists on this machine besides the catalogue's resources; need not be there. */
  public Path resources() {
    return root.resolve("stepwell.yaml");
  }

  /** The folder that is a bucket, if the bucket has no folder of its own in the project. */
  public Path localBucket(String bucket) {
    return state.resolve("s3").resolve(bucket);
  }

  /** What the engine keeps of open and ended executions, so that it can go on with them. */
  public Path store() {
    return state.resolve("store");
  }

  /** One folder per run. */
  public Path executions() {
    return state.resolve("executions");
  }

  /** The path as people want to read it: relative to the project if it lies there. */
  public String show(Path path) {
    Path absolute = root.resolve(path).normalize();
    return absolute.startsWith(root) ? root.relativize(absolute).toString() : absolute.toString();
  }
}
