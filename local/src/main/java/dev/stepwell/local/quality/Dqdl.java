package dev.stepwell.local.quality;

import software.amazon.glue.dqdl.exception.InvalidDataQualityRulesetException;
import software.amazon.glue.dqdl.model.DQRuleset;
import software.amazon.glue.dqdl.parser.DQDLParser;

/** Reads DQDL with the parser that Glue uses. */
final class Dqdl {

  private Dqdl() {}

  /**
   * Reads a ruleset. The parser knows neither carriage returns nor a comment that the text ends
   * with, both of which editors write; they are put right first.
   *
   * @throws InvalidRulesetException if the text is no DQDL
   */
  static DQRuleset parse(String text) {
    String normal = text.replace("\r\n", "\n").replace('\r', '\n');
    if (!normal.endsWith("\n")) {
      normal += "\n";
    }
    try {
      return new DQDLParser().parse(normal);
    } catch (InvalidDataQualityRulesetException e) {
      throw new InvalidRulesetException(String.valueOf(e.getMessage()), e);
    }
  }
}
