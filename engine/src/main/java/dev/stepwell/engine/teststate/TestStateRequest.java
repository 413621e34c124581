package dev.stepwell.engine.teststate;

import dev.stepwell.asl.State;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tested, and how.
 *
 * @param definition the text of one state, or of the machine that has the state
 * @param stateName which state of the machine, at any depth; null if the definition is one state
 * @param input what the state gets
 * @param level how much to tell
 * @param variables the variables that are set before; null where none were given
 * @param mock what the state's work gives; null to have it done
 * @param context what the Context Object shows beside the usual; null for that alone
 * @param configuration the situation
 * @param roleArn in whose name; null for nobody's
 * @param revealSecrets whether secrets of HTTP tasks are told
 */
public record TestStateRequest(
    String definition,
    @Nullable String stateName,
    Json input,
    InspectionLevel level,
    @Nullable JsonObject variables,
    @Nullable Mock mock,
    @Nullable JsonObject context,
    StateConfiguration configuration,
    @Nullable String roleArn,
    boolean revealSecrets) {

  /** What the state under test is called in its Context Object, whatever its name is. */
  public static final String STATE_NAME = "StateName";

  /**
   * The request that JSON in the shape of the TestState operation is.
   *
   * @throws TestStateException if a member makes no sense
   */
  public static TestStateRequest of(JsonObject request) {
    String definition = request.string("definition");
    if (definition == null) {
      throw TestStateException.validation(
          "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member"
              + " must not be null");
    }
    String name = request.string("stateName");
    if (name != null && name.isEmpty()) {
      throw TestStateException.validation(
          "1 validation error detected: Value '' at 'stateName' failed to satisfy constraint:"
              + " Member must have length greater than or equal to 1");
    }
    return new TestStateRequest(
        definition,
        name,
        input(request.string("input")),
        Words.of(InspectionLevel.class, request, "inspectionLevel", ""),
        object(request, "variables", "Invalid variables provided: "),
        Mock.of(request),
        object(request, "context", "Invalid Context object provided: "),
        StateConfiguration.of(request.object("stateConfiguration")),
        request.string("roleArn"),
        request.get("revealSecrets") == JsonBoolean.TRUE);
  }

  private static Json input(@Nullable String text) {
    if (text == null) {
      return JsonObject.EMPTY;
    }
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw TestStateException.invalidInput(e.problem());
    }
  }

  private static @Nullable JsonObject object(JsonObject request, String member, String problem) {
    String text = request.string(member);
    if (text == null) {
      return null;
    }
    try {
      if (Json.parse(text) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      throw TestStateException.validation(problem + e.problem());
    }
    throw TestStateException.validation(problem + "it must be a JSON object");
  }

  /**
   * The state to be tested, by the name {@link #STATE_NAME}.
   *
   * @throws TestStateException if AWS would refuse the request
   */
  public State subject() {
    RequestCheck.withoutState(this);
    State state = Definitions.find(definition, stateName);
    RequestCheck.withState(this, state);
    return state;
  }
}
