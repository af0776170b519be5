import { geoAlbersUsa } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "us-atlas/states-10m.json";

const topology = atlas as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>;
const inset = geoAlbersUsa();

const visible = feature(topology, topology.objects.states).features.filter(
  (state) => inset(firstPoint(state.geometry)) !== null,
);

/** The fifty states and DC as GeoJSON; islands that the projection has no room for are left out. */
export const states = { type: "FeatureCollection" as const, features: visible };

/** Alaska and Hawaii moved beneath the south-west, as every American map has them. */
export const projection = {
  project: (point: number[]) => inset([point[0] ?? 0, point[1] ?? 0]) ?? [Number.NaN, Number.NaN],
  unproject: (point: number[]) => inset.invert?.([point[0] ?? 0, point[1] ?? 0]) ?? [Number.NaN, Number.NaN],
};

export function onMap(longitude: number, latitude: number): boolean {
  return inset([longitude, latitude]) !== null;
}

function firstPoint(geometry: { type: string } & object): [number, number] {
  let inner: unknown = "coordinates" in geometry ? geometry.coordinates : [];
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return Array.isArray(inner) ? [Number(inner[0]), Number(inner[1])] : [0, 0];
}
