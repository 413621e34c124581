package dev.stepwell.engine.fuzz;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The definitions and inputs that chance starts from. */
final class Seeds {

  private static final int LARGEST = 8_000;

  /** One definition with an input. */
  record Seed(String name, JsonObject definition, Json input) {}

  private Seeds() {}

  /** A few that are always there. */
  static List<Seed> builtIn() {
    return List.of(
        seed(
            "paths",
            """
            {"StartAt":"P","States":{
             "P":{"Type":"Pass","Parameters":{"n.$":"$.n","t.$":"States.Format('{}-{}', $.n, $$.Execution.Name)"},
              "ResultPath":"$.p","Assign":{"v.$":"$.n"},"Next":"C"},
             "C":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.n","IsPresent":true},
              {"Variable":"$.n","NumericGreaterThan":3}],"Next":"T"}],"Default":"W"},
             "W":{"Type":"Wait","SecondsPath":"$.n","Next":"T"},
             "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":9,
              "Parameters":{"FunctionName":"f","Payload.$":"$"},"ResultSelector":{"r.$":"$"},
              "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2,"BackoffRate":2.0}],
              "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"M"}],"Next":"M"},
             "M":{"Type":"Map","ItemsPath":"$.list","MaxConcurrency":2,"ItemProcessor":{"StartAt":"I",
              "States":{"I":{"Type":"Pass","End":true}}},"End":true}}}
            """,
            "{\"n\":3,\"list\":[1,2,3]}"),
        seed(
            "expressions",
            """
            {"QueryLanguage":"JSONata","StartAt":"A","States":{
             "A":{"Type":"Pass","Assign":{"n":"{% $states.input.n %}"},"Output":"{% $states.input %}","Next":"B"},
             "B":{"Type":"Parallel","Branches":[
               {"StartAt":"B1","States":{"B1":{"Type":"Wait","Seconds":"{% $n %}","End":true}}},
               {"StartAt":"B2","States":{"B2":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "HeartbeatSeconds":5,"Arguments":{"QueueUrl":"q","MessageBody":"{% $states.context.Task.Token %}"},"End":true}}}],
              "Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% $states.errorOutput %}","Next":"C"}],
              "Output":"{% {'both': $states.result} %}","Next":"C"},
             "C":{"Type":"Choice","Choices":[{"Condition":"{% $n > 2 %}","Next":"D"}],"Default":"F"},
             "D":{"Type":"Map","Items":"{% [1..$n] %}","ToleratedFailurePercentage":50,
              "ItemBatcher":{"MaxItemsPerBatch":2},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"D1","States":{"D1":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
               "Arguments":{"FunctionName":"f","Payload":"{% $states.input %}"},"End":true}}},"End":true},
             "F":{"Type":"Fail","Error":"Small","Cause":"{% 'n = ' & $n %}"}}}
            """,
            "{\"n\":3}"));
  }

  /** Those of a folder beside the project, or where a property points; without it no test. */
  static List<Seed> beside(String property, String beside) {
    String given = System.getProperty(property);
    Path folder =
        given != null
            ? Path.of(given)
            : Path.of(System.getProperty("stepwell.root", ".."), "..", "shared").resolve(beside);
    assumeTrue(
        Files.isDirectory(folder),
        "no definitions at " + folder + "; name their folder with -D" + property + "=...");
    return in(folder);
  }

  /** All JSON files of a folder that hold a definition of moderate size. */
  private static List<Seed> in(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(folder, file))
          .filter(each -> each.definition().has("States") && each.definition().size() < LARGEST)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seed read(Path folder, Path file) {
    try {
      Json json = Json.parse(Files.readString(file));
      JsonObject content = json instanceof JsonObject object ? object : JsonObject.EMPTY;
      Json input = content.get("input");
      return new Seed(
          folder.relativize(file).toString(),
          content.object("definition"),
          input == null ? JsonObject.EMPTY : input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seed seed(String name, String definition, String input) {
    return new Seed(name, (JsonObject) Json.parse(definition), Json.parse(input));
  }
}
