/**
 * The files that are generated from the workflows, and whether those in the project are current.
 */
@NullMarked
package dev.stepwell.cli.compile;

import org.jspecify.annotations.NullMarked;
