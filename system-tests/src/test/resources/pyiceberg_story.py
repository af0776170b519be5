"""Someone with Python and PyIceberg beside the running demo: reads what Tarn wrote, writes what Tarn reads."""

import json
import os
import sys
import urllib.parse
import urllib.request

try:
    import pyarrow as pa
    from pyiceberg.catalog import load_catalog
    from pyiceberg.exceptions import ForbiddenError
    from pyiceberg.types import LongType
except ImportError:
    print("skipped: no PyIceberg (pip install 'pyiceberg[pyarrow,s3fs]'; TARN_TEST_PYTHON names the Python that has it)")
    raise SystemExit


def token(user):
    form = {"grant_type": "password", "client_id": "tarn-cli", "username": user, "password": user}
    url = os.environ["TARN_OIDC_ISSUER"] + "/protocol/openid-connect/token"
    with urllib.request.urlopen(url, urllib.parse.urlencode(form).encode()) as answer:
        return json.load(answer)["access_token"]


KEYS = {
    "s3.endpoint": os.environ["TARN_S3_ENDPOINT"],
    "s3.region": os.environ["TARN_S3_REGION"],
    "s3.access-key-id": os.environ["TARN_S3_ACCESS_KEY"],
    "s3.secret-access-key": os.environ["TARN_S3_SECRET_KEY"],
}
SIGNED = {"header.X-Iceberg-Access-Delegation": "remote-signing"}


def catalog(user, access):
    return load_catalog(
        "tarn",
        type="rest",
        uri=os.environ["TARN_CATALOG_URL"] + "/iceberg",
        warehouse="retail",
        token=token(user),
        **access,
    )


def refused(action):
    try:
        action()
    except ForbiddenError:
        return True
    return False


engineer = catalog("engineer", KEYS)
if sys.argv[1:2] == ["again"]:  # writes what it reads once more, for another engine to read
    table = engineer.load_table(sys.argv[2])
    table.append(table.scan().to_arrow())
    raise SystemExit
for column in sys.argv[1:]:  # what another engine compares its answers with
    table = engineer.load_table(column.rpartition(".")[0])
    snapshot = table.current_snapshot()
    values = table.scan(snapshot_id=snapshot.snapshot_id).to_arrow()[column.rpartition(".")[2]].to_pylist()
    print(column, snapshot.snapshot_id, snapshot.summary["total-position-deletes"], len(values), sum(values))
if sys.argv[1:]:
    raise SystemExit

orders = engineer.load_table("silver.orders")
assert orders.metadata.format_version == 3
summary = orders.current_snapshot().summary
lines = orders.scan().to_arrow()
deleted = int(summary["total-position-deletes"])
assert lines.num_rows == int(summary["total-records"]) - deleted, (lines.num_rows, summary)
assert len(set(lines["row_id"].to_pylist())) == lines.num_rows, "a row that was deleted is read"

notes = pa.table({"id": [1, 2, 3], "name": ["a", "b", None]})
engineer.create_namespace("sandbox")
table = engineer.create_table("sandbox.notes", notes.schema, properties={"format-version": "2"})
table.append(notes)
table.append(notes)
table.delete("id = 1")
assert table.scan().to_arrow().num_rows == 4
with table.update_schema() as change:
    change.add_column("more", LongType())
assert [field.name for field in engineer.load_table("sandbox.notes").schema().fields] == ["id", "name", "more"]

keyless = catalog("engineer", SIGNED)
table = keyless.create_table("sandbox.signed", notes.schema, properties={"format-version": "2"})
table.append(notes)
assert keyless.load_table("sandbox.signed").scan().to_arrow().num_rows == 3

analyst = catalog("analyst", SIGNED)
assert analyst.load_table("gold.daily_sales").scan(limit=5).to_arrow().num_rows == 5
assert refused(lambda: analyst.load_table("silver.orders")), "the names in it are masked"
assert refused(lambda: analyst.load_table("bronze.orders"))
assert refused(lambda: analyst.create_table("sandbox.mine", notes.schema))
print("story: passed")
