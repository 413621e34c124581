package dev.stepwell.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.SetClock;
import dev.stepwell.local.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableActionsTest {

  @TempDir Path folder;
  private final SetClock clock = new SetClock();
  private StateDatabase database;
  private TaskCalls calls;

  @BeforeEach
  void open() {
    database = StateDatabase.at(folder.resolve("messages.db"));
    Tables tables = new Tables(database, clock);
    tables.add(TableDefinition.keyedBy("locks", "id").endingAt("ends"));
    tables.add(TableDefinition.keyedBy("runs", "machine").sortedBy("number", "N"));
    calls = TaskCalls.to(TableActions.of(database, tables, new Answers(database)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private JsonObject call(String action, String arguments) {
    return (JsonObject) calls.call(action, arguments);
  }

  private void put(String item) {
    call("aws-sdk:dynamodb:putItem", "{'TableName':'locks','Item':" + item + "}");
  }

  private String item(String id) {
    return call("aws-sdk:dynamodb:getItem", "{'TableName':'locks','Key':{'id':{'S':'" + id + "'}}}")
        .object("Item")
        .compact()
        .replace('"', '\'');
  }

  private TaskFailedException failure(String action, String arguments) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(action, arguments));
  }

  @Test
  void isALockThatOneExecutionHolds() {
    String take =
        """
        {'TableName':'locks','Item':{'id':{'S':'load'},'owner':{'S':'%s'},'expires':{'N':'%d'}},
        'ConditionExpression':'attribute_not_exists(id) OR expires < :now',
        'ExpressionAttributeValues':{':now':{'N':'%d'}}}
        """;
    JsonObject taken = call("dynamodb:putItem", take.formatted("one", 200, 100));

    TaskFailedException refused = failure("dynamodb:putItem", take.formatted("two", 300, 199));
    assertThat(refused.error()).isEqualTo("DynamoDB.ConditionalCheckFailedException");
    assertThat(refused)
        .hasMessage(
            "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error"
                + " Code: ConditionalCheckFailedException; Request ID: r-2; Proxy: null)");
    assertThat(failure("aws-sdk:dynamodb:putItem", take.formatted("two", 300, 199)).error())
        .isEqualTo("DynamoDb.ConditionalCheckFailedException");
    call("dynamodb:putItem", take.formatted("two", 300, 201));

    assertThat(taken.names()).containsExactly("SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(item("load"))
        .isEqualTo("{'expires':{'N':'300'},'id':{'S':'load'},'owner':{'S':'two'}}");
    assertThat(
            failure(
                    "dynamodb:deleteItem",
                    """
                    {'TableName':'locks','Key':{'id':{'S':'load'}},
                    'ConditionExpression':'#o = :me','ExpressionAttributeNames':{'#o':'owner'},
                    'ExpressionAttributeValues':{':me':{'S':'one'}}}
                    """)
                .error())
        .isEqualTo("DynamoDB.ConditionalCheckFailedException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          attribute_exists(a); true
          attribute_exists(z); false
          attribute_exists(m.deep[1].x); true
          attribute_not_exists(z.y); true
          attribute_type(l, :list); true
          begins_with(a, :he); true
          begins_with(n, :he); false
          contains(a, :ell); true
          contains(tags, :red); true
          contains(l, :red); true
          contains(tags, :n5); false
          size(a) = :n5; true
          size(tags) < :n5; true
          n = :n5; true
          n <> :n5; false
          z <> :n5; true
          z < :n5; false
          n BETWEEN :n5 AND :n6; true
          n IN (:n6, :n5); true
          n IN (:n6); false
          NOT n = :n6 AND a = :hello; true
          n = :n6 OR a = :hello AND n = :n5; true
          (n = :n6 OR a = :hello) AND n = :n6; false
          a < :n5; false
          n > :n4 and n <= :n5; true
          m.deep[0] = :n5; true
          #weird.#weird = :n5; false
          """)
  void evaluatesConditions(String condition, boolean holds) {
    put(
        "{'id':{'S':'x'},'a':{'S':'hello'},'n':{'N':'5.0'},'tags':{'SS':['red','green']},"
            + "'l':{'L':[{'S':'red'},{'N':'1'}]},"
            + "'m':{'M':{'deep':{'L':[{'N':'5'},{'M':{'x':{'BOOL':true}}}]}}}}");
    StringBuilder values = new StringBuilder();
    for (String each :
        List.of(
            ":list={'S':'L'}",
            ":hello={'S':'hello'}",
            ":he={'S':'he'}",
            ":ell={'S':'ell'}",
            ":red={'S':'red'}",
            ":n4={'N':'4'}",
            ":n5={'N':'5'}",
            ":n6={'N':'6'}")) {
      String name = each.substring(0, each.indexOf('='));
      if (condition.matches(".*" + name + "\\b.*")) {
        values.append(values.isEmpty() ? "" : ",");
        values.append("'").append(name).append("':").append(each.substring(name.length() + 1));
      }
    }
    String given =
        (values.isEmpty() ? "" : ",'ExpressionAttributeValues':{" + values + "}")
            + (condition.contains("#") ? ",'ExpressionAttributeNames':{'#weird':'a-b'}" : "");

    JsonObject found =
        call(
            "aws-sdk:dynamodb:scan",
            "{'TableName':'locks','FilterExpression':'" + condition + "'" + given + "}");

    assertThat(found.get("Count")).isEqualTo(Json.of(holds ? 1 : 0));
    assertThat(found.get("ScannedCount")).isEqualTo(Json.of(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          SET n = n + :one, a = :text           ; {'a':{'S':'new'},'id':{'S':'x'},'l':{'L':[{'S':'p'},{'S':'q'}]},'n':{'N':'6'},'s':{'SS':['u','v']}}
          SET n = if_not_exists(z, :one) - :one REMOVE s, l[0]; {'a':{'S':'old'},'id':{'S':'x'},'l':{'L':[{'S':'q'}]},'n':{'N':'0'}}
          SET l = list_append(l, :list)         ; {'a':{'S':'old'},'id':{'S':'x'},'l':{'L':[{'S':'p'},{'S':'q'},{'S':'r'}]},'n':{'N':'5'},'s':{'SS':['u','v']}}
          SET l[9] = :text                      ; {'a':{'S':'old'},'id':{'S':'x'},'l':{'L':[{'S':'p'},{'S':'q'},{'S':'new'}]},'n':{'N':'5'},'s':{'SS':['u','v']}}
          ADD n :one, s :set, c :one            ; {'a':{'S':'old'},'c':{'N':'1'},'id':{'S':'x'},'l':{'L':[{'S':'p'},{'S':'q'}]},'n':{'N':'6'},'s':{'SS':['u','v','w']}}
          DELETE s :uv REMOVE l                 ; {'a':{'S':'old'},'id':{'S':'x'},'n':{'N':'5'}}
          SET a = l[1] REMOVE l[0], l[1]        ; {'a':{'S':'q'},'id':{'S':'x'},'l':{'L':[]},'n':{'N':'5'},'s':{'SS':['u','v']}}
          """)
  void updatesItems(String update, String after) {
    put(
        "{'id':{'S':'x'},'n':{'N':'5'},'a':{'S':'old'},'l':{'L':[{'S':'p'},{'S':'q'}]},"
            + "'s':{'SS':['v','u']}}");

    JsonObject answer = call("dynamodb:updateItem", update(update, "'ReturnValues':'ALL_NEW'"));

    assertThat(answer.object("Attributes").compact().replace('"', '\'')).isEqualTo(after);
    assertThat(item("x")).isEqualTo(after);
  }

  private static String update(String update, String rest) {
    StringBuilder values = new StringBuilder();
    for (String each :
        List.of(
            ":one={'N':'1'}",
            ":text={'S':'new'}",
            ":list={'L':[{'S':'r'}]}",
            ":set={'SS':['w']}",
            ":uv={'SS':['u','v']}")) {
      String name = each.substring(0, each.indexOf('='));
      if (update.matches(".*" + name + "\\b.*")) {
        values.append(values.isEmpty() ? "" : ",");
        values.append("'").append(name).append("':").append(each.substring(name.length() + 1));
      }
    }
    return "{'TableName':'locks','Key':{'id':{'S':'x'}},'UpdateExpression':'"
        + update
        + "'"
        + (values.isEmpty() ? "" : ",'ExpressionAttributeValues':{" + values + "}")
        + (rest.isEmpty() ? "" : "," + rest)
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          NONE        ;
          ALL_OLD     ; {'id':{'S':'x'},'n':{'N':'5'},'o':{'S':'o'}}
          ALL_NEW     ; {'id':{'S':'x'},'n':{'N':'6'},'o':{'S':'o'}}
          UPDATED_OLD ; {'n':{'N':'5'}}
          UPDATED_NEW ; {'n':{'N':'6'}}
          """)
  void returnsWhatWasAndIs(String values, String attributes) {
    put("{'id':{'S':'x'},'n':{'N':'5'},'o':{'S':'o'}}");

    JsonObject answer =
        call(
            "aws-sdk:dynamodb:updateItem", update("ADD n :one", "'ReturnValues':'" + values + "'"));

    assertThat(answer.compact().replace('"', '\''))
        .isEqualTo(attributes == null ? "{}" : "{'Attributes':" + attributes + "}");
    assertThat(
            call(
                    "aws-sdk:dynamodb:deleteItem",
                    "{'TableName':'locks','Key':{'id':{'S':'x'}},'ReturnValues':'ALL_OLD'}")
                .object("Attributes")
                .has("n"))
        .isTrue();
    assertThat(item("x")).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          SET id = :one                 ; Cannot update attribute id. This attribute is part of the key
          SET n = n                     ; refers to an attribute that does not exist in the item
          SET n.m = :one                ; document path provided in the update expression is invalid
          SET a = :one, a = :text       ; Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
          SET a = :one SET b = :text    ; The "SET" section can only be used once
          SET status = :one             ; Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status
          SET a = :gone                 ; attribute value used in expression is not defined; attribute value: :gone
          SET #a = :one                 ; attribute name used in the document path is not defined; attribute name: #a
          SET a = :one +                ; Syntax error; token: "<EOF>"
          SET a = ;                       Syntax error; token: "<EOF>"
          CHANGE a :one                 ; Syntax error; token: "CHANGE", near:
          SET a = :one ! ;                Syntax error; token: "!", near:
          ADD t :text                   ; An operand in the update expression has an incorrect data type
          """)
  void refusesWrongUpdates(String update, String message) {
    TaskFailedException failure = failure("dynamodb:updateItem", update(update, ""));

    assertThat(failure).hasMessageContaining(message);
    assertThat(failure.error()).isEqualTo("DynamoDB.AmazonDynamoDBException");
    assertThat(failure).hasMessageContaining("Error Code: ValidationException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          {'id':{'N':'1'}}                          ; Type mismatch for key id expected: S actual: N
          {'a':{'S':'x'}}                           ; Missing the key id in the item
          {'id':{'S':''}}                           ; cannot contain an empty string value. Key: id
          {'id':{'S':'x'},'a':{}}                   ; Supplied AttributeValue is empty
          {'id':{'S':'x'},'a':{'S':'x','N':'1'}}    ; more than one datatypes set
          {'id':{'S':'x'},'a':{'N':'one'}}          ; cannot be converted to a numeric value: one
          {'id':{'S':'x'},'a':{'N':'1e126'}}        ; Number overflow
          {'id':{'S':'x'},'a':{'N':'123456789012345678901234567890123456789'}}; more than 38 significant digits
          {'id':{'S':'x'},'a':{'SS':[]}}            ; An string set may not be empty
          {'id':{'S':'x'},'a':{'NS':['1','1.0']}}   ; contains duplicates
          """)
  void refusesWrongItems(String item, String message) {
    TaskFailedException failure =
        failure("aws-sdk:dynamodb:putItem", "{'TableName':'locks','Item':" + item + "}");

    assertThat(failure).hasMessageContaining(message);
    assertThat(failure.error()).isEqualTo("DynamoDb.DynamoDbException");
  }

  @Test
  void refusesWhatIsNotThereOrNotUsed() {
    assertThat(failure("dynamodb:getItem", "{'TableName':'none','Key':{'id':{'S':'x'}}}").error())
        .isEqualTo("DynamoDB.ResourceNotFoundException");
    assertThat(
            failure("aws-sdk:dynamodb:getItem", "{'TableName':'none','Key':{'id':{'S':'x'}}}")
                .error())
        .isEqualTo("DynamoDb.ResourceNotFoundException");
    assertThat(failure("dynamodb:getItem", "{'TableName':'locks','Key':{'other':{'S':'x'}}}"))
        .hasMessageContaining("The provided key element does not match the schema");
    assertThat(
            failure(
                "dynamodb:getItem",
                "{'TableName':'locks','Key':{'id':{'S':'x'}},"
                    + "'ExpressionAttributeNames':{'#a':'a'}}"))
        .hasMessageContaining(
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}");
    assertThat(
            failure(
                "dynamodb:putItem",
                "{'TableName':'locks','Item':{'id':{'S':'x'}},'ReturnValues':'ALL_NEW'}"))
        .hasMessageContaining("ReturnValues can only be ALL_OLD or NONE");
    assertThat(
            failure(
                "dynamodb:getItem",
                "{'TableName':'locks','Key':{'id':{'S':'x'}},'ReturnConsumedCapacity':'TOTAL'}"))
        .hasMessageContaining("ReturnConsumedCapacity TOTAL is not supported here");
  }

  @Test
  void takesItemsOf400Kibibytes() {
    int rest = 400 * 1024 - "id".length() - 1 - "a".length();
    put("{'id':{'S':'x'},'a':{'S':'" + "y".repeat(rest) + "'}}");

    assertThat(
            failure(
                "aws-sdk:dynamodb:putItem",
                "{'TableName':'locks','Item':{'id':{'S':'x'},'a':{'S':'"
                    + "y".repeat(rest + 1)
                    + "'}}}"))
        .hasMessageContaining("Item size has exceeded the maximum allowed size");
  }

  private void runs() {
    for (String number : List.of("10", "9", "-1", "2.5")) {
      call(
          "aws-sdk:dynamodb:putItem",
          "{'TableName':'runs','Item':{'machine':{'S':'m'},'number':{'N':'%s'},'ok':{'BOOL':%b}}}"
              .formatted(number, number.length() > 1));
    }
    call(
        "aws-sdk:dynamodb:putItem",
        "{'TableName':'runs','Item':{'machine':{'S':'other'},'number':{'N':'1'}}}");
  }

  private String numbers(JsonObject answer) {
    return answer.array("Items").stream()
        .map(item -> ((JsonObject) item).object("number").string("N"))
        .toList()
        .toString();
  }

  private JsonObject query(String condition, String rest) {
    String all =
        "{'TableName':'runs','KeyConditionExpression':'%s',".formatted(condition)
            + "'ExpressionAttributeValues':{':m':{'S':'m'}%s}%s}";
    StringBuilder values = new StringBuilder();
    for (String value : List.of(":n2={'N':'2'}", ":n9={'N':'9.0'}", ":t={'BOOL':true}")) {
      String name = value.substring(0, value.indexOf('='));
      if ((condition + rest).contains(name)) {
        values.append(",'").append(name).append("':").append(value.substring(name.length() + 1));
      }
    }
    return call("aws-sdk:dynamodb:query", all.formatted(values, rest));
  }

  @Test
  void findsAPartitionInTheOrderOfItsSortKeys() {
    runs();

    assertThat(numbers(query("machine = :m", ""))).isEqualTo("[-1, 2.5, 9, 10]");
    assertThat(numbers(query("machine = :m", ",'ScanIndexForward':false")))
        .isEqualTo("[10, 9, 2.5, -1]");
    assertThat(
            numbers(
                query("machine = :m AND #n >= :n9", ",'ExpressionAttributeNames':{'#n':'number'}")))
        .isEqualTo("[9, 10]");
    assertThat(
            numbers(
                query(
                    "#n BETWEEN :n2 AND :n9 AND machine = :m",
                    ",'ExpressionAttributeNames':{'#n':'number'}")))
        .isEqualTo("[2.5, 9]");
    JsonObject filtered = query("machine = :m", ",'FilterExpression':'ok = :t','Limit':3");
    assertThat(numbers(filtered)).isEqualTo("[-1, 2.5]");
    assertThat(filtered.get("ScannedCount")).isEqualTo(Json.of(3));
    JsonObject key = filtered.object("LastEvaluatedKey");
    JsonObject next =
        query(
            "machine = :m",
            ",'ExclusiveStartKey':" + key.compact().replace('"', '\'') + ",'Select':'COUNT'");
    assertThat(next.compact()).isEqualTo("{\"Count\":1,\"ScannedCount\":1}");
  }

  @Test
  void refusesQueriesThatNameNoPartition() {
    assertThatThrownBy(() -> query("ok = :m", ""))
        .hasMessageContaining("Query condition missed key schema element: machine");
    assertThatThrownBy(() -> query("machine = :m AND ok = :t", ""))
        .hasMessageContaining("Query key condition not supported");
    assertThatThrownBy(() -> query("machine = :m", ",'IndexName':'byOwner'"))
        .hasMessageContaining("The table does not have the specified index: byOwner");
  }

  @Test
  void scansAndProjects() {
    runs();
    put("{'id':{'S':'x'},'m':{'M':{'a':{'S':'1'},'b':{'S':'2'}}},'l':{'L':[{'S':'p'},{'S':'q'}]}}");

    assertThat(call("aws-sdk:dynamodb:scan", "{'TableName':'runs','Limit':2}").names())
        .containsExactly("Count", "Items", "LastEvaluatedKey", "ScannedCount");
    assertThat(call("aws-sdk:dynamodb:scan", "{'TableName':'runs'}").get("Count"))
        .isEqualTo(Json.of(5));
    assertThat(
            call(
                    "dynamodb:getItem",
                    "{'TableName':'locks','Key':{'id':{'S':'x'}},"
                        + "'ProjectionExpression':'m.b, l[1], z'}")
                .object("Item")
                .compact())
        .isEqualTo("{\"m\":{\"M\":{\"b\":{\"S\":\"2\"}}},\"l\":{\"L\":[{\"S\":\"q\"}]}}");
  }

  @Test
  void writesBatchesAndTransactions() {
    call(
        "aws-sdk:dynamodb:batchWriteItem",
        "{'RequestItems':{'locks':[{'PutRequest':{'Item':{'id':{'S':'a'}}}},"
            + "{'PutRequest':{'Item':{'id':{'S':'b'}}}}]}}");
    JsonObject got =
        call(
            "aws-sdk:dynamodb:batchGetItem",
            "{'RequestItems':{'locks':{'Keys':[{'id':{'S':'a'}},{'id':{'S':'z'}}]}}}");
    assertThat(got.object("Responses").array("locks").compact())
        .isEqualTo("[{\"id\":{\"S\":\"a\"}}]");
    String transaction =
        "{'TransactItems':[{'Delete':{'TableName':'locks','Key':{'id':{'S':'a'}}}},"
            + "{'Put':{'TableName':'locks','Item':{'id':{'S':'c'}},"
            + "'ConditionExpression':'attribute_not_exists(id)'}},"
            + "{'ConditionCheck':{'TableName':'locks','Key':{'id':{'S':'b'}},"
            + "'ConditionExpression':'attribute_exists(id)'}}]}";

    call("aws-sdk:dynamodb:transactWriteItems", transaction);
    assertThat(item("a")).isEqualTo("{}");
    put("{'id':{'S':'a'}}");
    TaskFailedException cancelled = failure("aws-sdk:dynamodb:transactWriteItems", transaction);

    assertThat(cancelled.error()).isEqualTo("DynamoDb.TransactionCanceledException");
    assertThat(cancelled)
        .hasMessageContaining("specific reasons [None, ConditionalCheckFailed, None]");
    assertThat(item("a")).as("nothing of it was done").isEqualTo("{'id':{'S':'a'}}");
    assertThat(
            failure(
                "aws-sdk:dynamodb:batchWriteItem",
                "{'RequestItems':{'locks':[{'PutRequest':{'Item':{'id':{'S':'a'}}}},"
                    + "{'DeleteRequest':{'Key':{'id':{'S':'a'}}}}]}}"))
        .hasMessageContaining("list of item keys contains duplicates");
  }

  @Test
  void letsItemsEnd() {
    long now = TaskCalls.NOW.getEpochSecond();
    put("{'id':{'S':'x'},'ends':{'N':'" + (now + 60) + "'}}");
    clock.pass(Duration.ofSeconds(60));
    assertThat(item("x")).isNotEqualTo("{}");
    clock.pass(Duration.ofSeconds(1));
    assertThat(item("x")).isEqualTo("{}");
  }

  @Test
  void countsOnceForATaskThatIsResumedInTheNextProcess() {
    put("{'id':{'S':'x'},'n':{'N':'5'}}");
    String resource = "arn:aws:states:::dynamodb:updateItem";
    Json arguments =
        Json.parse(update("ADD n :one", "'ReturnValues':'UPDATED_NEW'").replace('\'', '"'));
    JsonObject answer = (JsonObject) calls.start("mine", resource, arguments);
    close();
    open();

    JsonObject again = (JsonObject) calls.resume("mine", resource, arguments);

    assertThat(again.object("Attributes")).isEqualTo(answer.object("Attributes"));
    assertThat(item("x")).contains("{'N':'6'}");
    calls.resume("other", resource, arguments);
    assertThat(item("x")).contains("{'N':'7'}");
  }
}
