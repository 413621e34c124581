package dev.stepwell.dsl;

/**
 * What a COPY can be told beside its source, role and format, and with which formats (Amazon
 * Redshift developer guide, "Data format parameters", "Data conversion parameters", "COPY from
 * columnar data formats").
 */
enum RedshiftCopyOption {
  ACCEPTANYDATE(Only.TEXT),
  ACCEPTINVCHARS(Only.ALL),
  BLANKSASNULL(Only.TEXT),
  COMPRESSION(Only.TEXT),
  COMPUPDATE(Only.TEXT),
  DATEFORMAT(Only.TEXT),
  EMPTYASNULL(Only.TEXT),
  ENCODING(Only.TEXT),
  ESCAPE(Only.DELIMITED),
  EXPLICIT_IDS(Only.ALL),
  FILLRECORD(Only.LINES_AND_COLUMNS),
  IGNOREALLERRORS(Only.TEXT),
  IGNOREBLANKLINES(Only.LINES),
  IGNOREHEADER(Only.LINES),
  MAXERROR(Only.TEXT),
  NOLOAD(Only.TEXT),
  NULL_AS(Only.LINES),
  QUOTE(Only.CSV),
  DELIMITER(Only.CSV),
  REMOVEQUOTES(Only.DELIMITED),
  ROUNDEC(Only.TEXT),
  SERIALIZETOJSON(Only.PARQUET),
  STATUPDATE(Only.ALL),
  TIMEFORMAT(Only.TEXT),
  TRIMBLANKS(Only.TEXT),
  TRUNCATECOLUMNS(Only.TEXT);

  private final Only formats;

  RedshiftCopyOption(Only formats) {
    this.formats = formats;
  }

  boolean fits(RedshiftFormat format) {
    boolean lines =
        format == RedshiftFormat.CSV
            || format == RedshiftFormat.DELIMITED
            || format == RedshiftFormat.FIXED_WIDTH;
    return switch (formats) {
      case ALL -> true;
      case TEXT -> !format.isColumnar();
      case LINES -> lines;
      case LINES_AND_COLUMNS -> lines || format.isColumnar();
      case CSV -> format == RedshiftFormat.CSV;
      case DELIMITED -> format == RedshiftFormat.DELIMITED;
      case PARQUET -> format == RedshiftFormat.PARQUET;
    };
  }

  /** As SQL has it. */
  String words() {
    return name().equals("NULL_AS") ? "NULL AS" : name();
  }

  private enum Only {
    ALL,
    TEXT,
    LINES,
    LINES_AND_COLUMNS,
    CSV,
    DELIMITED,
    PARQUET
  }
}
