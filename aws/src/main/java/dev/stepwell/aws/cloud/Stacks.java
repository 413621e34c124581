package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.yaml.TemplateReader;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/**
 * Stacks of CloudFormation. Thread-safe.
 *
 * <p>Every method throws {@link CloudException} if AWS refuses or cannot be reached.
 */
public final class Stacks implements AutoCloseable {

  private final CloudFormationClient client;

  private Stacks(CloudFormationClient client) {
    this.client = client;
  }

  /** A client; nothing is asked yet. */
  public static Stacks at(Connection connection) {
    return new Stacks(Clients.of("CloudFormation", CloudFormationClient.builder(), connection));
  }

  /**
   * The template with which a stack was deployed last, before SAM's transformation; empty if there
   * is no such stack.
   */
  public Optional<JsonObject> template(String stack) {
    return Failures.telling(
        "cannot read the template of the stack " + stack,
        () -> {
          try {
            return Optional.of(
                read(
                    stack,
                    client
                        .getTemplate(
                            it -> it.stackName(stack).templateStage(TemplateStage.ORIGINAL))
                        .templateBody()));
          } catch (CloudFormationException refused) {
            if (String.valueOf(refused.getMessage()).contains("does not exist")) {
              return Optional.empty();
            }
            throw refused;
          }
        });
  }

  private static JsonObject read(String stack, String text) {
    try {
      return TemplateReader.read(text);
    } catch (IllegalArgumentException e) {
      throw new CloudException(
          "the template of the stack " + stack + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
