package dev.stepwell.local.glue;

import dev.stepwell.local.service.Service;
import dev.stepwell.local.sql.DuckDb;

/** The actions of Glue that a state machine calls. */
public final class GlueActions {

  private GlueActions() {}

  /**
   * Glue with its catalog, crawlers and jobs; more actions can be put before it is built.
   *
   * @param duck evaluates conditions over partitions
   */
  public static Service.Builder of(LakeTables tables, Crawlers crawlers, Jobs jobs, DuckDb duck) {
    Service.Builder glue =
        Service.named("glue", "Glue")
            .modelled(
                "AlreadyExistsException",
                "ConcurrentModificationException",
                "ConcurrentRunsExceededException",
                "CrawlerNotRunningException",
                "CrawlerRunningException",
                "CrawlerStoppingException",
                "EntityNotFoundException",
                "IdempotentParameterMismatchException",
                "IllegalWorkflowStateException",
                "InternalServiceException",
                "InvalidInputException",
                "OperationTimeoutException",
                "ResourceNumberLimitExceededException",
                "ThrottlingException");
    new TableActions(tables.catalog()).addTo(glue);
    new PartitionActions(tables, duck).addTo(glue);
    crawlers.addActions(glue);
    jobs.addActions(glue);
    return glue;
  }
}
