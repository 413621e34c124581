package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Vertex;
import java.util.List;

/** What a task of a graph can wait for: another task, a group, or a way of a branch. */
public abstract sealed class Upstream permits GraphStep, Group, Way {

  /** The tasks of one graph among which this is. */
  abstract GraphRecording recording();

  /** What it is called, for messages. */
  abstract String what();

  /** The dependencies that waiting for it means. */
  abstract List<Vertex.Edge> edges(String label);
}
