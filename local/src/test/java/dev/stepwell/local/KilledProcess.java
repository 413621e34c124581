package dev.stepwell.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.lambda.FunctionDefinition;
import dev.stepwell.local.service.TaskCalls;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that starts one piece of work of every kind, says what it was answered, and then calls
 * a function that never ends, until it is killed.
 */
public final class KilledProcess {

  /** What is printed when the function has been called. */
  static final String IN_FLIGHT = "in flight";

  static final String FUNCTION = "Hang";

  /** A call: what is done under which task's token. */
  record Call(String token, String resource, String arguments) {

    Json json() {
      return Json.parse(arguments);
    }
  }

  private static final String COPY =
      "COPY public.flights FROM 's3://landing/flights/' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1";

  /** The calls that are answered before the process is killed. */
  static final List<Call> CALLS =
      List.of(
          new Call(
              "create",
              "aws-sdk:redshiftdata:executeStatement",
              sql("CREATE TABLE public.flights (delay int, origin varchar(3))")),
          new Call("copy", "aws-sdk:redshiftdata:executeStatement", sql(COPY)),
          new Call(
              "select",
              "aws-sdk:redshiftdata:executeStatement",
              sql("SELECT origin, delay FROM public.flights ORDER BY 1")),
          new Call(
              "job",
              "glue:startJobRun.sync",
              "{\"JobName\":\"transform\",\"Arguments\":{\"--source\":\"s3://landing/flights/\",\"--target\":\"s3://lake/flights/\"}}"),
          new Call("crawl", "aws-sdk:glue:startCrawler", "{\"Name\":\"lake\"}"),
          new Call(
              "check",
              "aws-sdk:glue:startDataQualityRulesetEvaluationRun",
              "{\"DataSource\":{\"GlueTable\":{\"DatabaseName\":\"lake\",\"TableName\":\"flights\"}},\"Role\":\"r\",\"RulesetNames\":[\"rules\"]}"),
          new Call(
              "tell",
              "sns:publish",
              "{\"TopicArn\":\"%s\",\"Message\":\"loaded\"}"
                  .formatted(Account.DEFAULT.topicArn("Alerts"))),
          new Call(
              "put",
              "aws-sdk:s3:putObject",
              "{\"Bucket\":\"lake\",\"Key\":\"marker\",\"Body\":\"done\"}"));

  /** The call that is not answered. */
  static final Call HANGING =
      new Call("hang", "lambda:invoke", "{\"FunctionName\":\"" + FUNCTION + "\",\"Payload\":{}}");

  private static final String SCRIPT =
      """
      CREATE TEMPORARY VIEW landed (delay INT, origin STRING)
      USING csv OPTIONS (path '${source}', header 'true', mode 'FAILFAST');
      INSERT OVERWRITE DIRECTORY '${target}' USING parquet SELECT delay, origin FROM landed;
      """;

  private KilledProcess() {}

  private static String sql(String sql) {
    return JsonObject.of("WorkgroupName", Json.of("analytics"), "Database", Json.of("dw"))
        .with("Sql", Json.of(sql))
        .compact();
  }

  /** Never ends, and says that it has begun. */
  public static final class Hang implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
      System.out.println(IN_FLIGHT);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The services over a folder, which holds {@code landing/flights/f.csv}. */
  static LocalCloud open(Path folder) {
    return LocalCloud.in(folder.resolve("state"))
        .mount("landing", folder.resolve("landing"))
        .bucket("lake")
        .crawler(new CrawlerDefinition("lake", "lake", List.of("s3://lake/flights/"), ""))
        .job(new JobDefinition("transform", SCRIPT, 4, Map.of()))
        .ruleset("rules", "Rules = [ RowCount = 2 ]")
        .warehouse("analytics", "dw")
        .function(
            new FunctionDefinition(FUNCTION, Hang.class.getName(), 128, Duration.ofMinutes(15)))
        .topic("Alerts")
        .open();
  }

  /** Runs until it is killed; the only argument is the folder. */
  public static void main(String[] args) {
    TaskCalls calls = TaskCalls.to(open(Path.of(args[0])).handlers());
    for (Call call : CALLS) {
      System.out.println(calls.start(call.token(), arn(call), call.json()).compact());
    }
    calls.start(HANGING.token(), arn(HANGING), HANGING.json());
  }

  static String arn(Call call) {
    return "arn:aws:states:::" + call.resource();
  }
}
