package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.regex.Pattern;

/** What Spark jobs of both EMR services without clusters of their own have in common. */
final class SparkConf {

  private static final Pattern CLASS = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");

  private SparkConf() {}

  /** A property of Spark, as configuration that the service hands over, not as an option. */
  static Expr.Fields property(Expr.Fields request, Expr.Fields properties) {
    return Members.put(
        request,
        new Expr.Elements(
            List.of(
                Expr.fields()
                    .and("Classification", Expr.text("spark-defaults"))
                    .and("Properties", properties))),
        "ConfigurationOverrides",
        "ApplicationConfiguration");
  }

  /** The options that name the class to start. */
  static Expr mainClass(String job, String className) {
    Accepted.text(
        "main class of " + job,
        className,
        CLASS,
        "is the full name of a class, such as com.acme.Join; other options go in as conf(..)");
    return Expr.text("--class " + className);
  }
}
