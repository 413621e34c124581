package dev.stepwell.dsl;

/** The formats of files that COPY reads. */
enum RedshiftFormat {
  CSV,
  DELIMITED,
  FIXED_WIDTH,
  JSON,
  AVRO,
  PARQUET,
  ORC;

  /** Whether files hold columns instead of lines. */
  boolean isColumnar() {
    return this == PARQUET || this == ORC;
  }

  /** As it reads in a sentence. */
  String words() {
    return switch (this) {
      case DELIMITED -> "delimited text";
      case FIXED_WIDTH -> "fixed-width text";
      default -> name();
    };
  }
}
