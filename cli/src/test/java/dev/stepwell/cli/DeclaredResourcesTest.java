package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.DynamoDb;
import dev.stepwell.dsl.DynamoItem;
import dev.stepwell.dsl.EventBridge;
import dev.stepwell.dsl.Kinesis;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Sqs;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalogue declares is there in a local run, other workflows included. */
class DeclaredResourcesTest {

  @TempDir Path folder;

  record Empty() {}

  record Order(String id) {}

  private static final Workflow<Order> SHIP =
      Workflow.named("ship-order", Order.class)
          .flow(
              (flow, in) ->
                  flow.run(
                      "tell",
                      Sns.publish(
                          Text.deployed("ShippedTopicArn"), "shipped", in.text(Order::id))));

  private static final Workflow<Empty> TAKE =
      Workflow.named("take-order", Empty.class)
          .flow(
              (flow, in) -> {
                flow.run("queue", Sqs.queue("orders").send(Text.of("m")));
                flow.run(
                    "keep",
                    DynamoDb.table(Text.deployed("LocksTable"))
                        .put(DynamoItem.of("id", Text.of("a"))));
                flow.run(
                    "event",
                    EventBridge.put("shop", "order", Args.none()).bus(Text.deployed("ShopBus")));
                flow.run(
                    "record",
                    Kinesis.stream(Text.deployed("ClicksStream")).put(Text.of("k"), Text.of("r")));
                flow.run("ship", SHIP.with().with(Order::id, Text.of("17")).run());
              });

  private static final Catalogue SHOP =
      new Catalogue() {
        @Override
        public List<Workflow<?>> workflows() {
          return List.of(TAKE, SHIP);
        }

        @Override
        public Resources resources() {
          return Resources.builder()
              .add(new Resource.Queue("dead"))
              .add(new Resource.Queue("orders", "dead", 3))
              .add(new Resource.Table("locks", "id", null, "until"))
              .add(new Resource.EventBus("shop"))
              .add(new Resource.Stream("clicks", 1))
              .add(new Resource.Topic("Shipped"))
              .build();
        }
      };

  @Test
  void runsAWorkflowThatUsesThemAndStartsAnother() throws Exception {
    TestBench bench = TestBench.emptyIn(folder);

    int code = bench.run(SHOP, "run", "take-order");

    assertThat(bench.err()).isEmpty();
    assertThat(code).as(bench.out()).isZero();
    assertThat(Files.readString(folder.resolve(".stepwell/sns/Shipped.jsonl"))).contains("17");
  }
}
