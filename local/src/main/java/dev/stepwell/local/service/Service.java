package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One AWS service on this machine: its names and its actions. Immutable.
 *
 * <p>An AWS service has two names and two ways of naming errors in Step Functions: the optimized
 * integrations follow the SDK for Java 1, those of {@code aws-sdk} follow the SDK for Java 2.
 */
public final class Service {

  /** An action, the arguments it takes, and what becomes of an interrupted call. */
  record Entry(Parameters parameters, ResumptionRule resumption, ServiceAction action) {}

  private final Builder parts;

  private Service(Builder parts) {
    this.parts = parts;
  }

  /**
   * Starts a service.
   *
   * @param name as in the resource, such as {@code redshiftdata}
   * @param sdkId the SDK's name, the first part of {@code aws-sdk} error names, such as {@code
   *     RedshiftData}
   */
  public static Builder named(String name, String sdkId) {
    return new Builder(name, sdkId);
  }

  /** The name in resources. */
  public String name() {
    return parts.name;
  }

  /** The actions under {@code aws-sdk}. */
  public Set<String> sdkActions() {
    return parts.actions.keySet();
  }

  /** The actions of the optimized integration, with their suffixes. */
  public Set<String> optimizedActionNames() {
    return parts.optimizedActions.keySet();
  }

  Map<String, Entry> actions() {
    return parts.actions;
  }

  Map<String, Entry> optimizedActions() {
    return parts.optimizedActions;
  }

  /** The error's name and cause under {@code arn:aws:states:::aws-sdk:<service>:<action>}. */
  TaskError sdkError(ServiceException failure, String requestId) {
    String name =
        parts.modelled.contains(failure.code())
            ? withException(failure.code())
            : parts.sdkId + "Exception";
    return new TaskError(
        parts.sdkId + "." + name,
        failure.reason()
            + " (Service: "
            + parts.sdkId
            + ", Status Code: "
            + failure.httpStatus()
            + ", Request ID: "
            + requestId
            + ") (SDK Attempt Count: 1)");
  }

  /** The error's name and cause under {@code arn:aws:states:::<service>:<action>}. */
  TaskError optimizedError(ServiceException failure, String requestId) {
    String name =
        parts.modelled.contains(failure.code())
            ? withException(failure.code())
            : parts.optimizedBase;
    return new TaskError(
        parts.optimizedPrefix + "." + name,
        failure.reason()
            + " (Service: "
            + parts.optimizedService
            + "; Status Code: "
            + failure.httpStatus()
            + "; Error Code: "
            + failure.code()
            + "; Request ID: "
            + requestId
            + "; Proxy: null)");
  }

  private static String withException(String code) {
    return code.endsWith("Exception") ? code : code + "Exception";
  }

  /** What a failed task shows. */
  record TaskError(String error, String cause) {}

  /** Collects a service's names and actions. */
  public static final class Builder {

    private final String name;
    private final String sdkId;
    private final Map<String, Entry> actions = new LinkedHashMap<>();
    private final Map<String, Entry> optimizedActions = new LinkedHashMap<>();
    private Set<String> modelled = Set.of();
    private String optimizedPrefix;
    private String optimizedService;
    private String optimizedBase;

    private Builder(String name, String sdkId) {
      this.name = requireNonNull(name, "name");
      this.sdkId = requireNonNull(sdkId, "sdkId");
      this.optimizedPrefix = sdkId;
      this.optimizedService = "AWS" + sdkId;
      this.optimizedBase = "AWS" + sdkId + "Exception";
    }

    /**
     * The error codes of the service's API model that its actions answer with; any other code
     * appears under the base name ({@code Glue.GlueException}), as on AWS.
     */
    public Builder modelled(String... codes) {
      this.modelled = Set.of(codes);
      return this;
    }

    /**
     * The names that optimized integrations use.
     *
     * @param prefix the first part of error names, such as {@code SNS}
     * @param service the service in the cause's text, such as {@code AmazonSNS}
     * @param base the last part of the name of an error that is not modelled, such as {@code
     *     AmazonSNSException}
     */
    public Builder optimizedNames(String prefix, String service, String base) {
      this.optimizedPrefix = requireNonNull(prefix, "prefix");
      this.optimizedService = requireNonNull(service, "service");
      this.optimizedBase = requireNonNull(base, "base");
      return this;
    }

    /**
     * Serves {@code arn:aws:states:::aws-sdk:<service>:<action>}; an interrupted call is resumed by
     * {@link Resumption#RECORD}.
     */
    public Builder action(String action, Parameters parameters, ServiceAction work) {
      return action(action, parameters, Resumption.RECORD, work);
    }

    /** Serves {@code arn:aws:states:::aws-sdk:<service>:<action>}. */
    public Builder action(
        String action, Parameters parameters, ResumptionRule resumption, ServiceAction work) {
      actions.put(action, new Entry(parameters, resumption, work));
      return this;
    }

    /**
     * Serves {@code arn:aws:states:::<service>:<action>}; the answer gets the SDK's metadata, and
     * an interrupted call is resumed by {@link Resumption#RECORD}.
     *
     * @param action with its suffix, if any, such as {@code startJobRun.sync}
     */
    public Builder optimized(String action, Parameters parameters, ServiceAction work) {
      return optimized(action, parameters, Resumption.RECORD, work);
    }

    /** Serves {@code arn:aws:states:::<service>:<action>}, as the other method of this name. */
    public Builder optimized(
        String action, Parameters parameters, ResumptionRule resumption, ServiceAction work) {
      optimizedActions.put(action, new Entry(parameters, resumption, work));
      return this;
    }

    /** The service; this builder must not be used again. */
    public Service build() {
      return new Service(this);
    }
  }
}
