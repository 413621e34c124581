/**
 * The quoting of the languages that the compiler writes: JSONata, SQL, cron. Every text that ends
 * up in one of them goes through the one function that knows its rules.
 */
@NullMarked
package dev.stepwell.dsl.language;

import org.jspecify.annotations.NullMarked;
