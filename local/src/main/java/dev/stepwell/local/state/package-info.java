/**
 * What outlives the process: files that are whole or not there, and registers of the work that
 * tasks have started. Nothing here knows a service.
 */
@NullMarked
package dev.stepwell.local.state;

import org.jspecify.annotations.NullMarked;
