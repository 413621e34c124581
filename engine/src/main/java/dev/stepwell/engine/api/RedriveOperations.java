package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.NotRedrivableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sets executions going again. */
final class RedriveOperations {

  private record Done(String clientToken, Instant at) {}

  private static final int REMEMBERED = 10;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(15);

  private static final Shape REDRIVE =
      Shape.empty()
          .required("executionArn", Limits.ARN)
          .optional("clientToken", Constraint.text(1, 64, "[!-~]+"));

  private final Registry registry;
  private final Map<Execution, Deque<Done>> done = Collections.synchronizedMap(new WeakHashMap<>());

  RedriveOperations(Registry registry) {
    this.registry = registry;
  }

  List<Operation> all() {
    return List.of(new Operation("RedriveExecution", REDRIVE, this::redrive));
  }

  private JsonObject redrive(Request request) {
    Execution execution = registry.execution(Arn.parse(request.text("executionArn"), "execution"));
    Deque<Done> earlier = done.computeIfAbsent(execution, any -> new ArrayDeque<>());
    synchronized (earlier) {
      String token = request.optional("clientToken");
      Instant date = repeated(earlier, token);
      if (date == null) {
        date = redriven(execution);
        remember(earlier, token, date);
      }
      return JsonObject.of("redriveDate", Times.json(date));
    }
  }

  private @Nullable Instant repeated(Deque<Done> earlier, @Nullable String token) {
    Instant oldest = registry.now().minus(REMEMBERED_FOR);
    return earlier.stream()
        .filter(each -> each.clientToken.equals(token) && each.at.isAfter(oldest))
        .map(Done::at)
        .findFirst()
        .orElse(null);
  }

  private Instant redriven(Execution execution) {
    try {
      Execution again = registry.engine().redrive(execution).join();
      return again.redriveTime().orElseThrow();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NotRedrivableException no) {
        throw ApiException.of("ExecutionNotRedrivable", String.valueOf(no.getMessage()));
      }
      throw e;
    }
  }

  private static void remember(Deque<Done> earlier, @Nullable String token, Instant date) {
    if (token != null) {
      earlier.addLast(new Done(token, date));
      if (earlier.size() > REMEMBERED) {
        earlier.removeFirst();
      }
    }
  }
}
