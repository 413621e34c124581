package dev.stepwell.asl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of cases beside the project: an index and a file for each case. */
record SharedCases(Path folder) {

  /**
   * The folder that a system property names, by default one beside the project; the calling test is
   * skipped if it is absent.
   */
  static SharedCases at(String property, String beside) {
    String root = System.getProperty("stepwell.root", "..");
    String fallback = Path.of(root).resolve("../shared").resolve(beside).normalize().toString();
    Path folder = Path.of(System.getProperty(property, fallback));
    assumeTrue(
        Files.isDirectory(folder),
        "no cases at " + folder + "; set -D" + property + " to where they are");
    return new SharedCases(folder);
  }

  /** The folder below this one, or this one if it is that folder itself. */
  SharedCases inside(String name) {
    return Files.isDirectory(folder.resolve(name)) ? new SharedCases(folder.resolve(name)) : this;
  }

  /** All cases that an index names. */
  List<Case> all(String index, String list) {
    Path file = folder.resolve(index);
    JsonArray entries = ((JsonObject) read(file)).array(list);
    List<Case> cases = new ArrayList<>();
    for (Json each : entries) {
      JsonObject entry = (JsonObject) each;
      Path at = file.resolveSibling(String.valueOf(entry.string("file")));
      cases.add(new Case(entry, (JsonObject) read(at)));
    }
    return cases;
  }

  static Json read(Path file) {
    try {
      return Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case with its entry in the index. */
  record Case(JsonObject entry, JsonObject content) {

    String id() {
      return String.valueOf(entry.string("id"));
    }

    boolean has(String name) {
      return content.has(name);
    }

    JsonObject definition() {
      return content.object("definition");
    }
  }
}
