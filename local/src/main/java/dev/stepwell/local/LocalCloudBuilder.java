package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.lambda.FunctionDefinition;
import dev.stepwell.local.sns.Published;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Says what is in a {@link LocalCloud}. For one thread. */
public final class LocalCloudBuilder {

  final Path state;
  final Map<String, Path> mounts = new LinkedHashMap<>();
  final List<String> buckets = new ArrayList<>();
  final List<String> databases = new ArrayList<>();
  final List<CrawlerDefinition> crawlers = new ArrayList<>();
  final List<JobDefinition> jobs = new ArrayList<>();
  final Map<String, String> rulesets = new LinkedHashMap<>();
  final List<FunctionDefinition> functions = new ArrayList<>();
  final List<String> topics = new ArrayList<>();
  final Map<String, String> warehouses = new LinkedHashMap<>();
  final Map<String, TaskHandler> handlers = new LinkedHashMap<>();
  Account account = Account.DEFAULT;
  InstantSource clock = InstantSource.system();
  Supplier<String> ids = () -> UUID.randomUUID().toString();
  Consumer<Published> onPublished = message -> {};
  ClassLoader classes = LocalCloudBuilder.class.getClassLoader();

  LocalCloudBuilder(Path state) {
    this.state = requireNonNull(state, "state").toAbsolutePath().normalize();
  }

  /** The region and account; {@link Account#DEFAULT} if not said. */
  public LocalCloudBuilder account(Account account) {
    this.account = requireNonNull(account, "account");
    return this;
  }

  /** What the services take for the time; the machine's if not said. */
  public LocalCloudBuilder clock(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /** Where ids come from; random if not said. None may come again, after a restart neither. */
  public LocalCloudBuilder ids(Supplier<String> ids) {
    this.ids = requireNonNull(ids, "ids");
    return this;
  }

  /** Where the handler classes of functions are found; beside this class if not said. */
  public LocalCloudBuilder classLoader(ClassLoader classes) {
    this.classes = requireNonNull(classes, "classes");
    return this;
  }

  /** A bucket that is a folder in the state folder. */
  public LocalCloudBuilder bucket(String name) {
    buckets.add(name);
    return this;
  }

  /** A bucket that is this folder, wherever it is. */
  public LocalCloudBuilder mount(String name, Path folder) {
    mounts.put(name, folder);
    return this;
  }

  /** A database of the data catalog. */
  public LocalCloudBuilder database(String name) {
    databases.add(name);
    return this;
  }

  /** A crawler; its database is made too. */
  public LocalCloudBuilder crawler(CrawlerDefinition crawler) {
    crawlers.add(crawler);
    return this;
  }

  /** A Glue job. */
  public LocalCloudBuilder job(JobDefinition job) {
    jobs.add(job);
    return this;
  }

  /** A data quality ruleset, in DQDL. */
  public LocalCloudBuilder ruleset(String name, String text) {
    rulesets.put(name, text);
    return this;
  }

  /** The database of a Redshift Serverless workgroup; at most one, {@code warehouse.duckdb}. */
  public LocalCloudBuilder warehouse(String workgroup, String database) {
    warehouses.put(workgroup, database);
    if (warehouses.size() > 1) {
      throw new IllegalArgumentException(
          "a local run has one warehouse, but these are given: " + warehouses.keySet());
    }
    return this;
  }

  /** A Lambda function. */
  public LocalCloudBuilder function(FunctionDefinition function) {
    functions.add(function);
    return this;
  }

  /** An SNS topic, by its name. */
  public LocalCloudBuilder topic(String name) {
    topics.add(name);
    return this;
  }

  /** Is told of every message that is published; must not block. */
  public LocalCloudBuilder onPublished(Consumer<Published> listener) {
    this.onPublished = requireNonNull(listener, "listener");
    return this;
  }

  /**
   * What a YAML file says exists; paths in it are relative to its folder. {@code
   * docs/knowledge/local-resources.md} has the format.
   *
   * @throws dev.stepwell.local.yaml.YamlException if something in it is wrong, with file and line
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public LocalCloudBuilder resources(Path yamlFile) {
    ResourceFile.read(yamlFile, this);
    return this;
  }

  /**
   * Has this handler do the work of an action: one that no local service does, or in the place of
   * the local service. The last one counts.
   *
   * @param resource as in the state, such as {@code arn:aws:states:::glue:startJobRun.sync}; what
   *     stands before {@code glue} may be left out
   */
  public LocalCloudBuilder handler(String resource, TaskHandler handler) {
    requireNonNull(handler, "handler");
    handlers.put(
        resource.startsWith("arn:") ? resource : LocalCloud.INTEGRATION + resource, handler);
    return this;
  }

  /**
   * Has this function answer the calls of an action, on the engine's event loop; it must not block,
   * and a {@link dev.stepwell.engine.TaskFailedException} gives the task's error.
   *
   * @param resource as in {@link #handler}
   * @param work the arguments in, the answer out
   */
  public LocalCloudBuilder answer(String resource, UnaryOperator<Json> work) {
    requireNonNull(work, "work");
    return handler(resource, TaskHandlers.answering(work));
  }

  /**
   * Opens the services.
   *
   * @throws java.io.UncheckedIOException if the state folder cannot be written
   * @throws IllegalArgumentException if a definition is wrong
   */
  public LocalCloud open() {
    return LocalCloud.open(this);
  }
}
