package dev.stepwell.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Lambda context that has only a log, which it keeps. */
public final class FakeContext {
  private FakeContext() {}

  /** A context that adds what is logged to {@code lines}. */
  public static Context logging(List<String> lines) {
    var logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            lines.add(message);
          }

          @Override
          public void log(byte[] message) {
            lines.add(new String(message, StandardCharsets.UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            FakeContext.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, args) -> {
              if (method.getName().equals("getLogger")) {
                return logger;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
