package dev.stepwell.local.events;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Outbox;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.StateDatabase;
import dev.stepwell.local.state.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The buses and their rules: says which targets get an event. Thread-safe. */
public final class EventBuses {

  /** The bus that every account has. */
  public static final String DEFAULT = "default";

  private record Rule(RuleDefinition definition, String arn, EventPattern pattern) {}

  private final StateDatabase database;
  private final Outbox outbox;
  private final Map<String, List<Rule>> buses = new ConcurrentSkipListMap<>();

  /** The default bus, without rules. */
  public EventBuses(StateDatabase database, Outbox outbox) {
    this.database = requireNonNull(database, "database");
    this.outbox = requireNonNull(outbox, "outbox");
    addBus(DEFAULT);
  }

  /** Adds a bus; nothing happens if it is there. */
  public void addBus(String name) {
    buses.putIfAbsent(name, new CopyOnWriteArrayList<>());
  }

  /**
   * Adds a rule.
   *
   * @throws IllegalArgumentException if there is no such bus
   */
  public void add(RuleDefinition rule, String arn) {
    List<Rule> rules = buses.get(rule.bus());
    if (rules == null) {
      throw new IllegalArgumentException(
          "rule '"
              + rule.name()
              + "': there is no bus '"
              + rule.bus()
              + "'; declare it. There are "
              + buses.keySet());
    }
    rules.add(new Rule(rule, arn, EventPattern.of(rule.pattern())));
  }

  /**
   * Puts an event that a local service has to tell on the default bus, and delivers it.
   *
   * @param event the whole event, with an id that no other has
   */
  public void tell(JsonObject event) {
    boolean unused =
        database.<Boolean, RuntimeException>transact(
            transaction -> {
              put(transaction, DEFAULT, event, outbox.hops());
              return true;
            });
    outbox.deliver();
  }

  /** Takes what is delivered to a bus's ARN. */
  public void receive(Transaction transaction, Delivery delivery) throws ServiceException {
    if (!(Json.parse(delivery.body()) instanceof JsonObject event) || !event.has("detail-type")) {
      throw ServiceException.refused("InvalidEvent", "a bus takes whole events from its rules");
    }
    put(transaction, Delivery.nameIn(delivery.target()), event, delivery.hops() + 1);
  }

  /** Sends an event to the targets of all rules that it matches; an unknown bus has none. */
  void put(Transaction transaction, String bus, JsonObject event, int hops) {
    for (Rule rule : buses.getOrDefault(bus, List.of())) {
      if (rule.pattern().matches(event)) {
        for (TargetDefinition target : rule.definition().targets()) {
          outbox.put(transaction, delivery(rule, target, event, hops));
        }
      }
    }
  }

  private static Delivery delivery(Rule rule, TargetDefinition target, JsonObject event, int hops) {
    JsonObject options =
        JsonObject.builder().putIfPresent("MessageGroupId", target.messageGroupId()).build();
    return new Delivery(
        String.valueOf(event.string("id")),
        target.arn(),
        rule.arn(),
        TargetInput.of(target, event, rule.arn()),
        options,
        target.deadLetters(),
        hops);
  }
}
