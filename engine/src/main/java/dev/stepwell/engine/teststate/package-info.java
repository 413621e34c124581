/**
 * What a test of a single state is asked with and answered by: the TestState operation's request,
 * its checks and its response. The state itself is run by the engine.
 */
@NullMarked
package dev.stepwell.engine.teststate;

import org.jspecify.annotations.NullMarked;
