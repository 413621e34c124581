package dev.stepwell.local.quality;

import software.amazon.glue.dqdl.exception.InvalidDataQualityRulesetException;
import software.amazon.glue.dqdl.model.DQRuleset;
import software.amazon.glue.dqdl.parser.DQDLParser;

/** Reads DQDL with the parser that Glue uses. */
final class Dqdl {

  private Dqdl() {}

  /**
   * Reads a ruleset.
   *
   * @throws InvalidRulesetException if the text is no DQDL
   */
  static DQRuleset parse(String text) {
    return parse(labels(text));
  }

  /**
   * The labels and the text without them. The parser knows neither carriage returns nor a comment
   * that the text ends with, both of which editors write; they are put right here.
   */
  static Labels labels(String text) {
    String normal = text.replace("\r\n", "\n").replace('\r', '\n');
    return Labels.takenFrom(normal.endsWith("\n") ? normal : normal + "\n");
  }

  /** Reads a ruleset whose labels have been taken out. */
  static DQRuleset parse(Labels labelled) {
    try {
      return new DQDLParser().parse(labelled.ruleset());
    } catch (InvalidDataQualityRulesetException e) {
      throw new InvalidRulesetException(String.valueOf(e.getMessage()), e);
    }
  }
}
