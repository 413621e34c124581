package dev.stepwell.local;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.ItemObjects;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Crawlers;
import dev.stepwell.local.glue.GlueActions;
import dev.stepwell.local.glue.JobRun;
import dev.stepwell.local.glue.Jobs;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.LakeViews;
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
import dev.stepwell.local.sns.Topics;
import dev.stepwell.local.spark.SparkJob;
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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * AWS's data services on this machine: S3, Glue (catalog, crawlers, jobs, data quality), Redshift,
 * SNS and Lambda. Their state is in one folder and outlives this object, however its process ends;
 * only one process may use the folder at a time. Thread-safe.
 */
public final class LocalCloud implements AutoCloseable {

  /** What the resources of service integrations begin with. */
  static final String INTEGRATION = "arn:aws:states:::";

  private static final int LEAST_THREADS = 8;

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
  private final Topics topics;
  private final List<Warehouse> warehouses = new ArrayList<>();
  private final List<WorkRegister> registers = new ArrayList<>();
  private final InstantSource clock;
  private final TaskHandlers handlers;
  private final ExecutorService workers;
  private final ExecutorService functionThreads;
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
    jobs = new Jobs(new SparkJob(duck, store), parts.ids, register(parts, "job-runs"));
    parts.jobs.forEach(jobs::add);
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
    parts.warehouses.forEach(
        (workgroup, database) -> {
          Path file = parts.state.resolve("warehouse.duckdb");
          Warehouse warehouse = Warehouse.at(file, database, duck, store);
          redshift.serve(workgroup, warehouse);
          warehouses.add(warehouse);
        });

    topics = new Topics(parts.state.resolve("sns"), parts.ids, parts.onPublished);
    parts.topics.forEach(topic -> topics.add(account.topicArn(topic)));
    functionThreads = Executors.newCachedThreadPool(daemons("function"));
    Functions functions = new Functions(parts.classes, functionThreads, parts.ids);
    parts.functions.forEach(each -> functions.add(each, account.functionArn(each.name())));

    int threads = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
    workers = Executors.newFixedThreadPool(threads, daemons("service"));
    CallLedger ledger = new CallLedger(register(parts, "calls"));
    ServiceHandlers services = new ServiceHandlers(workers, parts.clock, parts.ids, ledger);
    TaskHandlers.Builder all = TaskHandlers.builder();
    Service s3 = S3Actions.of(store);
    List<Service> list =
        List.of(
            s3,
            GlueActions.of(tables, crawlers, jobs, duck).build(),
            quality.service(),
            redshift.service(),
            topics.service(),
            functions.service());
    list.forEach(service -> services.add(service, all));
    all.put(
        ItemObjects.RESOURCE,
        services.handler(s3, Resumption.REPEAT, new ItemObjectReader(store, duck)::read));
    parts.handlers.forEach(all::put);
    MissingService missing = new MissingService(list);
    all.otherwise(
        resource -> functions.handler(resource, services).or(() -> missing.handler(resource)));
    handlers = all.build();
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
    return topics.published();
  }

  /**
   * Asks a question in SQL, Redshift's if there is a warehouse. Tables of the catalog are {@code
   * database.table}, those of the warehouse {@code public.table}.
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
    workers.shutdownNow();
    functionThreads.shutdownNow();
    try {
      // The SQL engine is native code: it must not be closed under a statement that runs.
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      if (endpoint != null) {
        endpoint.close();
        endpoint = null;
      }
    }
    try {
      for (Warehouse warehouse : warehouses) {
        warehouse.close();
      }
      duck.close();
    } catch (SQLException failure) {
      throw new IllegalStateException("The SQL engine could not be closed", failure);
    } finally {
      registers.forEach(WorkRegister::close);
    }
  }
}
