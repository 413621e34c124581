package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A Redshift database that is there.
 *
 * @param cluster whether it is a provisioned cluster's, or else a workgroup's
 * @param name the cluster's identifier or the workgroup's name
 * @param database the database's name
 */
record WarehouseDefinition(boolean cluster, String name, String database) {

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  WarehouseDefinition {
    requireNonNull(name, "name");
    requireNonNull(database, "database");
  }

  /** The name of the file in the state folder that keeps it. */
  String file(boolean first) {
    if (first) {
      return "warehouse.duckdb";
    }
    String names = name + "-" + database;
    if (!FILE_NAME.matcher(names).matches()) {
      throw new IllegalArgumentException(
          "the warehouse %s cannot be kept in a file of its name; use letters, digits, _ and -"
              .formatted(this));
    }
    return (cluster ? "cluster-" : "workgroup-") + names + ".duckdb";
  }

  @Override
  public String toString() {
    return name + "/" + database;
  }
}
