package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A crawler: what it looks at and where it writes what it found.
 *
 * @param name the crawler's name
 * @param database the catalog database that gets the tables
 * @param targets S3 addresses of folders, such as {@code s3://landing/flights/}
 * @param tablePrefix put before the tables' names; may be empty
 * @param policy what it does about changes
 */
public record CrawlerDefinition(
    String name, String database, List<String> targets, String tablePrefix, CrawlerPolicy policy) {

  /** Copies the targets. */
  public CrawlerDefinition {
    requireNonNull(name, "name");
    requireNonNull(database, "database");
    targets = List.copyOf(targets);
    requireNonNull(tablePrefix, "tablePrefix");
    requireNonNull(policy, "policy");
  }

  /** A crawler with {@link CrawlerPolicy#DEFAULT}. */
  public CrawlerDefinition(String name, String database, List<String> targets, String tablePrefix) {
    this(name, database, targets, tablePrefix, CrawlerPolicy.DEFAULT);
  }

  /** This, with another policy. */
  public CrawlerDefinition with(CrawlerPolicy other) {
    return new CrawlerDefinition(name, database, targets, tablePrefix, other);
  }
}
