/**
 * Replays recorded executions of AWS Step Functions: what tasks answered is taken from the
 * recording, time is virtual, and everything the engine writes is compared.
 */
package dev.stepwell.engine.conformance;
