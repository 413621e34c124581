package dev.stepwell.local.glue;

import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Makes catalog tables known to the SQL engine as {@code database.table}, for questions that people
 * ask. Thread-safe.
 */
public final class LakeViews {

  private final Object lock = new Object();
  private final LakeTables tables;

  /** Views of these tables. */
  public LakeViews(LakeTables tables) {
    this.tables = tables;
  }

  /**
   * Brings up to date the views of the tables whose names are in the SQL text.
   *
   * @throws SQLException if the engine refuses a view, or a table cannot be read
   */
  public void refresh(SqlSession session, String sql) throws SQLException {
    String text = sql.toLowerCase(Locale.ROOT);
    Catalog catalog = tables.catalog();
    synchronized (lock) {
      for (String database : catalog.databases()) {
        if (!text.contains(database)) {
          continue;
        }
        session.run("ATTACH IF NOT EXISTS ':memory:' AS " + SqlText.name(database));
        try {
          for (Table table : catalog.tables(database)) {
            if (text.contains(table.name())) {
              session.run(
                  "CREATE OR REPLACE VIEW "
                      + SqlText.name(database)
                      + ".main."
                      + SqlText.name(table.name())
                      + " AS "
                      + tables.select(session, database, table.name(), null));
            }
          }
        } catch (ServiceException refused) {
          throw new SQLException(refused.reason(), refused);
        }
      }
    }
  }
}
