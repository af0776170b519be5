package io.tarn.local.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One line of an order, as the shop knows it.
 *
 * @param postalCode as in the file, where some lost their leading zero
 */
record OrderLine(
    int rowId,
    String orderId,
    LocalDate orderDate,
    LocalDate shipDate,
    String shipMode,
    Customer customer,
    Place place,
    String postalCode,
    Product product,
    BigDecimal sales,
    int quantity,
    BigDecimal discount,
    BigDecimal profit) {
  record Customer(String id, String name, String segment) {}

  record Place(String country, String city, String state, String region) {}

  record Product(String id, String category, String subCategory, String name) {}

  static OrderLine of(Map<String, String> row) {
    return new OrderLine(
        Integer.parseInt(row.get("Row ID")),
        row.get("Order ID"),
        LocalDate.parse(row.get("Order Date")),
        LocalDate.parse(row.get("Ship Date")),
        row.get("Ship Mode"),
        new Customer(row.get("Customer ID"), row.get("Customer Name"), row.get("Segment")),
        new Place(row.get("Country"), row.get("City"), row.get("State"), row.get("Region")),
        row.get("Postal Code"),
        new Product(
            row.get("Product ID"),
            row.get("Category"),
            row.get("Sub-Category"),
            row.get("Product Name")),
        new BigDecimal(row.get("Sales")),
        Integer.parseInt(row.get("Quantity")),
        new BigDecimal(row.get("Discount")),
        new BigDecimal(row.get("Profit")));
  }

  /** The postal code with its zeros back. */
  String zipCode() {
    return "0".repeat(Math.max(0, 5 - postalCode.length())) + postalCode;
  }

  /** What two lines share when one of them was sent by mistake. */
  List<Object> content() {
    return List.of(orderId, product.id(), sales, quantity, discount, profit);
  }

  /** The same line in another order. */
  OrderLine later(int rows, String orderSuffix, int weeks) {
    return new OrderLine(
        rowId + rows,
        orderId + orderSuffix,
        orderDate.plusWeeks(weeks),
        shipDate.plusWeeks(weeks),
        shipMode,
        customer,
        place,
        postalCode,
        product,
        sales,
        quantity,
        discount,
        profit);
  }
}
