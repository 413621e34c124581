package dev.stepwell.local;

import dev.stepwell.local.athena.WorkGroup;
import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.CrawlerPolicy;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.glue.ScriptLanguage;
import dev.stepwell.local.glue.WorkflowDefinition;
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
    kinds.put("workflows", this::workflow);
    kinds.put("workgroups", this::workgroup);
    kinds.put("rulesets", this::ruleset);
    kinds.put("warehouses", this::warehouse);
    kinds.put("clusters", this::cluster);
    kinds.put("functions", this::function);
    new ResourceFileMessaging(cloud).addTo(kinds);
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
    YamlMap parts =
        value.map().only("database", "targets", "tablePrefix", "update", "delete", "recrawl");
    CrawlerPolicy policy = CrawlerPolicy.DEFAULT;
    cloud.crawler(
        new CrawlerDefinition(
            name,
            parts.get("database").text(),
            parts.get("targets").list().stream().map(YamlValue::text).toList(),
            parts.text("tablePrefix", ""),
            new CrawlerPolicy(
                parts.choice("update", policy.update()),
                parts.choice("delete", policy.delete()),
                parts.choice("recrawl", policy.recrawl()))));
  }

  private void job(String name, YamlValue value) {
    YamlMap parts = value.map().only("script", "maxConcurrentRuns", "defaultArguments", "queued");
    int atOnce =
        parts
            .find("maxConcurrentRuns")
            .map(number -> number.integer(1, Integer.MAX_VALUE))
            .orElse(1);
    boolean python = parts.get("script").text().endsWith(".py");
    cloud.job(
        new JobDefinition(
            name,
            content(parts.get("script")),
            atOnce,
            parts.texts("defaultArguments"),
            python ? ScriptLanguage.PYTHON : ScriptLanguage.SPARK_SQL,
            parts.find("queued").map(YamlValue::flag).orElse(false)));
  }

  private void workflow(String name, YamlValue value) {
    YamlMap parts = value.map().only("actions", "properties", "maxConcurrentRuns");
    cloud.workflow(
        new WorkflowDefinition(
            name,
            parts.get("actions").list().stream().map(ResourceFile::action).toList(),
            parts.texts("properties"),
            parts
                .find("maxConcurrentRuns")
                .map(number -> number.integer(1, Integer.MAX_VALUE))
                .orElse(1)));
  }

  private static WorkflowDefinition.Action action(YamlValue value) {
    YamlMap parts = value.map().only("job", "crawler");
    if (parts.find("job").isPresent() == parts.find("crawler").isPresent()) {
      throw value.refused("must have either 'job' or 'crawler'");
    }
    return parts
        .find("job")
        .map(job -> WorkflowDefinition.Action.job(job.text()))
        .orElseGet(() -> WorkflowDefinition.Action.crawler(parts.get("crawler").text()));
  }

  private void workgroup(String name, YamlValue value) {
    YamlMap parts = value.map().only("output", "enforced", "bytesScannedCutoff");
    cloud.workgroup(
        new WorkGroup(
            name,
            parts.find("output").map(YamlValue::text).orElse(null),
            parts.find("enforced").map(YamlValue::flag).orElse(true),
            parts
                .find("bytesScannedCutoff")
                .map(number -> (long) number.integer(10_000_000, Integer.MAX_VALUE))
                .orElse(null)));
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

  private void cluster(String identifier, YamlValue value) {
    cloud.cluster(identifier, value.map().only("database").get("database").text());
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
