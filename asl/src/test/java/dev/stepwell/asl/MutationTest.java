package dev.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a definition, it is read or refused; a seed says what is done. More rounds:
 * {@code -Dstepwell.mutation.rounds=40}.
 */
class MutationTest {

  private static final long SEED = 20_260_101;
  private static final int ROUNDS = Integer.getInteger("stepwell.mutation.rounds", 5);

  private static final String[] TEXTS = {
    "", "$", "$$", "$.a", "$.a[?(@.b)]", "$..", "States.UUID()", "States.Format('{}', $.x)",
    "States.ALL", "{% $states.input %}", "{% a[ %}", "{% %}", "{%}", "${X}", "${", "JSONata",
    "JSONPath", "Task", "Map", "Choice", "Pass", "é\u0000😀", "2016-03-14T01:59:00Z", "arn:",
    "arn:aws:states:::"
  };

  private static final String[] FIELDS = {
    "Type",
    "Next",
    "End",
    "QueryLanguage",
    "Assign",
    "Output",
    "Catch",
    "Retry",
    "Branches",
    "ItemProcessor",
    "Iterator",
    "States",
    "StartAt",
    "Choices",
    "And",
    "Not",
    "Variable",
    "Condition",
    "ResultPath",
    "Parameters",
    "x.$",
    "ErrorEquals",
    "TimeoutSeconds",
    "Label"
  };

  private final Random random = new Random(SEED);

  @Test
  void readsOrRefusesMutatedDefinitions() {
    List<Json> definitions = definitions();
    int accepted = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Json definition : definitions) {
        Json mutant = definition;
        for (int i = random.nextInt(3); i >= 0; i--) {
          mutant = mutated(mutant);
        }
        if (survives(mutant.compact())) {
          accepted++;
        } else {
          refused++;
        }
      }
    }
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void readsOrRefusesMutatedTexts() {
    List<Json> definitions = definitions();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Json definition : definitions) {
        StringBuilder text = new StringBuilder(definition.compact());
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.insert(at, "{}[]\",:%$.' 1\\".charAt(random.nextInt(14)));
        }
        if (!survives(text.toString())) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  /** Whether the text is a definition; what is accepted prints back equal and is accepted again. */
  private static boolean survives(String text) {
    boolean errors = !ValidationTest.errors(StateMachineValidator.validate(text)).isEmpty();
    StateMachine machine;
    try {
      machine = StateMachineReader.read(text);
    } catch (InvalidDefinitionException e) {
      assertThat(e.diagnostics()).isNotEmpty();
      return false;
    }
    assertThat(errors).as("%s is read, but refused", text).isFalse();
    JsonObject printed = StateMachineWriter.write(machine);
    assertThat(StateMachineReader.read(printed)).as(text).isEqualTo(machine);
    VariableReferences.of(machine);
    return true;
  }

  private static List<Json> definitions() {
    List<Json> all = new ArrayList<>();
    for (SharedCases.Case each :
        SharedCases.at("stepwell.corpus", "corpus/asl").all("index.json", "items")) {
      if (each.definition().size() < 4_000) {
        all.add(each.definition());
      }
    }
    return all;
  }

  private Json mutated(Json value) {
    if (value instanceof JsonObject object && !object.isEmpty() && random.nextInt(5) > 0) {
      String name = object.nameAt(random.nextInt(object.length()));
      return switch (random.nextInt(12)) {
        case 0 -> object.without(name);
        case 1 -> object.with(pick(FIELDS), any());
        case 2 -> object.with(pick(FIELDS), object.valueAt(random.nextInt(object.length())));
        default -> object.with(name, mutated(object.asMap().get(name)));
      };
    }
    if (value instanceof JsonArray array && array.length() > 0 && random.nextInt(5) > 0) {
      List<Json> elements = new ArrayList<>(array.asList());
      int at = random.nextInt(elements.size());
      switch (random.nextInt(8)) {
        case 0 -> elements.remove(at);
        case 1 -> elements.add(any());
        default -> elements.set(at, mutated(elements.get(at)));
      }
      return JsonArray.of(elements);
    }
    return any();
  }

  private Json any() {
    return switch (random.nextInt(9)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonObject.EMPTY;
      case 2 -> JsonArray.EMPTY;
      case 3 -> Json.of(random.nextBoolean());
      case 4 -> Json.of(random.nextInt(5) - 2);
      case 5 -> JsonNumber.parse("1.5e300");
      case 6 -> JsonArray.of(Json.of(pick(TEXTS)));
      default -> new JsonString(pick(TEXTS));
    };
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
