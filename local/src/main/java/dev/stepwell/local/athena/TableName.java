package dev.stepwell.local.athena;

/**
 * A table's name.
 *
 * @param database the database, lower-case
 * @param table the table, lower-case
 */
record TableName(String database, String table) {

  @Override
  public String toString() {
    return database + "." + table;
  }
}
