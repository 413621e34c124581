/** YAML files of people: every mistake is told with its file, line, rule and remedy. */
@NullMarked
package dev.stepwell.local.yaml;

import org.jspecify.annotations.NullMarked;
