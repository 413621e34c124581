package dev.stepwell.dsl.passes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The states of one graph of states that belong to a graph of tasks: the top, a branch of a fork,
 * or a region.
 *
 * @param context where its states go
 * @param own the vertices whose variables are set here
 * @param forks the forks and regions right inside, by the names of their variables
 */
record GraphScope(Context context, Set<Integer> own, List<String> forks) {

  GraphScope(Context context) {
    this(context, new LinkedHashSet<>(), new ArrayList<>());
  }
}
