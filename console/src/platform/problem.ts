import type { Problem } from "./contracts";

/** A refusal or failure that a person can read: what happened, why, what to do. */
export class ProblemError extends Error implements Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly hint: string | null;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail ?? "";
    this.hint = problem.hint ?? null;
  }
}

const FALLBACK: Record<number, [title: string, hint: string]> = {
  401: ["You are signed out", "Sign in again."],
  403: ["You may not see this", "Ask someone who manages it for a grant, or sign in as somebody else."],
  404: ["Not here", "It may have been renamed or removed, or you may not see it."],
  429: ["Too many requests at once", "Wait a moment and try again."],
  503: ["A service is not available", "It may be starting. Try again in a moment."],
};

/** Reads a failed answer: problem+json where it is one, else what the status alone tells. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const [title, hint] = FALLBACK[response.status] ?? [`The service answered ${response.status}`, ""];
  const text = await response.text().catch(() => "");
  try {
    const body: unknown = JSON.parse(text);
    if (body !== null && typeof body === "object") {
      return new ProblemError({ title, status: response.status, hint, ...withoutBlanks(body) });
    }
  } catch {
    // Not JSON: a proxy or a crash page answered, whose markup helps nobody.
  }
  return new ProblemError({ title, status: response.status, hint });
}

function withoutBlanks(body: object): Partial<Problem> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ""));
}

/** Whatever was thrown, as something to show. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TypeError) {
    return new ProblemError({
      title: "The service cannot be reached",
      status: 0,
      detail: "No answer came over the network.",
      hint: "It may be starting or stopped. Try again in a moment.",
    });
  }
  return new ProblemError({ title: "Something went wrong", status: 0, detail: String(error) });
}
