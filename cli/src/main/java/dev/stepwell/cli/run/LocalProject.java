package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.StateLock;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.Account;
import dev.stepwell.local.LocalCloud;
import dev.stepwell.local.LocalCloudBuilder;
import dev.stepwell.local.dynamodb.TableDefinition;
import dev.stepwell.local.firehose.DeliveryStreamDefinition;
import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.kinesis.StreamDefinition;
import dev.stepwell.local.lambda.FunctionDefinition;
import dev.stepwell.local.s3.FolderWatch;
import dev.stepwell.local.s3.ObjectListener;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sqs.QueueDefinition;
import dev.stepwell.local.yaml.YamlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of a project as services on this machine: what a deployment is on AWS. */
public final class LocalProject implements AutoCloseable {

  private static final Account ACCOUNT = Account.DEFAULT;

  /** Where the engine says that its machines are, unless it is told otherwise. */
  private static final Account ENGINE = new Account("us-east-1", "000000000000");

  private static final String MACHINE = "StateMachineArn";
  private static final String ROLE = "RoleArn";

  private final Resources resources;
  private final ProjectFolder project;
  private final Map<String, String> names;
  private final StateLock lock;
  private final LocalCloud cloud;

  private LocalProject(
      Resources resources,
      ProjectFolder project,
      Map<String, String> names,
      StateLock lock,
      LocalCloud cloud) {
    this.resources = resources;
    this.project = project;
    this.names = names;
    this.lock = lock;
    this.cloud = cloud;
  }

  /**
   * Opens the services of a project, for this process alone.
   *
   * @throws UserException if a bucket's folder is missing, the file {@code stepwell.yaml} is wrong,
   *     or the state folder cannot be had or used
   */
  public static LocalProject open(Resources resources, ProjectFolder project) {
    Map<String, String> names = names(resources);
    StateLock lock = StateLock.take(project);
    try {
      LocalCloudBuilder cloud = LocalCloud.in(project.state()).account(ACCOUNT);
      resources.all().forEach(resource -> add(resource, cloud, names, project));
      if (Files.exists(project.resources())) {
        cloud.resources(project.resources());
      }
      return new LocalProject(resources, project, names, lock, cloud.open());
    } catch (YamlException e) {
      lock.close();
      throw UserException.failure(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      lock.close();
      throw UserException.failure(
          "cannot use the state folder '%s': %s\nRemove what is in the way (a run makes it anew), or name another folder with --state-dir."
              .formatted(project.show(project.state()), e.getMessage()));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void add(
      Resource resource,
      LocalCloudBuilder cloud,
      Map<String, String> names,
      ProjectFolder project) {
    if (resource instanceof Resource.Bucket bucket) {
      if (bucket.localFolder() == null) {
        cloud.bucket(bucket.name());
      } else {
        cloud.mount(bucket.name(), existing(bucket, bucket.localFolder(), project));
      }
    } else if (resource instanceof Resource.Database database) {
      cloud.database(database.name());
    } else if (resource instanceof Resource.Crawler crawler) {
      cloud.crawler(
          new CrawlerDefinition(
              crawler.name(),
              crawler.database(),
              crawler.targets().stream().map(target -> filled(target, names)).toList(),
              crawler.tablePrefix()));
    } else if (resource instanceof Resource.Job job) {
      cloud.job(
          new JobDefinition(
              job.name(),
              text(job.scriptResource()),
              job.maxConcurrentRuns(),
              job.defaultArguments()));
    } else if (resource instanceof Resource.Ruleset ruleset) {
      cloud.ruleset(ruleset.name(), ruleset.text());
    } else if (resource instanceof Resource.Function function) {
      cloud.function(
          new FunctionDefinition(
              function.name(),
              function.handlerClass(),
              function.memory(),
              function.timeout(),
              function.idempotent()));
    } else if (resource instanceof Resource.Topic topic) {
      cloud.topic(topic.name());
    } else if (resource instanceof Resource.Queue queue) {
      QueueDefinition definition = QueueDefinition.named(queue.name());
      cloud.queue(
          queue.deadLetters() == null
              ? definition
              : definition.withDeadLetters(queue.deadLetters(), queue.maxReceiveCount()));
    } else if (resource instanceof Resource.Table table) {
      TableDefinition definition = TableDefinition.keyedBy(table.name(), table.partitionKey());
      if (table.sortKey() != null) {
        definition = definition.sortedBy(table.sortKey(), "S");
      }
      cloud.table(
          table.timeToLive() == null ? definition : definition.endingAt(table.timeToLive()));
    } else if (resource instanceof Resource.EventBus bus) {
      cloud.eventBus(bus.name());
    } else if (resource instanceof Resource.Stream stream) {
      cloud.stream(new StreamDefinition(stream.name(), stream.shards()));
    } else if (resource instanceof Resource.DeliveryStream stream) {
      cloud.deliveryStream(definition(stream));
    } else if (resource instanceof Resource.Warehouse warehouse) {
      cloud.warehouse(warehouse.workgroup(), warehouse.database());
    }
  }

  private static DeliveryStreamDefinition definition(Resource.DeliveryStream stream) {
    DeliveryStreamDefinition plain =
        DeliveryStreamDefinition.to(stream.name(), stream.bucket(), "");
    plain = plain.withBuffer(plain.bufferMebibytes(), stream.interval());
    if (stream.transform() != null) {
      plain = plain.transformedBy(stream.transform());
    }
    return stream.partitioned()
        ? plain.partitionedInto(stream.prefix(), stream.errorPrefix())
        : plain.withPrefixes(stream.prefix(), stream.errorPrefix());
  }

  private static Path existing(Resource.Bucket bucket, String folder, ProjectFolder project) {
    Path path = project.root().resolve(folder);
    if (!Files.isDirectory(path)) {
      throw UserException.failure(
          "the data folder '%s' is missing.\nIt is the bucket '%s' of local runs. Bring it back (git checkout data)."
              .formatted(project.show(path), bucket.name()));
    }
    return path;
  }

  private static String text(String classPathResource) {
    try (InputStream in =
        LocalProject.class.getClassLoader().getResourceAsStream(classPathResource)) {
      if (in == null) {
        throw UserException.failure(
            "there is no script '%s' on the class path.\nA job names it; put it into src/main/resources of the module 'workflows'."
                .formatted(classPathResource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> names(Resources resources) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Resource resource : resources.all()) {
      String name = resource.deployedName();
      if (name == null) {
        continue;
      }
      if (resource instanceof Resource.Topic) {
        names.put(name, ACCOUNT.topicArn(resource.name()));
      } else if (resource instanceof Resource.Function) {
        names.put(name, ACCOUNT.functionArn(resource.name()));
      } else if (resource instanceof Resource.Queue queue) {
        names.put(queue.deployedNames().get(0), ACCOUNT.queueUrl(queue.name()));
        names.put(queue.deployedNames().get(1), ACCOUNT.queueArn(queue.name()));
      } else if (!(resource instanceof Resource.Warehouse)) {
        names.put(name, resource.name());
      }
    }
    return names;
  }

  private static String filled(String text, Map<String, String> names) {
    String filled = text;
    for (Map.Entry<String, String> each : names.entrySet()) {
      filled = filled.replace("${" + each.getKey() + "}", each.getValue());
    }
    return filled;
  }

  /**
   * A definition with every name of deployment filled in.
   *
   * @param machines the workflows that are there to be started
   * @throws UserException if nothing in the project fills one of them
   */
  public String deploy(Compiled workflow, List<String> machines) {
    return deploy(workflow, machines, names);
  }

  /** The same for somebody who needs definitions and no services. */
  public static String deploy(Compiled workflow, List<String> machines, Resources resources) {
    return deploy(workflow, machines, names(resources));
  }

  private static String deploy(
      Compiled workflow, List<String> machines, Map<String, String> names) {
    Map<String, String> all = new LinkedHashMap<>(names);
    machines.forEach(
        machine -> all.put(Resource.camel(machine) + MACHINE, ENGINE.stateMachineArn(machine)));
    for (String name : workflow.deployedNames()) {
      if (name.endsWith(ROLE)) {
        // There are no roles here; their ARNs only have to look like some.
        all.putIfAbsent(name, ACCOUNT.roleArn(name.substring(0, name.length() - ROLE.length())));
      } else if (!all.containsKey(name)) {
        throw UserException.failure(
            "workflow '%s' uses ${%s}, which no resource of the project fills.\nDeclare the bucket, topic or function in the catalogue's resources."
                .formatted(workflow.name(), name));
      }
    }
    return filled(workflow.asl(), all);
  }

  /** What does the work of tasks. */
  public TaskHandlers handlers() {
    return cloud.handlers();
  }

  /**
   * A watch for objects that other programs put into the folders of buckets; those that are not
   * buckets here are left out.
   *
   * @throws UserException if one of them cannot be read
   */
  public FolderWatch watch(Collection<String> buckets) {
    try {
      List<String> here = cloud.store().buckets();
      return cloud.store().watch(buckets.stream().filter(here::contains).toList());
    } catch (ServiceException e) {
      throw UserException.failure(
          "the buckets %s cannot be watched: %s".formatted(buckets, e.getMessage()));
    }
  }

  /** Has somebody be told of every object that is created or removed through this process. */
  public void onObject(ObjectListener listener) {
    cloud.store().addListener(listener);
  }

  /** The Java system properties with which SDK clients in this process find the services. */
  public Map<String, String> environment() {
    return cloud.environment();
  }

  /**
   * Asks the reports of a workflow about one run.
   *
   * @throws SQLException if one of them cannot be answered
   */
  public List<Measure> measures(String workflow, Json input) throws SQLException {
    List<Measure> measures = new ArrayList<>();
    for (Resource.Report report : resources.all(Resource.Report.class)) {
      if (report.workflow().equals(workflow)) {
        measures.add(measure(report, (JsonObject) input));
      }
    }
    return measures;
  }

  private Measure measure(Resource.Report report, JsonObject input) throws SQLException {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (List<?> row : cloud.query(SqlParameters.bind(report.sql(), input)).rows()) {
      String name = row.size() > 1 ? String.valueOf(row.get(0)) : "";
      parts.put(name, ((Number) row.get(row.size() - 1)).longValue());
    }
    return new Measure(report.label(), parts);
  }

  /** A question that people might ask about a run: the one that its last report asked. */
  public Optional<String> question(String workflow, Json input) {
    return resources.all(Resource.Report.class).stream()
        .filter(report -> report.workflow().equals(workflow))
        .map(report -> SqlParameters.bind(report.sql(), (JsonObject) input))
        .reduce((first, second) -> second);
  }

  /** Where people find what runs leave behind: a word and a path each. */
  public Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    for (Resource.Bucket bucket : resources.all(Resource.Bucket.class)) {
      String folder = bucket.localFolder();
      places.put(
          "bucket " + bucket.name(),
          folder == null ? show(project.localBucket(bucket.name())) : folder);
    }
    for (Resource.Topic topic : resources.all(Resource.Topic.class)) {
      places.put(
          "topic " + topic.name(),
          project.show(project.state().resolve("sns/" + topic.name() + ".jsonl")));
    }
    if (!resources.all(Resource.Warehouse.class).isEmpty()) {
      places.put("warehouse", show(Path.of("warehouse.duckdb")));
    }
    places.put("histories", show(project.executions()));
    return places;
  }

  private String show(Path inState) {
    return project.show(project.state().resolve(inState));
  }

  /**
   * Asks a question in SQL: tables of the lake are {@code lake.flights}, those of the warehouse
   * {@code public.flights}.
   *
   * @throws SQLException if the SQL is wrong
   */
  public SqlResult query(String sql) throws SQLException {
    return cloud.query(sql);
  }

  @Override
  public void close() {
    cloud.close();
    lock.close();
  }
}
