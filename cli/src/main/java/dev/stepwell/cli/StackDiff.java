package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.SamTemplate;
import dev.stepwell.aws.cloud.Stacks;
import dev.stepwell.aws.diff.TemplateChange;
import dev.stepwell.aws.diff.TemplateDiff;
import dev.stepwell.aws.yaml.TemplateReader;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.Compiled;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between the template of the workflows and that of the stack. */
final class StackDiff {

  private final Workplace workplace;
  private final AwsOptions aws;
  private final @Nullable String named;
  private final boolean asJson;

  /**
   * A comparison.
   *
   * @param named the stack; null for that of the prefix, which need not be there
   */
  StackDiff(Workplace workplace, AwsOptions aws, @Nullable String named, boolean asJson) {
    this.workplace = workplace;
    this.aws = aws;
    this.named = named;
    this.asJson = asJson;
  }

  /**
   * Prints it.
   *
   * @param machines those that are compared
   * @param theirsAlone whether only what belongs to them is meant, and not all that the template
   *     has
   * @return whether nothing differs
   */
  boolean print(List<Compiled> machines, boolean theirsAlone) {
    String stack = named == null ? aws.prefix() : named;
    Optional<JsonObject> deployed;
    try (Stacks client = Stacks.at(aws.connection())) {
      deployed = client.template(stack);
    }
    if (deployed.isEmpty() && named != null) {
      throw UserException.failure(
          "there is no stack '%s'.\nLook at its name in samconfig.toml, and at --region."
              .formatted(stack));
    }
    List<TemplateChange> changes =
        deployed
            .map(
                there ->
                    TemplateDiff.of(
                        there,
                        template(theirsAlone ? AwsWorkflows.compiled(workplace, null) : machines)))
            .orElse(List.of());
    if (theirsAlone) {
      Set<String> own = machines.stream().map(SamTemplate::logicalId).collect(Collectors.toSet());
      changes =
          changes.stream()
              .filter(each -> each.section().equals("Resources") && own.contains(each.name()))
              .toList();
    }
    PrintWriter out = workplace.screen().out();
    if (asJson) {
      out.println(json(stack, deployed.isPresent(), changes).compact());
    } else if (deployed.isEmpty()) {
      out.printf(
          "stack %s  is not there, so that roles, triggers and other resources are not compared; name it with --stack%n",
          stack);
    } else {
      out.printf(
          "stack %s  %s%n",
          stack, changes.isEmpty() ? "is the same" : Words.count(changes.size(), "change"));
      changes.forEach(change -> out.println("  " + change.text()));
    }
    return changes.isEmpty();
  }

  private JsonObject template(List<Compiled> all) {
    return TemplateReader.read(SamTemplate.of(all, workplace.catalogues().get().resources()));
  }

  private static JsonObject json(String stack, boolean there, List<TemplateChange> changes) {
    return JsonObject.builder()
        .put("stack", stack)
        .put("deployed", there)
        .put("changes", JsonArray.of(changes.stream().map(StackDiff::json).toList()))
        .build();
  }

  private static Json json(TemplateChange change) {
    return JsonObject.builder()
        .put("section", change.section())
        .put("name", change.name())
        .put("part", change.part())
        .put("before", change.before() == null ? JsonNull.NULL : change.before())
        .put("after", change.after() == null ? JsonNull.NULL : change.after())
        .build();
  }
}
