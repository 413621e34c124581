/**
 * Amazon EventBridge on this machine: buses, rules whose patterns AWS's own library evaluates, and
 * what targets get of an event.
 */
@NullMarked
package dev.stepwell.local.events;

import org.jspecify.annotations.NullMarked;
