package dev.stepwell.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.iam.DefinitionRights;
import dev.stepwell.dsl.iam.PermissionCheck;
import dev.stepwell.dsl.iam.StateRights;
import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each right of each machine is needed by the definition, and none is missing. */
class LeastPrivilegeTest {

  static Stream<Compiled> machines() {
    return new WorkflowCatalogue()
        .workflows().stream()
            .map(workflow -> workflow.compile())
            .flatMap(compiled -> Stream.of(compiled, compiled.net()))
            .filter(Objects::nonNull);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void allowsWhatTheDefinitionNeeds(Compiled machine) {
    assertThat(PermissionCheck.missing(needed(machine), permissions(machine))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void missesEveryStatementThatIsRemoved(Compiled machine) {
    List<Permission> all = permissions(machine);
    assertThat(all).isNotEmpty();
    for (Permission removed : all) {
      List<Permission> others = new ArrayList<>(all);
      others.remove(removed);

      assertThat(PermissionCheck.missing(needed(machine), others))
          .as("without " + removed)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void missesEveryActionThatIsRemoved(Compiled machine) {
    assertThat(PermissionCheck.needless(needed(machine), permissions(machine))).isEmpty();
  }

  private static List<StateRights> needed(Compiled machine) {
    return DefinitionRights.of("*" + machine.name(), machine.definition());
  }

  private static List<Permission> permissions(Compiled machine) {
    return machine.iam().stream().map(Grant::permission).toList();
  }
}
