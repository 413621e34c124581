package dev.stepwell.local.spark;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.glue.JobFailedException;
import dev.stepwell.local.glue.JobRunner;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs whose script is Spark SQL. Each run has a session of its own, so temporary views are
 * private. Thread-safe; a script's text is taken apart once.
 */
public final class SparkJob implements JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SparkJob.class);

  private final DuckDb duck;
  private final ObjectStore store;
  private final SharedInputs inputs = new SharedInputs();
  private final Map<String, SparkScript> scripts = new ConcurrentHashMap<>();

  /** Scripts that read and write the buckets of a store. */
  public SparkJob(DuckDb duck, ObjectStore store) {
    this.duck = requireNonNull(duck, "duck");
    this.store = requireNonNull(store, "store");
  }

  @Override
  public void run(String script, Map<String, String> arguments, String runId, CallContext context)
      throws JobFailedException {
    try (SqlSession session = duck.session()) {
      context.onCancel(() -> cancel(session, runId));
      SparkScript parsed = scripts.computeIfAbsent(script, SparkScript::parse);
      new SparkRun(session, store, inputs, runId).run(parsed.with(arguments));
    } catch (SparkScriptException failure) {
      throw new JobFailedException(failure.reason(), failure);
    } catch (SQLException failure) {
      throw new JobFailedException("the SQL engine failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public boolean isRepeatable(String script, Map<String, String> arguments) {
    try {
      SparkScript parsed = scripts.computeIfAbsent(script, SparkScript::parse);
      return ScriptFolders.of(parsed.with(arguments)).areApart();
    } catch (SparkScriptException unreadable) {
      LOG.debug("a script that is resumed cannot be read", unreadable);
      return false;
    }
  }

  private static void cancel(SqlSession session, String runId) {
    try {
      session.cancel();
    } catch (SQLException failure) {
      LOG.warn("job run {} could not be stopped", runId, failure);
    }
  }
}
