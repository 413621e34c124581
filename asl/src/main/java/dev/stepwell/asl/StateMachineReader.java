package dev.stepwell.asl;

import dev.stepwell.asl.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads definitions in the Amazon States Language. Stateless and thread-safe. */
public final class StateMachineReader {

  private StateMachineReader() {}

  /**
   * The Standard state machine that a definition describes.
   *
   * @param definition the text
   * @throws InvalidDefinitionException if Step Functions would refuse it; says every problem
   */
  public static StateMachine read(String definition) {
    return read(definition, StateMachineType.STANDARD);
  }

  /**
   * The state machine that a definition describes.
   *
   * @param definition the text
   * @param type how its executions are run; Express refuses jobs, callbacks and activities
   * @throws InvalidDefinitionException if Step Functions would refuse it; says every problem
   */
  public static StateMachine read(String definition, StateMachineType type) {
    JsonObject object = StateMachineValidator.object(definition);
    if (object == null) {
      throw new InvalidDefinitionException(StateMachineValidator.validate(definition, type));
    }
    return read(object, type);
  }

  /**
   * The Standard state machine that a definition describes.
   *
   * @throws InvalidDefinitionException if Step Functions would refuse it; says every problem
   */
  public static StateMachine read(JsonObject definition) {
    return read(definition, StateMachineType.STANDARD);
  }

  /**
   * The state machine that a definition describes.
   *
   * @param type how its executions are run; Express refuses jobs, callbacks and activities
   * @throws InvalidDefinitionException if Step Functions would refuse it; says every problem
   */
  public static StateMachine read(JsonObject definition, StateMachineType type) {
    refuse(StateMachineValidator.validate(definition, type));
    return machine(definition);
  }

  /**
   * A state that stands alone: where its transitions lead is not asked.
   *
   * @param name what to call the state
   * @param definition the state itself
   * @param machineLanguage the query language of the machine it is taken from
   * @throws InvalidDefinitionException if Step Functions would refuse it; says every problem
   */
  public static State readState(String name, JsonObject definition, QueryLanguage machineLanguage) {
    JsonObject machine =
        JsonObject.builder()
            .put("QueryLanguage", machineLanguage.word())
            .put("StartAt", name)
            .put("States", JsonObject.of(name, definition))
            .build();
    Pattern ownLink =
        Pattern.compile(
            Pattern.quote("/States/" + name) + "/(Next|Default|(Choices|Catch)\\[\\d+]/Next)");
    refuse(
        StateMachineValidator.validate(machine).stream()
            .filter(each -> !each.code().equals("MISSING_END_STATE"))
            .filter(
                each ->
                    !each.code().equals("MISSING_TRANSITION_TARGET")
                        || !ownLink.matcher(String.valueOf(each.pointer())).matches())
            .toList());
    return new StateReader(machineLanguage)
        .state(name, new Fields(machine, "").object("States").object(name));
  }

  private static void refuse(List<Diagnostic> findings) {
    if (findings.isEmpty()) {
      return;
    }
    List<Diagnostic> errors =
        findings.stream().filter(each -> each.severity() == Diagnostic.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new InvalidDefinitionException(errors);
    }
  }

  private static StateMachine machine(JsonObject definition) {
    Fields fields = new Fields(definition, "");
    QueryLanguage language = language(fields);
    StateReader states = new StateReader(language == null ? QueryLanguage.JSONPATH : language);
    return new StateMachine(
        graph(fields, states),
        language,
        fields.integer("TimeoutSeconds"),
        fields.optionalText("Version"));
  }

  static StateGraph graph(Fields fields, StateReader reader) {
    Fields written = fields.object("States");
    Map<String, State> states = new LinkedHashMap<>();
    for (String name : written.object().names()) {
      states.put(name, reader.state(name, written.object(name)));
    }
    return new StateGraph(fields.optionalText("Comment"), fields.text("StartAt"), states);
  }

  static @Nullable QueryLanguage language(Fields fields) {
    String word = fields.optionalText("QueryLanguage");
    if (word == null) {
      return null;
    }
    for (QueryLanguage language : QueryLanguage.values()) {
      if (language.word().equals(word)) {
        return language;
      }
    }
    throw Fields.refusal(
        fields.pointer() + "/QueryLanguage",
        "Value should be one of the following: [JSONPath, JSONata]",
        "");
  }
}
