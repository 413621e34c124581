package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

/**
 * What a crawler does about what it finds changed.
 *
 * @param update about a table whose schema has changed
 * @param delete about tables and partitions whose files are gone
 * @param recrawl which folders it looks at
 */
public record CrawlerPolicy(Update update, Delete delete, Recrawl recrawl) {

  /** {@code SchemaChangePolicy.UpdateBehavior}. */
  public enum Update {
    /** The table is as the files are. */
    UPDATE_IN_DATABASE,
    /** A table that is there stays as it is; new tables and partitions are added. */
    LOG
  }

  /** {@code SchemaChangePolicy.DeleteBehavior}. */
  public enum Delete {
    /** Nothing is removed. */
    LOG,
    /** Tables and partitions are removed. */
    DELETE_FROM_DATABASE,
    /** Tables are marked, partitions removed. */
    DEPRECATE_IN_DATABASE
  }

  /** {@code RecrawlPolicy.RecrawlBehavior}; {@code CRAWL_EVENT_MODE} needs a queue of events. */
  public enum Recrawl {
    /** Everything. */
    CRAWL_EVERYTHING,
    /** Folders that no partition and no table has yet; what changed in others is not seen. */
    CRAWL_NEW_FOLDERS_ONLY
  }

  /** What AWS takes unless it is told otherwise. */
  public static final CrawlerPolicy DEFAULT =
      new CrawlerPolicy(
          Update.UPDATE_IN_DATABASE, Delete.DEPRECATE_IN_DATABASE, Recrawl.CRAWL_EVERYTHING);

  /** Checks that all is there, and that a crawler of new folders only logs changes, as on AWS. */
  public CrawlerPolicy {
    requireNonNull(update, "update");
    requireNonNull(delete, "delete");
    requireNonNull(recrawl, "recrawl");
    if (recrawl == Recrawl.CRAWL_NEW_FOLDERS_ONLY
        && (update != Update.LOG || delete != Delete.LOG)) {
      throw new IllegalArgumentException(
          "a crawler with CRAWL_NEW_FOLDERS_ONLY can only LOG updates and deletions, not "
              + update
              + " and "
              + delete);
    }
  }

  /** Only new folders, which means that changes are logged. */
  public static CrawlerPolicy newFoldersOnly() {
    return new CrawlerPolicy(Update.LOG, Delete.LOG, Recrawl.CRAWL_NEW_FOLDERS_ONLY);
  }
}
