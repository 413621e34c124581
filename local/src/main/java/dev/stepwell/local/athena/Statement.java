package dev.stepwell.local.athena;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of Athena here. */
sealed interface Statement {

  /** {@code StatementType} and {@code SubstatementType} of the query execution. */
  enum Kind {
    SELECT("DML", "SELECT"),
    INSERT("DML", "INSERT"),
    UNLOAD("DML", "UNLOAD"),
    CREATE_TABLE_AS("DDL", "CREATE_TABLE_AS_SELECT"),
    CREATE_TABLE("DDL", "CREATE_TABLE"),
    DROP_TABLE("DDL", "DROP_TABLE"),
    ADD_PARTITION("DDL", "ALTER_TABLE_ADD_PARTITION"),
    DROP_PARTITION("DDL", "ALTER_TABLE_DROP_PARTITION"),
    REPAIR("DDL", "MSCK_REPAIR_TABLE"),
    CREATE_DATABASE("DDL", "CREATE_DATABASE"),
    DROP_DATABASE("DDL", "DROP_DATABASE"),
    SHOW("UTILITY", "SHOW"),
    DESCRIBE("UTILITY", "DESCRIBE");

    private final String type;
    private final String substatement;

    Kind(String type, String substatement) {
      this.type = type;
      this.substatement = substatement;
    }

    String type() {
      return type;
    }

    String substatement() {
      return substatement;
    }
  }

  /** What kind it is. */
  Kind kind();

  /** A question. */
  record Select(String query) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SELECT;
    }
  }

  /**
   * {@code CREATE TABLE .. AS}.
   *
   * @param properties those of {@code WITH}; a list is in {@code lists}
   */
  record CreateTableAs(
      TableName table,
      boolean ifNotExists,
      Map<String, String> properties,
      List<String> partitionedBy,
      String query,
      boolean withData)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.CREATE_TABLE_AS;
    }
  }

  /** {@code INSERT INTO}; no columns means all of them. */
  record Insert(TableName table, List<String> columns, String query) implements Statement {
    @Override
    public Kind kind() {
      return Kind.INSERT;
    }
  }

  /** {@code UNLOAD (..) TO}. */
  record Unload(
      String query, String location, Map<String, String> properties, List<String> partitionedBy)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.UNLOAD;
    }
  }

  /** {@code CREATE EXTERNAL TABLE}, as the {@code TableInput} that it stands for. */
  record CreateTable(TableName table, boolean ifNotExists, JsonObject input) implements Statement {
    @Override
    public Kind kind() {
      return Kind.CREATE_TABLE;
    }
  }

  /** {@code DROP TABLE}. */
  record DropTable(TableName table, boolean ifExists) implements Statement {
    @Override
    public Kind kind() {
      return Kind.DROP_TABLE;
    }
  }

  /** Values by partition key, and where the files are if it is said. */
  record PartitionSpec(Map<String, String> values, @Nullable String location) {}

  /** {@code ALTER TABLE .. ADD PARTITION}. */
  record AddPartitions(TableName table, boolean ifNotExists, List<PartitionSpec> partitions)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.ADD_PARTITION;
    }
  }

  /** {@code ALTER TABLE .. DROP PARTITION}. */
  record DropPartitions(TableName table, boolean ifExists, List<PartitionSpec> partitions)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.DROP_PARTITION;
    }
  }

  /** {@code MSCK REPAIR TABLE}. */
  record Repair(TableName table) implements Statement {
    @Override
    public Kind kind() {
      return Kind.REPAIR;
    }
  }

  /** {@code CREATE DATABASE}. */
  record CreateDatabase(String name, boolean ifNotExists, JsonObject input) implements Statement {
    @Override
    public Kind kind() {
      return Kind.CREATE_DATABASE;
    }
  }

  /** {@code DROP DATABASE}. */
  record DropDatabase(String name, boolean ifExists, boolean cascade) implements Statement {
    @Override
    public Kind kind() {
      return Kind.DROP_DATABASE;
    }
  }

  /** {@code SHOW DATABASES}. */
  record ShowDatabases() implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW;
    }
  }

  /** {@code SHOW TABLES}; the pattern is empty or a regular expression. */
  record ShowTables(String database, String pattern) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW;
    }
  }

  /** {@code SHOW PARTITIONS}. */
  record ShowPartitions(TableName table) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW;
    }
  }

  /** {@code DESCRIBE}. */
  record Describe(TableName table) implements Statement {
    @Override
    public Kind kind() {
      return Kind.DESCRIBE;
    }
  }
}
