package dev.stepwell.local.spark;

import dev.stepwell.local.spark.SparkStatement.InsertDirectory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which folders a script overwrites, and which it names in any other place.
 *
 * @param overwritten the addresses of the folders, without scheme, each with a slash at its end
 * @param read likewise
 */
record ScriptFolders(Set<String> overwritten, Set<String> read) {

  private static final Pattern SCHEME = Pattern.compile("^s3[an]?://");

  /** The folders of statements whose arguments are filled in. */
  static ScriptFolders of(List<SparkScript.Statement> statements) {
    ScriptFolders folders = new ScriptFolders(new HashSet<>(), new HashSet<>());
    statements.forEach(folders::add);
    return folders;
  }

  private void add(SparkScript.Statement statement) {
    Set<String> named = new HashSet<>();
    for (Token token : Tokenizer.tokens(statement.text())) {
      if (SCHEME.matcher(token.value()).find()) {
        named.add(folder(token.value()));
      }
    }
    if (StatementParser.parse(statement.text()) instanceof InsertDirectory insert) {
      overwritten.add(folder(insert.path()));
      named.remove(folder(insert.path()));
    }
    read.addAll(named);
  }

  private static String folder(String address) {
    String path = SCHEME.matcher(address).replaceFirst("");
    return path.endsWith("/") ? path : path + "/";
  }

  /**
   * Whether no folder that is overwritten is read too. Then the script leaves the same behind when
   * it is broken off anywhere and run once more.
   */
  boolean areApart() {
    return overwritten.stream()
        .noneMatch(
            target ->
                read.stream()
                    .anyMatch(source -> source.startsWith(target) || target.startsWith(source)));
  }
}
