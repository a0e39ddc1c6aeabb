/** One element name of a path: its local name, and its namespace where the path states one. */
export interface ElementStep {
  readonly local: string;
  readonly namespace?: string;
}

const step = /\/?(?:\{([^}]*)\})?([^/{}\s]+)/y;

/** `Shift/Order/Unit`, `{urn:x}Shift/Unit`; undefined for anything else. */
export function readElementPath(text: string): readonly ElementStep[] | undefined {
  const steps: ElementStep[] = [];
  for (step.lastIndex = 0; step.lastIndex < text.length;) {
    const found = step.exec(text);
    if (!found) return undefined;
    const [, namespace, local = ''] = found;
    steps.push({ local, ...(namespace === undefined ? {} : { namespace }) });
  }
  return steps.length > 0 ? steps : undefined;
}
