package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** Parts of a definition that are written by hand. */
public final class Asl {

  private Asl() {}

  /**
   * States as they are written. They become the one branch of a Parallel state; their names must be
   * unique in the whole machine. What they need to be allowed is not known: grant it by hand.
   *
   * @param graph JSON with {@code StartAt} and {@code States}, in JSONata
   * @param args the input of the first state
   * @param shape the output of the last state
   */
  @RawAsl
  public static <O extends Record> Task<Obj<O>> fragment(String graph, Args args, Class<O> shape) {
    Fields.components(shape);
    return new Task<>(
        "ASL fragment",
        new Work.Fragment(read(graph), args.fields(), Outputs.of(new Expr.Result(List.of("0")))),
        parts -> new Obj<>(parts.part(), Naming.SAME));
  }

  private static JsonObject read(String graph) {
    try {
      if (Json.parse(graph) instanceof JsonObject object
          && object.has("StartAt")
          && object.has("States")) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here("the ASL fragment is no JSON: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    throw InvalidWorkflowException.here(
        "the ASL fragment is not a graph; it must be an object with StartAt and States");
  }
}
