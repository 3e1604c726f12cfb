package nl.example.publisher;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Required fields and types of the two messages that an Ordersysteem receives (Order API 0.9.2). */
final class Schema {
  /** Error in a message. {@code path} is a JSON Pointer. */
  record Problem(String path, String expected, String seen) {}

  private interface Type {
    void check(String path, JsonElement value, List<Problem> problems);
  }

  private record Field(String name, boolean required, Type type) {}

  private static final Type STRING = text("string", value -> true);
  private static final Type UUID = text("uuid", value -> value.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  private static final Type DATE = text("date", Schema::isDate);
  private static final Type INTEGER = (path, value, problems) -> {
    if (!isInteger(value)) problems.add(new Problem(path, "integer", describe(value)));
  };

  private static final Type LOCATION = object(
      optional("name", STRING), required("street", STRING), required("houseNumber", INTEGER),
      optional("houseNumberSuffix", STRING), required("zipCode", STRING), required("city", STRING),
      optional("countryCode", STRING), required("country", STRING));
  private static final Type LINES = list(object(
      optional("purchaseOrderLineId", STRING), optional("salesOrderLineId", STRING),
      required("productId", STRING), required("quantity", INTEGER)));

  static final Schema ORDER = new Schema(object(
      required("requestReferenceId", UUID), required("purchaseOrderId", STRING), optional("purchaseOrderType", STRING),
      optional("contractId", STRING), optional("deliveryLocation", LOCATION), optional("deliveryDate", DATE),
      required("orderLines", LINES)));
  static final Schema CREDIT_ORDER = new Schema(object(
      required("requestReferenceId", UUID), required("purchaseOrderId", STRING), optional("salesOrderId", STRING),
      optional("responseReferenceId", UUID), optional("orderLines", LINES)));

  private final Type type;

  private Schema(Type type) {
    this.type = type;
  }

  /** All errors of a message; an empty list if it is valid. */
  List<Problem> check(JsonElement message) {
    List<Problem> problems = new java.util.ArrayList<>();
    type.check("", message, problems);
    return problems;
  }

  private static Field required(String name, Type type) {
    return new Field(name, true, type);
  }

  private static Field optional(String name, Type type) {
    return new Field(name, false, type);
  }

  private static Type object(Field... fields) {
    return (path, value, problems) -> {
      if (!value.isJsonObject()) {
        problems.add(new Problem(path, "object", describe(value)));
        return;
      }
      for (Field field : fields) {
        JsonElement member = value.getAsJsonObject().get(field.name);
        String place = path + "/" + field.name;
        if (member != null) field.type.check(place, member, problems);
        else if (field.required) problems.add(new Problem(place, "a value", "missing"));
      }
    };
  }

  private static Type list(Type item) {
    return (path, value, problems) -> {
      if (!value.isJsonArray()) {
        problems.add(new Problem(path, "array", describe(value)));
        return;
      }
      for (int i = 0; i < value.getAsJsonArray().size(); i++)
        item.check(path + "/" + i, value.getAsJsonArray().get(i), problems);
    };
  }

  private static Type text(String expected, java.util.function.Predicate<String> isValid) {
    return (path, value, problems) -> {
      boolean isText = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      if (!isText || !isValid.test(value.getAsString())) problems.add(new Problem(path, expected, describe(value)));
    };
  }

  private static boolean isInteger(JsonElement value) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) return false;
    BigDecimal number = value.getAsBigDecimal();
    return number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  private static boolean isDate(String value) {
    try {
      LocalDate.parse(value);
      return true;
    } catch (DateTimeParseException error) {
      return false;
    }
  }

  private static String describe(JsonElement value) {
    if (!value.isJsonPrimitive()) return value.getClass().getSimpleName().substring(4).toLowerCase(Locale.ROOT);
    return (value.getAsJsonPrimitive().isString() ? "string " : "") + value;
  }
}
