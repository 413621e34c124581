package dev.stepwell.local;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.HistoryListener;
import dev.stepwell.engine.ItemObjects;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.athena.Athena;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Crawlers;
import dev.stepwell.local.glue.GlueActions;
import dev.stepwell.local.glue.JobRun;
import dev.stepwell.local.glue.Jobs;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.LakeViews;
import dev.stepwell.local.glue.ScriptLanguage;
import dev.stepwell.local.glue.Workflows;
import dev.stepwell.local.lambda.Functions;
import dev.stepwell.local.quality.QualityActions;
import dev.stepwell.local.redshift.RedshiftData;
import dev.stepwell.local.redshift.Warehouse;
import dev.stepwell.local.s3.ItemObjectReader;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Actions;
import dev.stepwell.local.s3.S3Endpoint;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceHandlers;
import dev.stepwell.local.sns.Published;
import dev.stepwell.local.spark.SparkJob;
import dev.stepwell.local.spark.SparkSubmit;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.state.WorkRegister;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS's data services on this machine: S3, Glue (catalog, crawlers, jobs, data quality), Athena,
 * Redshift, SNS, SQS, EventBridge, DynamoDB, Kinesis, Firehose and Lambda. Their state is in one
 * folder and outlives this object, however its process ends; only one process may use the folder at
 * a time. Thread-safe.
 */
public final class LocalCloud implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCloud.class);

  /** What the resources of service integrations begin with. */
  static final String INTEGRATION = "arn:aws:states:::";

  private static final int LEAST_THREADS = 8;

  /** How often it is seen to what is due because of the time. */
  private static final long TICK_MILLIS = 1000;

  /** How many runs, statements or calls of a kind are remembered at most. */
  private static final int REMEMBERED = 10_000;

  private final Object lock = new Object();
  private final Account account;
  private final ObjectStore store;
  private final DuckDb duck;
  private final Catalog catalog;
  private final LakeViews views;
  private final Jobs jobs;
  private final QualityActions quality;
  private final Messaging messaging;
  private final List<Warehouse> warehouses = new ArrayList<>();
  private final List<DuckDb> engines = new ArrayList<>();
  private final List<WorkRegister> registers = new ArrayList<>();
  private final InstantSource clock;
  private final TaskHandlers handlers;
  private final ExecutionEvents executionEvents;
  private final ExecutorService workers;
  private final ExecutorService functionThreads;
  private final ScheduledExecutorService ticks;
  private @Nullable S3Endpoint endpoint;

  /** Starts to say what is there; the state is kept in this folder, which is made if missing. */
  public static LocalCloudBuilder in(Path stateFolder) {
    return new LocalCloudBuilder(stateFolder);
  }

  static LocalCloud open(LocalCloudBuilder parts) {
    checkWritable(parts.state);
    return new LocalCloud(parts);
  }

  private static void checkWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".write", ""));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The state of local runs cannot be written to "
              + folder
              + ". Make the folder writable or choose another one.",
          failure);
    }
  }

  private LocalCloud(LocalCloudBuilder parts) {
    account = parts.account;
    store = ObjectStore.in(parts.state.resolve("s3"), parts.clock);
    parts.buckets.forEach(store::createBucket);
    parts.mounts.forEach(store::mount);
    duck = DuckDb.inMemory(store).spillingTo(parts.state.resolve("duckdb"));

    catalog = Catalog.at(parts.state.resolve("catalog.json"));
    parts.databases.forEach(catalog::createDatabase);
    LakeTables tables = new LakeTables(catalog, store);
    views = new LakeViews(tables);
    Crawlers crawlers = new Crawlers(store, catalog, duck, parts.ids, register(parts, "crawls"));
    parts.crawlers.forEach(crawler -> catalog.createDatabase(crawler.database()));
    parts.crawlers.forEach(crawlers::add);
    jobs =
        new Jobs(new SparkJob(duck, store), parts.ids, register(parts, "job-runs"))
            .running(
                ScriptLanguage.PYTHON, new SparkSubmit(SparkSubmit.find(System.getenv()), duck))
            .keepingBookmarks(register(parts, "bookmarks"));
    parts.jobs.forEach(jobs::add);
    Workflows workflows =
        new Workflows(jobs, crawlers, parts.ids, register(parts, "workflow-runs"));
    parts.workflows.forEach(workflows::add);
    Service.Builder glue = GlueActions.of(tables, crawlers, jobs, duck);
    workflows.addActions(glue);
    Athena athena = new Athena(tables, store, parts.ids, register(parts, "queries"));
    parts.workgroups.forEach(athena::add);
    quality =
        new QualityActions(
            tables,
            duck,
            parts.ids,
            register(parts, "evaluation-runs"),
            parts.state.resolve("rulesets.json"));
    parts.rulesets.forEach((name, text) -> quality.putRuleset(name, text, parts.clock.instant()));

    clock = parts.clock;
    RedshiftData redshift = new RedshiftData(parts.ids, register(parts, "statements"));
    for (WarehouseDefinition each : parts.warehouses) {
      boolean first = warehouses.isEmpty();
      String file = each.file(first);
      DuckDb engine =
          first ? duck : DuckDb.inMemory(store).spillingTo(parts.state.resolve(file + ".tmp"));
      Warehouse warehouse = Warehouse.at(parts.state.resolve(file), each.database(), engine, store);
      warehouses.add(warehouse);
      engines.add(engine);
      if (each.cluster()) {
        redshift.serveCluster(each.name(), warehouse);
      } else {
        redshift.serve(each.name(), warehouse);
      }
    }

    functionThreads = Executors.newCachedThreadPool(daemons("function"));
    Functions functions = new Functions(parts.classes, functionThreads, parts.ids);
    parts.functions.forEach(each -> functions.add(each, account.functionArn(each.name())));
    messaging = new Messaging(parts, store, functions);

    int threads = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
    workers = Executors.newFixedThreadPool(threads, daemons("service"));
    redshift.onEvent(new StatementEvents(account, messaging::tell, parts.ids, workers));
    CallLedger ledger = new CallLedger(register(parts, "calls"));
    ServiceHandlers services = new ServiceHandlers(workers, parts.clock, parts.ids, ledger);
    TaskHandlers.Builder all = TaskHandlers.builder();
    Service s3 = S3Actions.of(store);
    List<Service> list =
        new ArrayList<>(
            List.of(
                s3,
                glue.build(),
                athena.service(),
                quality.service(),
                redshift.service(),
                functions.service()));
    list.addAll(messaging.services());
    list.forEach(service -> services.add(service, all));
    all.put(
        ItemObjects.RESOURCE,
        services.handler(s3, Resumption.REPEAT, new ItemObjectReader(store, duck)::read));
    parts.handlers.forEach(all::put);
    MissingService missing = new MissingService(list);
    all.otherwise(
        resource -> functions.handler(resource, services).or(() -> missing.handler(resource)));
    handlers = all.build();
    executionEvents = new ExecutionEvents(account, messaging::tell, workers);
    ticks = Executors.newSingleThreadScheduledExecutor(daemons("deliveries"));
    ScheduledFuture<?> unused =
        ticks.scheduleWithFixedDelay(this::deliver, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Delivers what is due because of the time, or was left by another process. */
  private void deliver() {
    try {
      messaging.deliver();
    } catch (RuntimeException failure) {
      LOG.error("What is due cannot be delivered; it is tried again", failure);
    }
  }

  /**
   * Has EventBridge rules start the state machines of an engine, and tells the default bus of the
   * executions that begin and end there, if the engine was built with {@link #historyListener()}.
   */
  public void connect(Engine engine) {
    executionEvents.connect(engine);
    messaging.connect(engine);
  }

  /** To be given to the engine's builder, so that the default bus hears of its executions. */
  public HistoryListener historyListener() {
    return executionEvents;
  }

  private WorkRegister register(LocalCloudBuilder parts, String name) {
    WorkRegister register =
        WorkRegister.at(parts.state.resolve("work").resolve(name + ".log"), REMEMBERED);
    registers.add(register);
    return register;
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The handlers of all actions, for an engine. */
  public TaskHandlers handlers() {
    return handlers;
  }

  /** The region and account, with the ARNs of what is in it. */
  public Account account() {
    return account;
  }

  /** The buckets. */
  public ObjectStore store() {
    return store;
  }

  /** The data catalog. */
  public Catalog catalog() {
    return catalog;
  }

  /** The job runs that are remembered, those of earlier processes too, in order. */
  public List<JobRun> jobRuns() {
    return jobs.runs();
  }

  /**
   * The data quality results that are remembered, those of earlier processes too, as {@code
   * GetDataQualityResult} shows them.
   */
  public List<JsonObject> qualityResults() {
    return quality.results();
  }

  /** What has been published since this was opened, in order. */
  public List<Published> published() {
    return messaging.published();
  }

  /**
   * Asks a question in SQL, Redshift's and of the first warehouse if there is one. Tables of the
   * catalog are {@code database.table}, those of the warehouse {@code public.table}.
   *
   * @throws SQLException if the SQL is wrong or a table cannot be read
   */
  public SqlResult query(String sql) throws SQLException {
    try (SqlSession session = duck.session()) {
      views.refresh(session, sql);
      return warehouses.isEmpty()
          ? session.run(sql)
          : warehouses.get(0).query(sql, clock.instant());
    }
  }

  /**
   * The Java system properties with which an AWS SDK in this process finds the local S3: its
   * endpoint, the region, and credentials that are good for nothing. The endpoint is opened by the
   * first call and closed with this object.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public Map<String, String> environment() {
    synchronized (lock) {
      if (endpoint == null) {
        try {
          endpoint = S3Endpoint.open(store);
        } catch (IOException failure) {
          throw new UncheckedIOException("The local S3 cannot open a port", failure);
        }
      }
      return Map.of(
          "aws.endpointUrlS3",
          endpoint.uri().toString(),
          "aws.region",
          account.region(),
          "aws.accessKeyId",
          "local",
          "aws.secretAccessKey",
          "local");
    }
  }

  /** Stops what still runs and closes the files. */
  @Override
  public void close() {
    ticks.shutdownNow();
    messaging.flush();
    workers.shutdownNow();
    functionThreads.shutdownNow();
    try {
      // The SQL engine is native code: it must not be closed under a statement that runs.
      workers.awaitTermination(5, TimeUnit.SECONDS);
      ticks.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      if (endpoint != null) {
        endpoint.close();
        endpoint = null;
      }
    }
    messaging.close();
    try {
      for (Warehouse warehouse : warehouses) {
        warehouse.close();
      }
      for (DuckDb engine : engines) {
        engine.close();
      }
      duck.close();
    } catch (SQLException failure) {
      throw new IllegalStateException("The SQL engine could not be closed", failure);
    } finally {
      registers.forEach(WorkRegister::close);
      catalog.close();
    }
  }
}
