package dev.stepwell.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.athena.Athena;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.dynamodb.TableActions;
import dev.stepwell.local.dynamodb.Tables;
import dev.stepwell.local.events.EventActions;
import dev.stepwell.local.events.EventBuses;
import dev.stepwell.local.firehose.DeliveryStreams;
import dev.stepwell.local.firehose.FirehoseActions;
import dev.stepwell.local.glue.Catalog;
import dev.stepwell.local.glue.Crawlers;
import dev.stepwell.local.glue.GlueActions;
import dev.stepwell.local.glue.Jobs;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.Workflows;
import dev.stepwell.local.kinesis.StreamActions;
import dev.stepwell.local.kinesis.Streams;
import dev.stepwell.local.lambda.Functions;
import dev.stepwell.local.quality.QualityActions;
import dev.stepwell.local.redshift.RedshiftData;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Actions;
import dev.stepwell.local.sns.Topics;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sqs.QueueActions;
import dev.stepwell.local.sqs.Queues;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.WorkRegister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of {@code docs/knowledge/local-services.md} says what the actions declare. */
class DocumentedResumptionTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("stepwell.root", ".."))
          .resolve("docs/knowledge/local-services.md");

  @TempDir Path folder;

  private List<Service> services(DuckDb duck) {
    Supplier<String> ids = () -> "id";
    ObjectStore store = ObjectStore.in(folder.resolve("s3"));
    Catalog catalog = Catalog.at(folder.resolve("catalog.json"));
    LakeTables tables = new LakeTables(catalog, store);
    Crawlers crawlers = new Crawlers(store, catalog, duck, ids, WorkRegister.inMemory());
    Jobs jobs = new Jobs((script, arguments, id, context) -> {}, ids, WorkRegister.inMemory());
    StateDatabase database = StateDatabase.inMemory();
    Answers answers = new Answers(database);
    Outbox outbox = new Outbox(database);
    InstantSource clock = InstantSource.system();
    EventBuses buses = new EventBuses(database, outbox);
    EventActions events = new EventActions(buses, answers, outbox, ids, "region", "account");
    Queues queues = new Queues(database, clock, ids);
    DeliveryStreams deliveryStreams =
        new DeliveryStreams(
            database, store, (name, payload) -> Json.of(""), clock, ids, "region", outbox);
    Service.Builder glue = GlueActions.of(tables, crawlers, jobs, duck);
    new Workflows(jobs, crawlers, ids, WorkRegister.inMemory()).addActions(glue);
    return List.of(
        new Athena(tables, store, ids, WorkRegister.inMemory()).service(),
        TableActions.of(database, new Tables(database, clock), answers),
        StreamActions.of(database, new Streams(database, clock), answers),
        FirehoseActions.of(deliveryStreams, answers),
        events.optimized(),
        events.sdk(),
        QueueActions.of(database, queues, answers, name -> name, name -> name),
        S3Actions.of(store),
        glue.build(),
        new QualityActions(
                tables, duck, ids, WorkRegister.inMemory(), folder.resolve("rulesets.json"))
            .service(),
        new RedshiftData(ids, WorkRegister.inMemory()).service(),
        new Topics(folder.resolve("sns"), ids, message -> {}, clock, database, answers, outbox)
            .service(),
        new Functions(getClass().getClassLoader(), Executors.newCachedThreadPool(), ids).service());
  }

  @Test
  void isWhatTheActionsDeclare() throws Exception {
    Map<String, Resumption> declared = new TreeMap<>();
    try (DuckDb duck = DuckDb.inMemory((bucket, key) -> folder)) {
      for (Service service : services(duck)) {
        service.actions().forEach((action, entry) -> put(declared, service, action, entry));
        service
            .optimizedActions()
            .forEach((action, entry) -> put(declared, service, action, entry));
      }
    }

    assertThat(documented()).isEqualTo(declared).isNotEmpty();
  }

  private static void put(
      Map<String, Resumption> declared, Service service, String action, Service.Entry entry) {
    Resumption resumption = entry.resumption().of(JsonObject.EMPTY);
    Resumption other = declared.put(service.name() + ":" + action, resumption);
    assertThat(other).as("the other integration of " + action).isIn(null, resumption);
  }

  private static Map<String, Resumption> documented() throws Exception {
    Map<String, Resumption> documented = new TreeMap<>();
    List<String> lines = Files.readAllLines(DOCUMENT);
    int heading = lines.indexOf(heading(lines));
    for (String row : lines.subList(heading + 2, lines.size())) {
      if (!row.startsWith("|")) {
        break;
      }
      String[] cells = row.split("\\|", -1);
      List<Resumption> columns = List.of(Resumption.REPEAT, Resumption.LOOK_UP, Resumption.RECORD);
      for (int i = 0; i < columns.size(); i++) {
        for (String action : cells[i + 2].strip().split(",\\s*")) {
          if (!action.isEmpty()) {
            documented.put(cells[1].strip() + ":" + action, columns.get(i));
          }
        }
      }
    }
    return documented;
  }

  private static String heading(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("\\| service \\| `REPEAT`.*`LOOK_UP`.*`RECORD`.*"))
        .findFirst()
        .orElseThrow();
  }
}
