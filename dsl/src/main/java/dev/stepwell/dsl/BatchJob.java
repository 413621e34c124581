package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Batch job. */
public final class BatchJob extends Task<Batch.JobRun> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
  private static final int DAY = 86_400;
  private static final String QUEUES = Arns.here("batch") + "job-queue/";
  private static final String DEFINITIONS = Arns.here("batch") + "job-definition/";
  private static final String[] RESOURCES = {"ContainerOverrides", "ResourceRequirements"};

  private final String name;
  private final Text queue;
  private final Text definition;
  private final Expr.Fields request;

  private BatchJob(String name, Text queue, Text definition, Expr.Fields request) {
    super(
        "Batch job " + name,
        work(queue, definition, request),
        parts ->
            new Batch.JobRun(
                new Text(parts.part("jobId")),
                new Text(parts.part("status")),
                new Text(parts.part("logStream"))));
    this.name = name;
    this.queue = queue;
    this.definition = definition;
    this.request = request;
  }

  static BatchJob of(String name, Text queue, Text definition) {
    Accepted.text(
        "name of the Batch job",
        name,
        NAME,
        "has 1 to 128 letters, digits, - and _ and begins with a letter or digit; rename it");
    return new BatchJob(
        name,
        queue,
        definition,
        Expr.fields()
            .and("JobName", Expr.text(name))
            .and("JobQueue", queue.expr())
            .and("JobDefinition", definition.expr()));
  }

  /**
   * With this value for {@code Ref::name} in the definition's command. Batch takes texts only, so
   * numbers and the like go in as JSON spells them.
   */
  public BatchJob parameter(String parameter, Value<?> value) {
    return with(Members.put(request, value.asText(), "Parameters", parameter));
  }

  /** With this command in the place of the definition's. */
  public BatchJob command(Text... words) {
    return with(Members.put(request, Members.texts(words), "ContainerOverrides", "Command"));
  }

  /** With a variable of the container's environment. Names of AWS_BATCH are Batch's own. */
  public BatchJob env(String variable, Value<?> value) {
    if (variable.startsWith("AWS_BATCH")) {
      throw InvalidWorkflowException.here(
          "the environment variable '"
              + variable
              + "' of Batch job "
              + name
              + " begins with AWS_BATCH, which Batch keeps for itself; use another name");
    }
    Expr entry = Expr.fields().and("Name", Text.of(variable).expr()).and("Value", value.asText());
    return with(Members.add(request, entry, "ContainerOverrides", "Environment"));
  }

  /** With so many virtual processors; Fargate also takes 0.25 and 0.5. */
  public BatchJob vcpus(double count) {
    return resource("VCPU", Num.of(count).text());
  }

  /** With so much memory, in MiB. */
  public BatchJob memory(int mebibytes) {
    return resource("MEMORY", Text.of(String.valueOf(mebibytes)));
  }

  /** With so many GPUs. */
  public BatchJob gpus(int count) {
    return resource("GPU", Text.of(String.valueOf(count)));
  }

  /** As so many children that know their index as {@code AWS_BATCH_JOB_ARRAY_INDEX}. */
  public BatchJob array(int size) {
    return with(
        Members.put(
            request,
            Accepted.number(
                "array size of Batch job " + name,
                size,
                2,
                10_000,
                "run fewer children, or the job itself"),
            "ArrayProperties",
            "Size"));
  }

  /** Tried by Batch itself so often before it is FAILED; 1 to 10. */
  public BatchJob attempts(int count) {
    return with(
        Members.put(
            request,
            Accepted.number(
                "number of attempts of Batch job " + name, count, 1, 10, "choose fewer"),
            "RetryStrategy",
            "Attempts"));
  }

  /** Ended by Batch when one attempt has run so long; whole seconds, at least a minute. */
  public BatchJob attemptsAtMost(Duration limit) {
    return with(
        Members.put(
            request,
            Accepted.time(
                "time of an attempt of Batch job " + name, limit, 1, 60, Integer.MAX_VALUE),
            "Timeout",
            "AttemptDurationSeconds"));
  }

  /** With a tag. */
  public BatchJob tag(String key, String value) {
    return with(Members.put(request, Text.of(value).expr(), "Tags", key));
  }

  private BatchJob resource(String type, Text value) {
    Expr entry = Expr.fields().and("Type", Expr.text(type)).and("Value", value.expr());
    return with(Members.add(request, entry, RESOURCES));
  }

  private BatchJob with(Expr.Fields other) {
    return new BatchJob(name, queue, definition, other);
  }

  private static Work work(Text queue, Text definition, Expr.Fields request) {
    String known = Arns.of(definition, DEFINITIONS);
    boolean anyRevision =
        known.startsWith(DEFINITIONS) && known.indexOf(':', DEFINITIONS.length()) < 0;
    List<String> actions = new ArrayList<>(List.of("batch:SubmitJob"));
    if (request.has("Tags")) {
      actions.add("batch:TagResource");
    }
    Call call =
        new Call(
            "batch:submitJob.sync",
            request,
            DAY,
            Batch.RETRIES,
            List.of(
                new Permission(
                    actions,
                    List.of(Arns.of(queue, QUEUES), anyRevision ? known + ":*" : known),
                    ""),
                Permission.on("*", "batch:DescribeJobs"),
                Permission.on(Arns.here("batch") + "job/*", "batch:TerminateJob"),
                Permission.managedRule("StepFunctionsGetEventsForBatchJobsRule")));
    return new Work.Job(
        call,
        List.of("Status"),
        List.of("StatusReason"),
        List.of("SUCCEEDED"),
        List.of("FAILED"),
        "Batch.Job",
        Outputs.of(
            Expr.fields()
                .and("jobId", Expr.result("JobId"))
                .and("status", Expr.result("Status"))
                .and("logStream", Told.text("", Told.at("Container", "LogStreamName")))));
  }
}
