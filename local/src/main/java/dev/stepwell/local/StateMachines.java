package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.ExecutionAlreadyExistsException;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.Receiver;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the state machines of an engine. An execution is named after what started it, so a
 * delivery that comes twice starts one, as was seen on AWS. Thread-safe.
 */
final class StateMachines implements Receiver.Called {

  private static final Logger LOG = LoggerFactory.getLogger(StateMachines.class);

  private final Engine engine;

  StateMachines(Engine engine) {
    this.engine = requireNonNull(engine, "engine");
  }

  @Override
  public void receive(Delivery delivery) throws ServiceException {
    // The engine may be built with another account; names are the same.
    Optional<StateMachineHandle> machine =
        engine
            .stateMachine(delivery.target())
            .or(() -> engine.stateMachine(Delivery.nameIn(delivery.target())));
    if (machine.isEmpty()) {
      throw ServiceException.refused(
          "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + delivery.target() + "'");
    }
    try {
      engine.startLater(machine.get(), name(delivery), Json.parse(delivery.body())).join();
    } catch (ExecutionAlreadyExistsException twice) {
      LOG.debug("{} was delivered twice", delivery.id(), twice);
    } catch (JsonSyntaxException noJson) {
      throw ServiceException.refused(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: " + noJson.getMessage());
    } catch (IllegalArgumentException refused) {
      throw ServiceException.refused("ValidationException", String.valueOf(refused.getMessage()));
    }
  }

  /** The event's id, and one that tells apart what several rules make of it. */
  private static String name(Delivery delivery) {
    String what = delivery.source() + "/" + delivery.target() + "/" + delivery.body();
    return delivery.id() + "_" + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
  }
}
