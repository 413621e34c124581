package dev.stepwell.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arrows between the modules, and what no class may do. */
@AnalyzeClasses(packages = "dev.stepwell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** What each module may use, beside itself and libraries. */
  private static final Map<String, List<String>> ARROWS =
      new TreeMap<>(
          Map.of(
              "asl", List.of(),
              "dsl", List.of("asl"),
              "engine", List.of("asl"),
              "scheduler", List.of("asl", "engine"),
              "local", List.of("asl", "engine"),
              "aws", List.of("asl", "dsl"),
              "lambdas", List.of(),
              "workflows", List.of("dsl", "lambdas"),
              "cli", List.of("asl", "dsl", "engine", "scheduler", "local", "aws")));

  @ArchTest
  static void modulesUseOnlyWhatTheArrowsAllow(JavaClasses classes) {
    ARROWS.forEach(
        (module, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    ARROWS.keySet().stream()
                        .filter(other -> !other.equals(module) && !allowed.contains(other))
                        .map(ArchitectureTest::packageOf)
                        .toArray(String[]::new))
                .because("DESIGN: " + module + " uses only " + allowed)
                .check(classes));
  }

  @ArchTest
  static final ArchRule workflowsSeeOnlyTheRecordsOfLambdas =
      noClasses()
          .that()
          .resideInAPackage(packageOf("workflows"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(packageOf("lambdas")).and(not(assignableTo(Record.class))));

  @ArchTest
  static final ArchRule awsSdkIsUsedByAwsAndLambdasOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(packageOf("aws"), packageOf("lambdas"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule languageDependsOnTheTokenizerOnly =
      classes()
          .that()
          .resideInAPackage(packageOf("asl"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "com.fasterxml.jackson.core..", packageOf("asl"));

  /** A module's root package is left out: it has the public types, which its parts use too. */
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.stepwell.(*).(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule librariesDoNotPrint =
      noClasses()
          .that()
          .resideOutsideOfPackage(packageOf("cli"))
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Common|Impl|Manager)(\\$.*)?")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..");

  private static String packageOf(String module) {
    return "dev.stepwell." + module + "..";
  }
}
