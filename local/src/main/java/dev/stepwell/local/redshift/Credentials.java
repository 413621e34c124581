package dev.stepwell.local.redshift;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how COPY and UNLOAD say whose rights they use. */
final class Credentials {

  private static final Pattern ROLE = Pattern.compile("aws_iam_role=(.+)");

  private Credentials() {}

  /**
   * The role, or roles parted by commas, after {@code IAM_ROLE} or {@code CREDENTIALS}.
   *
   * @throws WarehouseException if keys are given instead; they do not appear in the message
   */
  static String role(Cursor cursor, String word) throws WarehouseException {
    if (word.equals("iam_role")) {
      return cursor.take("default") ? "default" : cursor.text();
    }
    cursor.take("as");
    Matcher role = ROLE.matcher(cursor.text());
    if (!role.matches()) {
      throw new WarehouseException(
          "CREDENTIALS without aws_iam_role=.. are not supported by the local warehouse; use IAM_ROLE");
    }
    return role.group(1);
  }
}
