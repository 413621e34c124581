/**
 * JSONata expressions, language version 2.0: parsed to an immutable tree with the reference
 * implementation's error codes and texts, never evaluated here.
 */
@NullMarked
package dev.stepwell.asl.jsonata;

import org.jspecify.annotations.NullMarked;
