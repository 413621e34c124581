package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQL with parameters. */
public final class RedshiftQuery extends Task<Redshift.Statement> {

  private static final Duration LONGEST_SESSION = Duration.ofHours(24);

  private final RedshiftTarget target;
  private final String kind;
  private final List<String> statements;
  private final Map<String, Value<?>> parameters;
  private final Expr.Fields more;

  private RedshiftQuery(
      RedshiftTarget target,
      String kind,
      List<String> statements,
      Map<String, Value<?>> parameters,
      Expr.Fields more) {
    super(
        kind,
        RedshiftCalls.polled(
            target, statements.stream().map(sql -> Text.of(sql).expr()).toList(), parameters, more),
        Redshift::statement);
    this.target = target;
    this.kind = kind;
    this.statements = statements;
    this.parameters = parameters;
    this.more = more;
  }

  static RedshiftQuery of(RedshiftTarget target, String kind, List<String> statements) {
    return new RedshiftQuery(target, kind, statements, new LinkedHashMap<>(), Expr.fields());
  }

  /**
   * With this value for {@code :name}. Redshift takes it as a text; cast it where another type is
   * needed.
   *
   * @param name letters, digits and underscores; some statement must use it
   */
  public RedshiftQuery with(String name, Value<?> value) {
    return new RedshiftQuery(
        target, kind, statements, with(parameters, statements, name, value), more);
  }

  /**
   * Leaves its session open for so long after it has ended, for statements that go on in it: see
   * {@link Redshift#session}. Open and use a session in the same scope: a redrive after its end
   * does not find it.
   *
   * @param time whole seconds, at most 24 hours
   */
  public RedshiftQuery keepSession(Duration time) {
    if (time.toSeconds() < 1 || time.compareTo(LONGEST_SESSION) > 0) {
      throw InvalidWorkflowException.here(
          "a Redshift session is kept for 1 second to 24 hours, but this one for " + time);
    }
    return new RedshiftQuery(
        target,
        kind,
        statements,
        parameters,
        more.and("SessionKeepAliveSeconds", Expr.number(time.toSeconds())));
  }

  RedshiftQuery autoCommitted() {
    return new RedshiftQuery(
        target, kind, statements, parameters, more.and("ExecutionMode", Expr.text("AUTO_COMMIT")));
  }

  /** The parameters with one more, which some statement must use. */
  static Map<String, Value<?>> with(
      Map<String, Value<?>> parameters, List<String> statements, String name, Value<?> value) {
    if (!name.matches("[0-9a-zA-Z_]+")
        || statements.stream()
            .noneMatch(sql -> sql.matches("(?s).*:" + name + "(?![0-9a-zA-Z_]).*"))) {
      throw InvalidWorkflowException.here(
          "no statement uses the parameter :"
              + name
              + "; Redshift refuses parameters that are not used, write :"
              + name
              + " where the value belongs");
    }
    Map<String, Value<?>> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return more;
  }
}
