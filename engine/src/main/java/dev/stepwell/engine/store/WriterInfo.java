package dev.stepwell.engine.store;

import java.time.Instant;

/**
 * Who has a store open for writing.
 *
 * @param pid the process
 * @param host the machine that it runs on
 * @param user the name of the user that it runs as
 * @param since when it opened the store
 * @param command the program, as the operating system tells; empty if it does not
 */
public record WriterInfo(long pid, String host, String user, Instant since, String command) {}
