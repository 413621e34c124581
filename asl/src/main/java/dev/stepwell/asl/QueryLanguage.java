package dev.stepwell.asl;

/** The language of a state's expressions. */
public enum QueryLanguage {
  /** Paths, payload templates and intrinsic functions; the default. */
  JSONPATH("JSONPath"),
  /** Expressions between <code>{%</code> and <code>%}</code>. */
  JSONATA("JSONata");

  private final String word;

  QueryLanguage(String word) {
    this.word = word;
  }

  /** The word that stands in a definition. */
  public String word() {
    return word;
  }
}
