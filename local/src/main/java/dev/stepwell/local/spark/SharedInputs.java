package dev.stepwell.local.spark;

import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small inputs that run after run reads, such as a table of airports, parsed once. An input that is
 * read for the second time is kept as a table that all sessions see, until its files change or many
 * others have been read since. Thread-safe.
 */
final class SharedInputs {

  private static final long LARGEST = 4L << 20;
  private static final int KEPT = 8;
  private static final int REMEMBERED = 64;

  private static final class Input {
    final String table;
    int users;

    Input(String table) {
      this.table = table;
    }
  }

  private final Map<String, Input> inputs = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Boolean> seenOnce = new LinkedHashMap<>(16, 0.75f, true);
  private long made;

  /**
   * The table that holds an input, which stays until it is released; none if the input is large or
   * is read for the first time.
   *
   * @param select the query that reads the files
   */
  synchronized Optional<String> acquire(SqlSession session, String select, List<S3Object> files)
      throws SQLException {
    if (files.stream().mapToLong(S3Object::size).sum() > LARGEST) {
      return Optional.empty();
    }
    StringBuilder version = new StringBuilder(select);
    files.forEach(file -> version.append(file.etag()));
    String key = version.toString();
    Input input = inputs.get(key);
    if (input == null) {
      if (seenOnce.put(key, true) == null) {
        forgetOldest();
        return Optional.empty();
      }
      input = new Input("memory.main." + name("input " + ++made));
      session.run("CREATE TABLE " + input.table + " AS " + select);
      inputs.put(key, input);
    }
    input.users++;
    return Optional.of(input.table);
  }

  private void forgetOldest() {
    if (seenOnce.size() > REMEMBERED) {
      Iterator<String> keys = seenOnce.keySet().iterator();
      keys.next();
      keys.remove();
    }
  }

  /** Gives tables back; those that nobody uses may go. */
  synchronized void release(SqlSession session, Collection<String> tables) throws SQLException {
    List<String> gone = new ArrayList<>();
    for (Input input : inputs.values()) {
      if (tables.contains(input.table)) {
        input.users--;
      }
    }
    Iterator<Input> oldest = inputs.values().iterator();
    while (inputs.size() > KEPT && oldest.hasNext()) {
      Input input = oldest.next();
      if (input.users == 0) {
        oldest.remove();
        gone.add(input.table);
      }
    }
    for (String table : gone) {
      session.run("DROP TABLE " + table);
    }
  }
}
