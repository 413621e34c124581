package dev.stepwell.local.quality;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rulesets by name, each as {@code GetDataQualityRuleset} shows it, with its tags and client
 * token. They are kept in one file, which is replaced whole. Thread-safe.
 */
final class Rulesets {

  static final String TEXT = "Ruleset";
  static final String TAGS = "Tags";
  static final String CLIENT_TOKEN = "ClientToken";

  private static final String ALL = "Rulesets";

  private final Path file;
  private final Map<String, JsonObject> rulesets = new LinkedHashMap<>();

  /**
   * The rulesets that the file keeps; none if there is no file.
   *
   * @throws UncheckedIOException if the file cannot be read or holds something else
   */
  Rulesets(Path file) {
    this.file = file.toAbsolutePath();
    try {
      if (!(Json.parse(Files.readString(file)) instanceof JsonObject saved
          && saved.get(ALL) instanceof JsonArray all)) {
        throw new IOException("it has no member '" + ALL + "'");
      }
      for (Json each : all) {
        JsonObject ruleset = (JsonObject) each;
        rulesets.put(String.valueOf(ruleset.string("Name")), ruleset);
      }
    } catch (NoSuchFileException first) {
      rulesets.clear();
    } catch (IOException | JsonSyntaxException | ClassCastException broken) {
      throw new UncheckedIOException(
          file + " keeps no rulesets. Delete it; declared rulesets are put there again.",
          new IOException(broken));
    }
  }

  /**
   * Puts a ruleset that the project declares, in place of the one of its name.
   *
   * @throws InvalidRulesetException if the text is no DQDL
   */
  synchronized void declare(String name, String text, Instant now) {
    Dqdl.parse(text);
    JsonObject before = rulesets.get(name);
    if (before != null && text.equals(before.string(TEXT))) {
      return;
    }
    put(
        JsonObject.builder()
            .put("Name", name)
            .put(TEXT, text)
            .putIfPresent(
                "CreatedOn", before == null ? Json.of(now.toString()) : before.get("CreatedOn"))
            .put("LastModifiedOn", now.toString())
            .build());
  }

  synchronized void create(JsonObject ruleset) throws ServiceException {
    String name = String.valueOf(ruleset.string("Name"));
    JsonObject before = rulesets.get(name);
    if (before == null) {
      put(ruleset);
      return;
    }
    boolean again =
        ruleset.string(CLIENT_TOKEN) != null && untimed(before).equals(untimed(ruleset));
    if (!again) {
      throw refused(
          "AlreadyExistsException",
          "Data quality ruleset "
              + name
              + " already exists; update it, delete it or choose another name");
    }
  }

  private static JsonObject untimed(JsonObject ruleset) {
    return ruleset.without("CreatedOn").without("LastModifiedOn");
  }

  synchronized void replace(JsonObject ruleset) {
    put(ruleset);
  }

  synchronized void delete(String name) throws ServiceException {
    get(name);
    rulesets.remove(name);
    save();
  }

  synchronized JsonObject get(String name) throws ServiceException {
    JsonObject found = rulesets.get(name);
    if (found == null) {
      throw refused(
          "EntityNotFoundException",
          "Data quality ruleset " + name + " not found. There are " + rulesets.keySet());
    }
    return found;
  }

  synchronized String text(String name) throws ServiceException {
    return String.valueOf(get(name).string(TEXT));
  }

  synchronized List<JsonObject> all() {
    return List.copyOf(rulesets.values());
  }

  private void put(JsonObject ruleset) {
    rulesets.put(String.valueOf(ruleset.string("Name")), ruleset);
    save();
  }

  private void save() {
    Json all = rulesets.values().stream().map(Json.class::cast).collect(JsonArray.collector());
    try {
      WholeFile.write(file, JsonObject.of(ALL, all).compact().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException("the rulesets cannot be written: " + file, failure);
    }
  }
}
