package dev.stepwell.local.glue;

/** Ends a crawl; the message is what {@code LastCrawl.ErrorMessage} says. */
final class CrawlFailedException extends Exception {

  private final String reason;

  CrawlFailedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  CrawlFailedException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
