package dev.stepwell.asl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads single states.
 *
 * @param machineLanguage the language of states that name none, at any depth
 */
record StateReader(QueryLanguage machineLanguage) {

  State state(String name, Fields fields) {
    StateHeader header = header(name, fields);
    String type = fields.text("Type");
    return switch (type) {
      case "Task" -> task(header, fields);
      case "Pass" -> new PassState(header, data(fields), fields.any("Result"), transition(fields));
      case "Choice" -> choice(header, fields);
      case "Wait" -> waiting(header, fields);
      case "Succeed" -> new SucceedState(header, data(fields));
      case "Fail" -> fail(header, fields);
      case "Parallel" -> parallel(header, fields);
      case "Map" -> map(header, fields);
      default ->
          throw Fields.refusal(
              fields.pointer() + "/Type",
              "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail,"
                  + " Choice, Parallel, Map]",
              "");
    };
  }

  private StateHeader header(String name, Fields fields) {
    QueryLanguage own = StateMachineReader.language(fields);
    return new StateHeader(
        name, fields.optionalText("Comment"), own == null ? machineLanguage : own, own);
  }

  private static TaskState task(StateHeader header, Fields fields) {
    return new TaskState(
        header,
        data(fields),
        fields.text("Resource"),
        fields.any("TimeoutSeconds"),
        fields.optionalText("TimeoutSecondsPath"),
        fields.any("HeartbeatSeconds"),
        fields.optionalText("HeartbeatSecondsPath"),
        fields.optionalObject("Credentials"),
        retriers(fields),
        catchers(fields),
        transition(fields));
  }

  private static ChoiceState choice(StateHeader header, Fields fields) {
    List<ChoiceRule> rules = new ArrayList<>();
    for (Fields rule : fields.objects("Choices")) {
      rules.add(
          new ChoiceRule(
              ConditionReader.topLevel(rule),
              rule.text("Next"),
              rule.any("Output"),
              rule.optionalObject("Assign"),
              rule.optionalText("Comment")));
    }
    return new ChoiceState(header, data(fields), rules, fields.optionalText("Default"));
  }

  private static WaitState waiting(StateHeader header, Fields fields) {
    return new WaitState(
        header,
        data(fields),
        fields.any("Seconds"),
        fields.optionalText("Timestamp"),
        fields.optionalText("SecondsPath"),
        fields.optionalText("TimestampPath"),
        transition(fields));
  }

  private static FailState fail(StateHeader header, Fields fields) {
    return new FailState(
        header,
        fields.optionalText("Error"),
        fields.optionalText("Cause"),
        fields.optionalText("ErrorPath"),
        fields.optionalText("CausePath"));
  }

  private ParallelState parallel(StateHeader header, Fields fields) {
    List<StateGraph> branches = new ArrayList<>();
    for (Fields branch : fields.objects("Branches")) {
      branches.add(StateMachineReader.graph(branch, this));
    }
    return new ParallelState(
        header, data(fields), branches, retriers(fields), catchers(fields), transition(fields));
  }

  private MapState map(StateHeader header, Fields fields) {
    boolean legacy = fields.has("Iterator");
    Fields processor = fields.object(legacy ? "Iterator" : "ItemProcessor");
    return new MapState(
        header,
        data(fields),
        StateMachineReader.graph(processor, this),
        config(processor),
        legacy,
        fields.any("ItemSelector"),
        fields.any("Items"),
        fields.optionalText("ItemsPath"),
        fields.any("MaxConcurrency"),
        fields.optionalText("MaxConcurrencyPath"),
        tolerance(fields),
        fields.optionalObject("ItemReader"),
        fields.optionalObject("ItemBatcher"),
        fields.optionalObject("ResultWriter"),
        fields.optionalText("Label"),
        retriers(fields),
        catchers(fields),
        transition(fields));
  }

  private static @Nullable ProcessorConfig config(Fields processor) {
    if (!processor.has("ProcessorConfig")) {
      return null;
    }
    Fields config = processor.object("ProcessorConfig");
    return new ProcessorConfig(config.optionalText("Mode"), config.optionalText("ExecutionType"));
  }

  private static MapState.Tolerance tolerance(Fields fields) {
    return new MapState.Tolerance(
        fields.any("ToleratedFailureCount"),
        fields.optionalText("ToleratedFailureCountPath"),
        fields.any("ToleratedFailurePercentage"),
        fields.optionalText("ToleratedFailurePercentagePath"));
  }

  private static DataFlow data(Fields fields) {
    DataFlow data =
        new DataFlow(
            fields.any("InputPath"),
            fields.any("Parameters"),
            fields.any("ResultSelector"),
            fields.any("ResultPath"),
            fields.any("OutputPath"),
            fields.any("Arguments"),
            fields.any("Output"),
            fields.optionalObject("Assign"));
    return data.equals(DataFlow.NONE) ? DataFlow.NONE : data;
  }

  private static Transition transition(Fields fields) {
    return fields.has("Next") ? new Transition.Next(fields.text("Next")) : Transition.End.END;
  }

  private static List<Retrier> retriers(Fields fields) {
    List<Retrier> retriers = new ArrayList<>();
    for (Fields each : fields.objects("Retry")) {
      retriers.add(
          new Retrier(
              each.texts("ErrorEquals"),
              each.integer("IntervalSeconds"),
              each.integer("MaxAttempts"),
              each.number("BackoffRate"),
              each.integer("MaxDelaySeconds"),
              each.optionalText("JitterStrategy"),
              each.optionalText("Comment")));
    }
    return retriers;
  }

  private static List<Catcher> catchers(Fields fields) {
    List<Catcher> catchers = new ArrayList<>();
    for (Fields each : fields.objects("Catch")) {
      catchers.add(
          new Catcher(
              each.texts("ErrorEquals"),
              each.text("Next"),
              each.any("ResultPath"),
              each.any("Output"),
              each.optionalObject("Assign"),
              each.optionalText("Comment")));
    }
    return catchers;
  }
}
