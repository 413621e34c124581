/**
 * Amazon Athena on this machine: questions and statements over the data catalog, with partitions
 * left out before any file is read, results as CSV files, and errors in Athena's words.
 */
@NullMarked
package dev.stepwell.local.athena;

import org.jspecify.annotations.NullMarked;
