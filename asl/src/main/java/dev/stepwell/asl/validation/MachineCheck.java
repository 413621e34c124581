package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.StateMachineType;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;

/** A whole definition: its form first, then where its transitions lead. */
public final class MachineCheck {

  static final ValueCheck LANGUAGE = TextCheck.word("JSONPath", "JSONata");

  private static final FieldSet FIELDS =
      GraphCheck.fields()
          .and(
              both("Version", TextCheck.word("1.0")),
              both("QueryLanguage", LANGUAGE),
              both("TimeoutSeconds", NumberCheck.integer(1, NumberCheck.LONGEST)));

  private MachineCheck() {}

  /** Every problem of a definition; the form's first, in the order in which they stand. */
  public static List<Diagnostic> check(JsonObject definition, StateMachineType type) {
    Findings findings = new Findings();
    QueryLanguage language =
        "JSONata".equals(definition.string("QueryLanguage"))
            ? QueryLanguage.JSONATA
            : QueryLanguage.JSONPATH;
    Scope scope = Scope.of(findings, new Scope.Machine(language, type));
    FIELDS.checkObject(definition, Place.ROOT, scope);
    LinkCheck.machine(definition, findings);
    return findings.list();
  }
}
