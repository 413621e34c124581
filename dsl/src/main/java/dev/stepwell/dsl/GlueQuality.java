package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** A data quality run. */
public final class GlueQuality extends Task<Glue.QualityRun> {

  private final String ruleset;
  private final GlueTable table;
  private final Expr.Fields sources;
  private final Text role;

  GlueQuality(String ruleset, GlueTable table, Expr.Fields sources, Text role) {
    super(
        "Glue data quality " + ruleset,
        work(ruleset, table, sources, role),
        parts ->
            new Glue.QualityRun(
                new Num(parts.part("score")),
                new Items<>(parts.part("failedRules"), Naming.SAME),
                new Text(parts.part("resultId"))));
    this.ruleset = ruleset;
    this.table = table;
    this.sources = sources;
    this.role = role;
  }

  /** On the partitions whose column has this value; without it the whole table is read. */
  public GlueQuality partition(String column, Value<?> value) {
    return new GlueQuality(ruleset, table.partition(column, value), sources, role);
  }

  /** With another table that rules can name by the alias. */
  public GlueQuality source(String alias, GlueTable other) {
    return new GlueQuality(ruleset, table, sources.and(alias, other.source()), role);
  }

  /** With the role that reads the data; default <code>${GlueRoleArn}</code>. */
  public GlueQuality role(Text arn) {
    return new GlueQuality(ruleset, table, sources, arn);
  }

  private static Work work(String ruleset, GlueTable table, Expr.Fields sources, Text role) {
    Expr.Fields request =
        Expr.fields()
            .and("DataSource", table.source())
            .and("Role", role.expr())
            .and("RulesetNames", new Expr.Elements(List.of(Text.of(ruleset).expr())))
            .and("ClientToken", new Expr.Token());
    Call start =
        Glue.call(
            "startDataQualityRulesetEvaluationRun",
            sources.members().isEmpty() ? request : request.and("AdditionalDataSources", sources),
            Permission.on(
                Glue.HERE + "dataQualityRuleset/*",
                "glue:StartDataQualityRulesetEvaluationRun",
                "glue:GetDataQualityRulesetEvaluationRun",
                "glue:GetDataQualityResult"),
            Permission.passRole(Arns.of(role), "glue.amazonaws.com"));
    Polling polling =
        new Polling(
            Glue.call(
                "getDataQualityRulesetEvaluationRun",
                Expr.fields().and("RunId", new Expr.Local("run"))),
            List.of("Status"),
            List.of("ErrorString"),
            List.of("STARTING", "RUNNING", "STOPPING"),
            List.of("SUCCEEDED"),
            List.of("FAILED", "STOPPED", "TIMEOUT"),
            "Glue.QualityRun",
            15,
            60,
            Glue.TWO_HOURS);
    return new Work.Fetched(
        start,
        Expr.result("RunId"),
        polling,
        Expr.raw("$exists({0}) ? {0}[0] : ''", Expr.result("ResultIds")),
        Glue.call("getDataQualityResult", Expr.fields().and("ResultId", new Expr.Local("result"))),
        Outputs.of(
            Expr.fields()
                .and("score", Expr.result("Score"))
                .and(
                    "failedRules",
                    Expr.call(
                        "[{0}[Result != 'PASS'].{'name': Name, 'rule': Description, 'result':"
                            + " Result, 'message': $substring(EvaluationMessage, 0, 200)}]",
                        Expr.result("RuleResults")))
                .and("resultId", Expr.result("ResultId"))));
  }
}
