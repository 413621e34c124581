package dev.stepwell.local.events;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a rule go, and what is made of them; at most one of the three inputs is
 * given. Immutable.
 *
 * @param arn the ARN of a queue, topic, function, delivery stream, state machine, bus or log group;
 *     a log group is the file {@code logs/<name>.jsonl}
 * @param input what the target gets instead of the event, JSON text; null for the event
 * @param inputPath the part of the event that the target gets; null for all
 * @param inputPaths values for the template by name, with their paths
 * @param inputTemplate the text that the target gets, with {@code <name>} for values; null for none
 * @param messageGroupId the group in a FIFO queue; null for none
 * @param deadLetters the ARN of the queue that gets what the target cannot; null for none
 */
public record TargetDefinition(
    String arn,
    @Nullable String input,
    @Nullable String inputPath,
    Map<String, String> inputPaths,
    @Nullable String inputTemplate,
    @Nullable String messageGroupId,
    @Nullable String deadLetters) {

  private static final List<String> SERVICES =
      List.of("sqs", "sns", "lambda", "firehose", "states", "events", "logs");

  /** Checks the target's kind and its input. */
  public TargetDefinition {
    requireNonNull(arn, "arn");
    inputPaths = Collections.unmodifiableMap(new LinkedHashMap<>(inputPaths));
    String[] parts = arn.split(":", 4);
    if (parts.length < 4 || !parts[0].equals("arn") || !SERVICES.contains(parts[2])) {
      throw new IllegalArgumentException(
          "target '" + arn + "': it must be the ARN of a resource of one of " + SERVICES);
    }
    int given =
        (input == null ? 0 : 1) + (inputPath == null ? 0 : 1) + (inputTemplate == null ? 0 : 1);
    if (given > 1) {
      throw new IllegalArgumentException(
          "target '" + arn + "': only one of Input, InputPath and InputTransformer may be given");
    }
    if (input != null) {
      checkJson(arn, input);
    }
    if (inputPath != null) {
      EventPath.of(inputPath);
    }
    inputPaths.values().forEach(EventPath::of);
  }

  private static void checkJson(String arn, String input) {
    try {
      Json.parse(input);
    } catch (JsonSyntaxException wrong) {
      throw new IllegalArgumentException(
          "target '" + arn + "': Input must be JSON: " + wrong.getMessage(), wrong);
    }
  }

  /** A target that gets the whole event. */
  public static TargetDefinition of(String arn) {
    return new TargetDefinition(arn, null, null, Map.of(), null, null, null);
  }

  /** The target, getting this JSON text. */
  public TargetDefinition withInput(String json) {
    return new TargetDefinition(arn, json, null, Map.of(), null, messageGroupId, deadLetters);
  }

  /** The target, getting this part of the event. */
  public TargetDefinition withInputPath(String path) {
    return new TargetDefinition(arn, null, path, Map.of(), null, messageGroupId, deadLetters);
  }

  /** The target, getting this text with values of the event in it. */
  public TargetDefinition withTransformer(Map<String, String> paths, String template) {
    return new TargetDefinition(arn, null, null, paths, template, messageGroupId, deadLetters);
  }

  /** The target, a FIFO queue, with a group for all messages. */
  public TargetDefinition withMessageGroup(String id) {
    return new TargetDefinition(arn, input, inputPath, inputPaths, inputTemplate, id, deadLetters);
  }

  /** The target with a queue for what cannot be delivered, by its ARN. */
  public TargetDefinition withDeadLetters(String queueArn) {
    return new TargetDefinition(
        arn, input, inputPath, inputPaths, inputTemplate, messageGroupId, queueArn);
  }
}
