/**
 * What goes from one local service to another: kept until it has arrived, tried again, and put into
 * a dead-letter queue when that does not help. Nothing here knows a particular service.
 */
@NullMarked
package dev.stepwell.local.delivery;

import org.jspecify.annotations.NullMarked;
