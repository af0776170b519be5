import type { Edge } from "../platform/contracts";
import { columnParts, isHidden, layerOf, nameParts } from "../platform/names";
import { link } from "../platform/route";
import { curve, edgeKey, layout, NODE, type Placed, type Point } from "./layout";

const MARGIN = 16;

/** Tables from left to right. With columns chosen, lines run between columns and other tables step back. */
export function LineageGraph(props: {
  tables: string[];
  edges: Edge[];
  focus: string;
  columns: Map<string, string[]>;
  columnEdges: Edge[];
}) {
  const { nodes, passages, width, height } = layout(props.tables, props.edges, props.columns);
  const placed = new Map(nodes.map((node) => [node.table, node]));
  const byColumn = props.columns.size > 0;
  return (
    <div className="card lineage">
      <svg
        style={{ width: width + 2 * MARGIN, minWidth: 0.75 * width }}
        viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
        role="group"
        aria-label={`Lineage of ${props.focus}: ${props.edges.map((edge) => `${edge.from} feeds ${edge.to}`).join(", ")}`}
      >
        {props.edges.map((edge) => (
          <Line
            key={edgeKey(edge)}
            className={byColumn ? "edge behind" : "edge"}
            from={end(placed, edge.from)}
            to={end(placed, edge.to)}
            passages={passages}
          />
        ))}
        {nodes.map((node) => (
          <Node
            key={node.table}
            node={node}
            focus={node.table === props.focus}
            behind={byColumn && node.columns.length === 0}
          />
        ))}
        {props.columnEdges.map((edge) => (
          <Line
            key={edgeKey(edge)}
            className="edge chosen"
            from={columnEnd(placed, edge.from)}
            to={columnEnd(placed, edge.to)}
            passages={passages}
          />
        ))}
      </svg>
    </div>
  );
}

interface End {
  node: Placed;
  y: number;
}

function end(placed: Map<string, Placed>, table: string): End | undefined {
  const node = placed.get(table);
  return node && { node, y: node.y + NODE.head / 2 };
}

function columnEnd(placed: Map<string, Placed>, name: string): End | undefined {
  const { table, column } = columnParts(name);
  const node = placed.get(table);
  return node && { node, y: node.y + NODE.head + (node.columns.indexOf(column) + 0.5) * NODE.row };
}

function Line(props: {
  from: End | undefined;
  to: End | undefined;
  passages: Map<string, Point[]>;
  className: string;
}) {
  const { from, to } = props;
  if (from === undefined || to === undefined) return null;
  const by = props.passages.get(edgeKey({ from: from.node.table, to: to.node.table })) ?? [];
  const path = curve({ x: from.node.x + NODE.width, y: from.y }, by, { x: to.node.x, y: to.y });
  return <path className={props.className} d={path} />;
}

function HiddenNode({ node }: { node: Placed }) {
  return (
    <g className="node hidden">
      <title>A table that you may not see</title>
      <rect x={node.x} y={node.y} width={NODE.width} height={node.height} rx="8" />
      <text x={node.x + 16} y={node.y + NODE.head / 2 + 4.5}>
        not visible to you
      </text>
    </g>
  );
}

function Node({ node, focus, behind }: { node: Placed; focus: boolean; behind: boolean }) {
  if (isHidden(node.table)) return <HiddenNode node={node} />;
  const { namespace, table } = nameParts(node.table);
  const fits = Math.floor((NODE.width - 44) / 7.2);
  return (
    <a
      href={link("tables", node.table, "lineage")}
      aria-label={node.table}
      className={`node ${focus ? "focus" : ""} ${behind ? "behind" : ""}`}
    >
      <title>{node.table}</title>
      <rect x={node.x} y={node.y} width={NODE.width} height={node.height} rx="8" />
      <circle
        className={`layer-${layerOf(node.table)}`}
        cx={node.x + 16}
        cy={node.y + NODE.head / 2}
        r="4.5"
      />
      <text x={node.x + 28} y={node.y + NODE.head / 2 + 4.5}>
        <tspan className="namespace">{namespace}.</tspan>
        {shortened(table, fits - namespace.length)}
      </text>
      {node.columns.map((column, i) => (
        <text key={column} className="column" x={node.x + 28} y={node.y + NODE.head + i * NODE.row + 15}>
          {shortened(column, 26)}
        </text>
      ))}
    </a>
  );
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(4, most - 1))}…`;
}
