package dev.stepwell.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.Account;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.delivery.Receiver;
import dev.stepwell.local.service.Answers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.StateDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventActionsTest {

  private static final Account ACCOUNT = Account.DEFAULT;
  private static final String QUEUE = ACCOUNT.queueArn("orders");

  private final StateDatabase database = StateDatabase.inMemory();
  private final List<Delivery> delivered = new ArrayList<>();
  private final Outbox outbox = new Outbox(database);
  private final EventBuses buses = new EventBuses(database, outbox);
  private TaskCalls optimized;
  private TaskCalls sdk;

  @BeforeEach
  void open() {
    outbox.receiver("sqs", (Receiver.Stored) (transaction, each) -> delivered.add(each));
    outbox.receiver("events", (Receiver.Stored) buses::receive);
    buses.addBus("sales");
    EventActions actions =
        new EventActions(
            buses, new Answers(database), outbox, () -> "e-1", ACCOUNT.region(), ACCOUNT.id());
    optimized = TaskCalls.to(actions.optimized());
    sdk = TaskCalls.to(actions.sdk());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void rule(String bus, String pattern, TargetDefinition... targets) {
    RuleDefinition rule = new RuleDefinition("rule", bus, json(pattern), List.of(targets));
    buses.add(rule, ACCOUNT.ruleArn(bus, "rule"));
  }

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text.replace('\'', '"'));
  }

  private JsonObject put(String entries) {
    return (JsonObject) optimized.call("events:putEvents", "{'Entries':[" + entries + "]}");
  }

  private static String order(String detail) {
    return "{'Source':'shop','DetailType':'Order','Detail':" + detail + "}";
  }

  @Test
  void sendsAnEventToTheTargetsOfItsRules() {
    rule(
        "default",
        "{'source':['shop'],'detail':{'rows':[{'numeric':['>',3]}]}}",
        TargetDefinition.of(QUEUE));

    JsonObject answer = put(order("{'rows':4}") + "," + order("{'rows':3}"));

    assertThat(answer.names()).containsExactly("Entries", "FailedEntryCount");
    assertThat(delivered).hasSize(1);
    JsonObject event = (JsonObject) Json.parse(delivered.get(0).body());
    String id = ((JsonObject) answer.array("Entries").get(0)).string("EventId");
    assertThat(event)
        .isEqualTo(
            json(
                """
                {'version':'0','id':'%s','detail-type':'Order','source':'shop',
                'account':'123456789012','time':'2026-02-03T04:05:06Z','region':'us-east-1',
                'resources':['arn:aws:states:us-east-1:123456789012:execution:test:one',
                'arn:aws:states:us-east-1:123456789012:stateMachine:test'],'detail':{'rows':4}}
                """
                    .formatted(id)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          'DetailType':'t','Detail':'{}'                  ; InvalidArgument                 ; Source is a required argument.
          'Source':'s','Detail':'{}'                      ; InvalidArgument                 ; DetailType is a required argument.
          'Source':'s','DetailType':'t'                   ; InvalidArgument                 ; Detail is a required argument.
          'Source':'aws.s3','DetailType':'t','Detail':'{}'; NotAuthorizedForSourceException ; Not authorized for the source.
          'Source':'s','DetailType':'t','Detail':'[1]'    ; MalformedDetail                 ; Detail is malformed.
          'Source':'s','DetailType':'t','Detail':'{'      ; MalformedDetail                 ; Detail is malformed.
          """)
  void failsTheTaskOrSaysWhichEntryFailed(String entry, String code, String message) {
    rule("default", "{'source':['shop']}", TargetDefinition.of(QUEUE));
    String entries =
        "{'Entries':[{" + entry + "},{'Source':'shop','DetailType':'Order','Detail':'{}'}]}";

    JsonObject answer = (JsonObject) sdk.call("aws-sdk:eventbridge:putEvents", entries);
    assertThat(answer.get("FailedEntryCount")).isEqualTo(Json.of(1));
    JsonObject failed = (JsonObject) answer.array("Entries").get(0);
    assertThat(failed.string("ErrorCode")).isEqualTo(code);
    assertThat(failed.string("ErrorMessage")).endsWith(message);

    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> optimized.call("events:putEvents", entries));
    assertThat(failure.error()).isEqualTo("EventBridge.FailedEntry");
    assertThat(((JsonObject) Json.parse(failure.getMessage())).names())
        .containsExactly("Entries", "FailedEntryCount");
    assertThat(delivered).as("the other entry of both calls").hasSize(2);
  }

  @Test
  void refusesWhatIsTooMuch() {
    String eleven = (order("'{}'") + ",").repeat(11);
    assertThatThrownBy(() -> put(eleven.substring(0, eleven.length() - 1)))
        .hasMessageContaining("Member must have length less than or equal to 10")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("EventBridge.AmazonEventBridgeException"));
    assertThatThrownBy(() -> put(order("{'a':'" + "x".repeat(1_048_576) + "'}")))
        .hasMessageContaining("Total size of the entries in the request is over the limit");
    assertThatThrownBy(() -> sdk.call("aws-sdk:eventbridge:putEvents", "{'Entries':[]}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("EventBridge.EventBridgeException"));
  }

  @Test
  void takesEventsForABusThatIsNotThere() {
    rule("sales", "{'source':['shop']}", TargetDefinition.of(QUEUE));
    String bus = "{'Source':'shop','DetailType':'t','Detail':{},'EventBusName':'%s'}";

    put(bus.formatted(ACCOUNT.eventBusArn("sales")) + "," + bus.formatted("none"));

    assertThat(delivered).hasSize(1);
  }

  @Test
  void passesEventsFromBusToBusAndCutsLoopsOff() {
    rule("default", "{'source':['shop']}", TargetDefinition.of(ACCOUNT.eventBusArn("sales")));
    rule(
        "sales",
        "{'source':['shop']}",
        TargetDefinition.of(ACCOUNT.eventBusArn("default"))
            .withDeadLetters(ACCOUNT.queueArn("dead")),
        TargetDefinition.of(QUEUE));

    put(order("{}"));

    assertThat(delivered.stream().filter(each -> each.target().equals(QUEUE))).hasSize(8);
    assertThat(delivered)
        .filteredOn(each -> each.target().endsWith("dead"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.options().object("MessageAttributes").object("ERROR_CODE"))
                    .isEqualTo(
                        json("{'DataType':'String','StringValue':'RecursiveLoopDetected'}")));
    assertThat(outbox.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          "<user> has <rows> rows"             ; "Ann \\"A\\" has 3 rows"
          {"user": <user>, "all": <detail>}    ; {"user": "Ann \\"A\\"", "all": {"rows":3,"user":"Ann \\"A\\"","tags":["x"]}}
          {"tag": "<tag>", "none": "<none>"}   ; {"tag": "x", "none": ""}
          <rows>                               ; 3
          "<detail>"                           ; "{\\"rows\\":3,\\"user\\":\\"Ann \\\\\\"A\\\\\\"\\",\\"tags\\":[\\"x\\"]}"
          "<aws.events.rule-name> at <aws.events.event.ingestion-time>" ; "rule at 2026-02-03T04:05:06Z"
          "a < b"                              ; "a < b"
          """)
  void fillsTemplates(String template, String text) {
    rule(
        "default",
        "{'source':['shop']}",
        TargetDefinition.of(QUEUE)
            .withTransformer(
                Map.of(
                    "user", "$.detail.user",
                    "rows", "$.detail['rows']",
                    "tag", "$.detail.tags[0]",
                    "none", "$.detail.none",
                    "detail", "$.detail"),
                template));

    put(order("{'rows':3,'user':'Ann \\u0022A\\u0022','tags':['x']}"));

    assertThat(delivered).singleElement().extracting(Delivery::body).isEqualTo(text);
  }

  @Test
  void givesTargetsAPartOfTheEventOrSomethingElse() {
    rule(
        "default",
        "{'source':['shop']}",
        TargetDefinition.of(QUEUE).withInputPath("$.detail-type"),
        TargetDefinition.of(QUEUE).withInput("{\"a\":1}"),
        TargetDefinition.of(ACCOUNT.queueArn("x.fifo")).withMessageGroup("g"));

    put(order("{}"));

    assertThat(delivered).extracting(Delivery::body).contains("\"Order\"", "{\"a\":1}");
    assertThat(delivered.get(2).options()).isEqualTo(json("{'MessageGroupId':'g'}"));
  }

  @Test
  void putsNothingTwiceForATaskThatIsResumed() {
    rule("default", "{'source':['shop']}", TargetDefinition.of(QUEUE));
    String resource = "arn:aws:states:::events:putEvents";
    Json arguments = json("{'Entries':[" + order("{}") + "]}");
    Json answer = optimized.start("mine", resource, arguments);

    assertThat(optimized.resume("mine", resource, arguments)).isEqualTo(answer);
    assertThat(delivered).hasSize(1);
    assertThat(optimized.resume("other", resource, arguments)).isNotEqualTo(answer);
    assertThat(delivered).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          {'detail':{'object':{'key':[{'prefix':'in/'}]}}}                         ; true
          {'detail':{'object':{'key':[{'suffix':'.csv'}]}}}                        ; true
          {'detail':{'object':{'key':[{'wildcard':'in/*/x.csv'}]}}}                ; true
          {'detail':{'object':{'key':[{'anything-but':{'prefix':'out/'}}]}}}       ; true
          {'detail':{'object':{'key':[{'anything-but':['in/1/x.csv']}]}}}          ; false
          {'detail':{'object':{'size':[{'numeric':['>=',10,'<',20]}]}}}            ; true
          {'detail':{'object':{'etag':[{'exists':false}]}}}                        ; true
          {'detail':{'bucket':{'name':[{'equals-ignore-case':'LANDING'}]}}}        ; true
          {'detail':{'source-ip-address':[{'cidr':'10.0.0.0/24'}]}}                ; true
          {'$or':[{'source':['none']},{'detail-type':['Object Created']}]}         ; true
          {'detail':{'reason':[null]}}                                             ; true
          {'resources':['arn:aws:s3:::landing']}                                   ; true
          {'source':['aws.ec2']}                                                   ; false
          """)
  void comparesEventsAsAwsDoes(String pattern, boolean matches) {
    JsonObject event =
        json(
            """
            {'source':'aws.s3','detail-type':'Object Created','resources':['arn:aws:s3:::landing'],
            'detail':{'bucket':{'name':'landing'},'object':{'key':'in/1/x.csv','size':10},
            'source-ip-address':'10.0.0.7','reason':null}}
            """);

    assertThat(EventPattern.of(json(pattern)).matches(event)).isEqualTo(matches);
  }

  @Test
  void refusesWrongDefinitions() {
    assertThatThrownBy(
            () -> RuleDefinition.of("r", json("{'source':'shop'}"), TargetDefinition.of(QUEUE)))
        .hasMessageContaining("rule 'r': Event pattern is not valid. Reason:");
    assertThatThrownBy(() -> RuleDefinition.of("r", json("{'source':['shop']}")))
        .hasMessageContaining("must have 1 to 5 targets, not 0");
    assertThatThrownBy(() -> TargetDefinition.of("orders"))
        .hasMessageContaining("must be the ARN of a resource of one of [sqs");
    assertThatThrownBy(() -> TargetDefinition.of(QUEUE).withInput("{"))
        .hasMessageContaining("Input must be JSON");
    assertThatThrownBy(() -> TargetDefinition.of(QUEUE).withInputPath("detail"))
        .hasMessageContaining("'detail' is no path into an event");
    assertThatThrownBy(
            () ->
                RuleDefinition.of(
                    "r",
                    json("{'source':['shop']}"),
                    TargetDefinition.of(ACCOUNT.queueArn("x.fifo"))))
        .hasMessageContaining("x.fifo needs a MessageGroupId");
    assertThatThrownBy(() -> new TargetDefinition(QUEUE, "{}", "$", Map.of(), null, null, null))
        .hasMessageContaining("only one of Input, InputPath and InputTransformer");
    assertThatThrownBy(() -> rule("none", "{'source':['shop']}", TargetDefinition.of(QUEUE)))
        .hasMessageContaining("there is no bus 'none'; declare it");
  }

  @Test
  void keepsEntriesInTheirOrder() {
    rule("default", "{'source':['shop']}", TargetDefinition.of(QUEUE).withInputPath("$.detail.n"));

    put(order("{'n':1}") + "," + order("{'n':2}") + "," + order("{'n':3}"));

    assertThat(delivered).extracting(Delivery::body).containsExactly("1", "2", "3");
  }
}
