/**
 * The operations of the Step Functions API on top of an engine, without any wire protocol. Requests
 * and responses are JSON objects with the members that AWS documents; refusals are AWS's, word for
 * word where the words are known.
 */
@NullMarked
package dev.stepwell.engine.api;

import org.jspecify.annotations.NullMarked;
