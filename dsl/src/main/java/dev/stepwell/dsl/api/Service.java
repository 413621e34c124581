package dev.stepwell.dsl.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API of one service, under the names that Step Functions' {@code aws-sdk} integrations use,
 * which are those of the AWS SDK for Java 2. Immutable.
 */
public final class Service {

  private final String id;
  private final String name;
  private final List<String> errors;
  private final JsonObject actions;
  private final JsonArray shapes;

  Service(String id, JsonObject model) {
    this.id = id;
    this.name = String.valueOf(model.string("service"));
    this.errors = Shape.texts(model, "errors");
    this.actions = model.object("actions");
    this.shapes = model.array("shapes");
  }

  /** As in the resource of a task: {@code redshiftdata}. */
  public String id() {
    return id;
  }

  /** What stands in front of its errors: {@code RedshiftData}. */
  public String name() {
    return name;
  }

  /** The name of all errors that the service does not model: throttling, refused access, ... */
  public String baseError() {
    return name + "." + name + "Exception";
  }

  /** The names of all errors that any of its actions can raise, the base error included. */
  public List<String> errors() {
    List<String> names = new ArrayList<>();
    errors.forEach(error -> names.add(name + "." + error));
    names.add(name + ".SdkClientException");
    names.add(baseError());
    return names;
  }

  /** The names of its actions, such as {@code executeStatement}. */
  public List<String> actions() {
    return actions.names();
  }

  /** The action of this name; empty if there is none. */
  public Optional<Action> action(String action) {
    return actions.get(action) instanceof JsonObject facts
        ? Optional.of(new Action(this, action, facts))
        : Optional.empty();
  }

  Shape shape(int number) {
    return Shape.of((JsonObject) shapes.get(number));
  }

  int shapes() {
    return shapes.length();
  }

  /** One action of a service. Immutable. */
  public static final class Action {

    private final Service service;
    private final String name;
    private final JsonObject facts;

    private Action(Service service, String name, JsonObject facts) {
      this.service = service;
      this.name = name;
      this.facts = facts;
    }

    /** The service whose action it is. */
    public Service service() {
      return service;
    }

    /** The actions that IAM must allow to the caller, such as {@code s3:ListBucket}. */
    public List<String> permissions() {
      return Shape.texts(facts, "iam");
    }

    /**
     * The names of the errors that the model knows of it, such as {@code S3.NoSuchKeyException}.
     */
    public List<String> errors() {
      return Shape.texts(facts, "errors").stream()
          .map(error -> service.name + "." + error)
          .toList();
    }

    Shape input() {
      return shape("in");
    }

    Shape output() {
      return shape("out");
    }

    private Shape shape(String way) {
      @Nullable Json number = facts.get(way);
      return number instanceof JsonNumber known
          ? service.shape(known.intValueExact())
          : new Shape.Structure(java.util.Map.of(), List.of(), false);
    }

    @Override
    public String toString() {
      return service.id + ":" + name;
    }
  }
}
