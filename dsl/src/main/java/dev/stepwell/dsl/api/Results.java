package dev.stepwell.dsl.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what is read of a call's result against the shape of what the action gives. */
public final class Results {

  /** What optimized integrations add to the answer of the service. */
  private static final Set<String> ADDED = Set.of("SdkHttpMetadata", "SdkResponseMetadata");

  /** Redshift Data's statuses are also what lists are filtered by; no statement is in this one. */
  private static final String FILTER_ONLY = "ALL";

  private Results() {}

  /** What is wrong with a path into the result; empty if nothing is, or if nothing is known. */
  public static Optional<String> problem(Integration integration, List<String> path) {
    Found found = find(integration, path);
    return Optional.ofNullable(found.problem);
  }

  /** All texts that can stand there in the result; empty if they are not known. */
  public static List<String> values(Integration integration, List<String> path) {
    return find(integration, path).shape instanceof Shape.Text text
        ? text.values().stream().filter(value -> !value.equals(FILTER_ONLY)).toList()
        : List.of();
  }

  /** The shape at the end of a path, or why there is none; neither if nothing is known. */
  private record Found(@Nullable Shape shape, @Nullable String problem) {}

  private static Found find(Integration integration, List<String> path) {
    Shape shape = integration.result();
    boolean added = !integration.isSdk() && !path.isEmpty() && ADDED.contains(path.get(0));
    if (shape == null || added) {
      return new Found(null, null);
    }
    Service service = integration.action().service();
    for (String step : path) {
      boolean index = Character.isDigit(step.charAt(0));
      if (shape instanceof Shape.Listing list) {
        shape = service.shape(list.element());
        if (index) {
          continue;
        }
      }
      if (shape == Shape.Plain.ANY) {
        return new Found(null, null);
      } else if (shape instanceof Shape.Mapping map) {
        shape = service.shape(map.value());
      } else if (shape instanceof Shape.Structure structure) {
        Integer member = integration.member(structure, step);
        if (member == null) {
          return new Found(null, missing(path, step, structure));
        }
        shape = service.shape(member);
      } else {
        return new Found(
            null, "the result has " + Arguments.described(shape) + " where '" + step + "' is read");
      }
    }
    return new Found(shape, null);
  }

  private static String missing(List<String> path, String step, Shape.Structure structure) {
    return "the result has no '"
        + String.join(".", path)
        + "'"
        + Nearest.hint(step, structure.members().keySet());
  }

  /**
   * What of a record cannot be read from the result: components are members with a small first
   * letter.
   */
  public static List<String> problems(Integration integration, Class<?> type) {
    Shape shape = integration.result();
    List<String> problems = new ArrayList<>();
    if (shape instanceof Shape.Structure structure) {
      record(integration.action().service(), structure, type, problems);
    }
    return problems;
  }

  private static void record(
      Service service, Shape.Structure structure, Class<?> type, List<String> problems) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      String member = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      Integer number = structure.members().get(member);
      String what = "component '" + name + "' of " + type.getSimpleName();
      if (number == null) {
        problems.add(
            what
                + ": the result has no '"
                + member
                + "'"
                + Nearest.hint(member, structure.members().keySet()));
      } else {
        component(service, service.shape(number), component.getGenericType(), what, problems);
      }
    }
  }

  private static void component(
      Service service, Shape shape, Type type, String what, List<String> problems) {
    if (type instanceof ParameterizedType generic) {
      Type inside = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        component(service, shape, inside, what, problems);
      } else if (generic.getRawType() == List.class) {
        if (shape instanceof Shape.Listing list) {
          component(service, service.shape(list.element()), inside, what, problems);
        } else if (shape != Shape.Plain.ANY) {
          problems.add(what + " is a List, but the result has " + Arguments.described(shape));
        }
      }
    } else if (type instanceof Class<?> plain) {
      if (plain.isRecord() && shape instanceof Shape.Structure structure) {
        record(service, structure, plain, problems);
      } else if (!fits(plain, shape)) {
        problems.add(
            what
                + " is a "
                + plain.getSimpleName()
                + ", but the result has "
                + Arguments.described(shape));
      }
    }
  }

  private static boolean fits(Class<?> type, Shape shape) {
    boolean text = shape instanceof Shape.Text || shape == Shape.Plain.BLOB;
    if (shape == Shape.Plain.ANY) {
      return true;
    } else if (type == String.class) {
      return text || shape == Shape.Plain.TIMESTAMP;
    } else if (type == java.time.Instant.class || type == LocalDate.class) {
      return text || shape == Shape.Plain.TIMESTAMP;
    } else if (type == boolean.class || type == Boolean.class) {
      return shape == Shape.Plain.BOOLEAN;
    } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return shape instanceof Shape.Numeral;
    } else if (type.isRecord()) {
      return shape instanceof Shape.Structure || shape instanceof Shape.Mapping;
    }
    return true;
  }
}
