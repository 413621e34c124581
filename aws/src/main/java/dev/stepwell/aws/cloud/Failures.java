package dev.stepwell.aws.cloud;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells what failed, why by AWS's words, and what to do about it. */
final class Failures {

  private Failures() {}

  /** Asks AWS for something. */
  static <T> T telling(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new CloudException(what + ": " + why(e), e);
    }
  }

  private static String why(SdkException failure) {
    if (failure instanceof AwsServiceException refused
        && refused.awsErrorDetails() != null
        && refused.awsErrorDetails().errorCode() != null) {
      String code = refused.awsErrorDetails().errorCode();
      return code + ", " + refused.awsErrorDetails().errorMessage() + "\n" + remedy(code);
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("credentials")) {
      return "no credentials were found.\n"
          + "Sign in with aws sso login, set AWS_PROFILE or name one with --profile.";
    } else if (message.contains("region")) {
      return "no region is known.\nName it with --region, or set AWS_REGION.";
    } else if (failure instanceof SdkClientException) {
      return message + "\nIs the endpoint right, and does the network reach it?";
    }
    return message;
  }

  private static String remedy(String code) {
    if (code.contains("ExpiredToken")
        || code.contains("UnrecognizedClient")
        || code.contains("InvalidSignature")) {
      return "The credentials are not valid any longer; sign in again, or name another --profile.";
    } else if (code.contains("AccessDenied")) {
      return "Ask for the right to do that, or name another --profile.";
    } else if (code.contains("Throttling") || code.contains("TooManyRequests")) {
      return "AWS is asked too often at the moment; wait a little and repeat the command.";
    } else if (code.equals("StateMachineDoesNotExist")) {
      return "Is it deployed in this region, and is --prefix that of the stack?";
    } else if (code.equals("ResourceNotFoundException")) {
      return "Is the stack deployed with what is here now, and are --prefix and --region right?";
    } else if (code.equals("ExecutionDoesNotExist")) {
      return "List what there is with ./stepwell aws runs WORKFLOW.";
    } else if (code.equals("ExecutionAlreadyExists")) {
      return "Give another --name; names of executions are taken for 90 days.";
    } else if (code.equals("ExecutionNotRedrivable")) {
      return "Only executions that failed, timed out or were stopped within 14 days go on.";
    }
    return "See the message of AWS above.";
  }
}
