package dev.stepwell.asl.jsonata;

/** The signature of a function, such as {@code <s-n:n>}. */
final class Signature {

  private Signature() {}

  /** Type parameters stand behind arrays and functions only, and not in choices. */
  static void check(String signature, int position) {
    char before = 0;
    for (int i = 1; i < signature.length(); i++) {
      char c = signature.charAt(i);
      if (c == '<') {
        if (before != 'a' && before != 'f') {
          throw SyntaxError.PARAMETRIC_TYPE.at(position);
        }
        i = skip(signature, i, '<', '>');
      } else if (c == '(') {
        int end = skip(signature, i, '(', ')');
        if (signature.substring(i, end).contains("<")) {
          throw SyntaxError.PARAMETRIC_CHOICE.at(position);
        }
        i = end;
      }
      before = c;
    }
  }

  private static int skip(String signature, int from, char opening, char closing) {
    int depth = 0;
    for (int i = from; i < signature.length(); i++) {
      if (signature.charAt(i) == opening) {
        depth++;
      } else if (signature.charAt(i) == closing && --depth == 0) {
        return i;
      }
    }
    return signature.length() - 1;
  }
}
