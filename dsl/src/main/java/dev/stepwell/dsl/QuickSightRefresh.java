package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.regex.Pattern;

/** A refresh of a dataset in SPICE. */
public final class QuickSightRefresh extends Task<QuickSight.Ingestion> {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final String EXISTS = "QuickSight.ResourceExistsException";
  private static final RetryRule SERVICE =
      RetryRule.service(
          "QuickSight.ThrottlingException",
          "QuickSight.InternalFailureException",
          "QuickSight.QuickSightException",
          "QuickSight.SdkClientException");
  private static final int CALL_SECONDS = 60;
  private static final int TWO_HOURS = 7200;

  private final Text dataSetId;
  private final Expr account;
  private final String type;

  private QuickSightRefresh(Text dataSetId, Expr account, String type) {
    super(
        "QuickSight refresh",
        work(dataSetId, account, type),
        parts ->
            new QuickSight.Ingestion(
                new Text(parts.part("ingestionId")),
                new Num(parts.part("rowsIngested")),
                new Num(parts.part("rowsDropped")),
                new Num(parts.part("seconds"))));
    this.dataSetId = dataSetId;
    this.account = account;
    this.type = type;
  }

  static QuickSightRefresh of(Text dataSetId) {
    Expr own =
        Expr.call("$split({0}, ':')[4]", new Expr.At("$states.context.Execution.Id", List.of()));
    return new QuickSightRefresh(dataSetId, own, "FULL_REFRESH");
  }

  /** Takes in only what is new, as the dataset's own look-back window says. */
  public QuickSightRefresh incremental() {
    return new QuickSightRefresh(dataSetId, account, "INCREMENTAL_REFRESH");
  }

  /** Of this account's QuickSight; by default that of the execution. */
  public QuickSightRefresh account(Text id) {
    Accepted.text("account of the QuickSight dataset", id, ACCOUNT, "has 12 digits; check it");
    return new QuickSightRefresh(dataSetId, id.expr(), type);
  }

  private static Work work(Text dataSetId, Expr account, String type) {
    String ingestions = Arns.here("quicksight") + "dataset/" + Arns.of(dataSetId) + "/ingestion/*";
    Expr.Fields named =
        Expr.fields().and("AwsAccountId", account).and("DataSetId", dataSetId.expr());
    Call start =
        call(
            "createIngestion",
            named.and("IngestionId", new Expr.Token()).and("IngestionType", Expr.text(type)),
            Permission.on(ingestions, "quicksight:CreateIngestion"));
    Polling polling =
        new Polling(
            call(
                "describeIngestion",
                named.and("IngestionId", new Expr.Local("run")),
                Permission.on(ingestions, "quicksight:DescribeIngestion")),
            Told.at("Ingestion", "IngestionStatus"),
            Told.text(
                "",
                Told.at("Ingestion", "ErrorInfo", "Message"),
                Told.at("Ingestion", "ErrorInfo", "Type")),
            List.of("INITIALIZED", "QUEUED", "RUNNING"),
            List.of("COMPLETED"),
            List.of("FAILED", "CANCELLED"),
            "QuickSight.Ingestion",
            15,
            60,
            TWO_HOURS);
    return new Work.Polled(
        start,
        Told.at("IngestionId"),
        new Work.Known(EXISTS, new Expr.Token()),
        polling,
        Outputs.of(
            Expr.fields()
                .and("ingestionId", new Expr.Local("run"))
                .and("rowsIngested", Told.number(Told.at("Ingestion", "RowInfo", "RowsIngested")))
                .and("rowsDropped", Told.number(Told.at("Ingestion", "RowInfo", "RowsDropped")))
                .and("seconds", Told.number(Told.at("Ingestion", "IngestionTimeInSeconds")))));
  }

  private static Call call(String action, Expr.Fields arguments, Permission permission) {
    return new Call(
        "aws-sdk:quicksight:" + action,
        arguments,
        CALL_SECONDS,
        List.of(SERVICE),
        List.of(permission));
  }
}
