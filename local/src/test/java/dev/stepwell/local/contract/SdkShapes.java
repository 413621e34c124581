package dev.stepwell.local.contract;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The shapes of one AWS service, read from the SDK's own model classes. A member that the class
 * does not have, a value of another type, an enumeration's unknown value and, where the class says
 * so, a missing required member are problems. Members are spelled as Step Functions spells them,
 * with a capital first letter.
 */
public final class SdkShapes {

  private static final Set<String> NOISE = Set.of("SdkHttpMetadata", "SdkResponseMetadata");

  private final String models;

  private SdkShapes(String models) {
    this.models = models;
  }

  /**
   * The shapes of a service.
   *
   * @param service as Step Functions spells it, such as {@code redshiftdata}
   * @return empty if the SDK's module of that service is not on the test class path
   */
  public static Optional<SdkShapes> find(String service) {
    String models = "software.amazon.awssdk.services." + packageOf(service) + ".model.";
    String probe = models.replace('.', '/');
    boolean known = SdkShapes.class.getClassLoader().getResource(probe) != null;
    return known ? Optional.of(new SdkShapes(models)) : Optional.empty();
  }

  /** The shapes of a service that must be there. */
  public static SdkShapes of(String service) {
    return find(service)
        .orElseThrow(() -> new AssertionError("local/pom.xml lacks the SDK's module " + service));
  }

  private static String packageOf(String service) {
    return switch (service) {
      case "events" -> "eventbridge";
      case "states" -> "sfn";
      default -> service;
    };
  }

  /**
   * What is wrong with the arguments of an {@code aws-sdk} action, such as {@code startCrawler}.
   */
  public List<String> requestProblems(String action, Json arguments) {
    return problems(capital(action) + "Request", arguments, Strictness.SDK);
  }

  /** What is wrong with the arguments of an optimized action, where strings may be objects. */
  public List<String> optimizedRequestProblems(String action, Json arguments) {
    return problems(capital(bare(action)) + "Request", arguments, Strictness.OPTIMIZED);
  }

  /** What is wrong with the answer of an action; the SDK's metadata are left out of account. */
  public List<String> responseProblems(String action, Json answer) {
    return problems(capital(bare(action)) + "Response", withoutNoise(answer), Strictness.ANSWER);
  }

  /** What is wrong with a value of a named shape, such as {@code JobRun}. */
  public List<String> shapeProblems(String shape, Json value) {
    return problems(shape, withoutNoise(value), Strictness.ANSWER);
  }

  private List<String> problems(String shape, Json value, Strictness strictness) {
    List<String> problems = new ArrayList<>();
    new ShapeCheck(strictness, problems).object(shape, pojo(shape), value);
    return problems;
  }

  private SdkPojo pojo(String shape) {
    try {
      Class<?> type = Class.forName(models + shape);
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ClassNotFoundException absent) {
      throw new LinkageError("The SDK has no class " + models + shape, absent);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException other) {
      throw new LinkageError("The class " + models + shape + " is no model class", other);
    }
  }

  private static Json withoutNoise(Json answer) {
    Json clean = answer;
    for (String name : NOISE) {
      if (clean instanceof JsonObject object) {
        clean = object.without(name);
      }
    }
    return clean;
  }

  private static String bare(String action) {
    int suffix = action.indexOf('.');
    return suffix < 0 ? action : action.substring(0, suffix);
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** How values are compared. */
  enum Strictness {
    /** What an SDK call takes. */
    SDK,
    /** What an optimized integration takes: objects where the service has JSON in a string. */
    OPTIMIZED,
    /** What comes back: nothing is required, and times are strings or numbers. */
    ANSWER
  }
}
