/**
 * Glue Data Quality on this machine: DQDL rulesets, read by the parser that Glue itself uses, and
 * every rule turned into SQL. The evaluator is a pure core; the Glue actions stand on top of it.
 */
@NullMarked
package dev.stepwell.local.quality;

import org.jspecify.annotations.NullMarked;
