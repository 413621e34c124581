package dev.stepwell.local;

import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.lambda.FunctionDefinition;
import dev.stepwell.local.yaml.YamlException;
import dev.stepwell.local.yaml.YamlFile;
import dev.stepwell.local.yaml.YamlMap;
import dev.stepwell.local.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What exists, as one YAML file says it: a mapping of kinds, each a mapping of names. {@code
 * docs/knowledge/local-resources.md} has every kind with its members.
 */
final class ResourceFile {

  private static final int DEFAULT_MEMORY = 512;
  private static final int DEFAULT_SECONDS = 60;
  private static final int QUARTER_HOUR = 900;

  private final Path folder;
  private final LocalCloudBuilder cloud;
  private final Map<String, BiConsumer<String, YamlValue>> kinds = new LinkedHashMap<>();

  private ResourceFile(Path folder, LocalCloudBuilder cloud) {
    this.folder = folder;
    this.cloud = cloud;
    kinds.put("buckets", this::bucket);
    kinds.put("databases", this::database);
    kinds.put("crawlers", this::crawler);
    kinds.put("jobs", this::job);
    kinds.put("rulesets", this::ruleset);
    kinds.put("warehouses", this::warehouse);
    kinds.put("functions", this::function);
    kinds.put("topics", this::topic);
  }

  /**
   * Adds what a file says.
   *
   * @throws YamlException if something is wrong in it, with the line
   * @throws UncheckedIOException if it, or a file that it names, cannot be read
   */
  static void read(Path file, LocalCloudBuilder cloud) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    ResourceFile reader = new ResourceFile(folder == null ? Path.of("") : folder, cloud);
    YamlMap top = YamlFile.read(file).only(reader.kinds.keySet().toArray(String[]::new));
    reader.kinds.forEach((kind, add) -> top.find(kind).ifPresent(all -> reader.each(all, add)));
  }

  private void each(YamlValue all, BiConsumer<String, YamlValue> kind) {
    all.map()
        .values()
        .forEach(
            (name, value) -> {
              try {
                kind.accept(name, value);
              } catch (YamlException told) {
                throw told;
              } catch (IllegalArgumentException wrong) {
                throw value.because(wrong);
              }
            });
  }

  private void bucket(String name, YamlValue value) {
    YamlMap parts = value.map().only("folder");
    parts
        .find("folder")
        .ifPresentOrElse(place -> cloud.mount(name, path(place)), () -> cloud.bucket(name));
  }

  private void database(String name, YamlValue value) {
    value.map().only();
    cloud.database(name);
  }

  private void crawler(String name, YamlValue value) {
    YamlMap parts = value.map().only("database", "targets", "tablePrefix");
    cloud.crawler(
        new CrawlerDefinition(
            name,
            parts.get("database").text(),
            parts.get("targets").list().stream().map(YamlValue::text).toList(),
            parts.text("tablePrefix", "")));
  }

  private void job(String name, YamlValue value) {
    YamlMap parts = value.map().only("script", "maxConcurrentRuns", "defaultArguments");
    int atOnce =
        parts
            .find("maxConcurrentRuns")
            .map(number -> number.integer(1, Integer.MAX_VALUE))
            .orElse(1);
    cloud.job(
        new JobDefinition(
            name, content(parts.get("script")), atOnce, parts.texts("defaultArguments")));
  }

  private void ruleset(String name, YamlValue value) {
    YamlMap parts = value.map().only("text", "file");
    if (parts.find("text").isPresent() == parts.find("file").isPresent()) {
      throw value.refused("must have either 'text' or 'file'");
    }
    cloud.ruleset(
        name, parts.find("text").map(YamlValue::text).orElseGet(() -> content(parts.get("file"))));
  }

  private void warehouse(String workgroup, YamlValue value) {
    cloud.warehouse(workgroup, value.map().only("database").get("database").text());
  }

  private void function(String name, YamlValue value) {
    YamlMap parts = value.map().only("handler", "memory", "timeout", "idempotent");
    int memory =
        parts.find("memory").map(number -> number.integer(128, 10_240)).orElse(DEFAULT_MEMORY);
    int seconds =
        parts
            .find("timeout")
            .map(number -> number.integer(1, QUARTER_HOUR))
            .orElse(DEFAULT_SECONDS);
    cloud.function(
        new FunctionDefinition(
            name,
            parts.get("handler").text(),
            memory,
            Duration.ofSeconds(seconds),
            parts.find("idempotent").map(YamlValue::flag).orElse(false)));
  }

  private void topic(String name, YamlValue value) {
    value.map().only();
    cloud.topic(name);
  }

  private Path path(YamlValue value) {
    return folder.resolve(value.text()).normalize();
  }

  private String content(YamlValue value) {
    Path file = path(value);
    if (!Files.isRegularFile(file)) {
      throw value.refused("must name a file, relative to the folder of this one");
    }
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("The file " + file + " cannot be read", failure);
    }
  }
}
