/**
 * Schedules in the words of AWS. Unix cron and AWS cron look alike and differ in fields, numbers
 * and meaning.
 */
@NullMarked
package dev.stepwell.aws.cron;

import org.jspecify.annotations.NullMarked;
