package io.tarn.catalog;

import java.util.UUID;

/** Manifests of a shop that no other test knows. */
final class Shop {
  final String catalog = "shop" + UUID.randomUUID().toString().substring(0, 8);

  String source() {
    return """
        kind: Source
        name: %s.bronze.orders
        http: { path: /%s, format: json }
        """
        .formatted(catalog, catalog);
  }

  String silver() {
    return """
        kind: Table
        name: %1$s.silver.orders
        mode: view
        from: { o: %1$s.bronze.orders }
        parse: { o: json }
        sql: SELECT o.id AS id, o.customer AS customer FROM o
        tags: { customer: %1$s.name }
        """
        .formatted(catalog);
  }

  String gold() {
    return """
        kind: Table
        name: %1$s.gold.customers
        mode: view
        from: { s: %1$s.silver.orders }
        sql: SELECT customer AS buyer, count(*) AS orders FROM s GROUP BY customer
        """
        .formatted(catalog);
  }

  /** By some; many may use the catalog, which alone gives nothing. */
  String goldIsRead() {
    return """
        kind: Policy
        name: %1$s-is-used
        on: %1$s
        grant:
          USE CATALOG: [group:analysts, group:scientists, group:officers]
          USE NAMESPACE: [group:analysts, group:scientists, group:officers]
        ---
        kind: Policy
        name: %1$s-gold-is-read
        on: %1$s.gold
        grant: { SELECT: [group:analysts, group:scientists] }
        """
        .formatted(catalog);
  }

  String namesAreMasked() {
    return """
        kind: Policy
        name: %1$s-names
        for: { tag: %1$s.name }
        mask: "left(value, 1) || '***'"
        except: [group:engineers]
        """
        .formatted(catalog);
  }

  String dashboard() {
    return """
        kind: Dashboard
        name: %1$s-buyers
        title: Buyers
        tiles:
          - title: buyers
            sql: SELECT buyer FROM %1$s.gold.customers
            chart: { table: {} }
        """
        .formatted(catalog);
  }

  String someSilverIsHidden() {
    return """
        kind: Policy
        name: %1$s-some
        on: %1$s.silver.orders
        filter: "customer <> 'nobody'"
        except: [group:engineers]
        """
        .formatted(catalog);
  }

  String table(String namespaceAndName) {
    return catalog + "." + namespaceAndName;
  }
}
