type Schema = Readonly<Record<string, unknown>>;

/**
 * The same schema with each part that comes more than once written once, under `$defs`. A verb names an object in a dozen
 * places; written out in each of them, its validator takes three times as long to make and no less to run.
 */
export function withSharedParts(schema: Schema): Schema {
  const places = new Map<string, number>();
  count(schema, places);
  return new Sharing(places).whole(schema);
}

function count(part: unknown, places: Map<string, number>): void {
  if (typeof part !== 'object' || part === null) return;
  if (isShareable(part)) {
    const text = JSON.stringify(part);
    const known = places.get(text) ?? 0;
    places.set(text, known + 1);
    if (known > 0) return;
  }
  for (const inner of Object.values(part)) count(inner, places);
}

// What is smaller than a reference to it stays where it is.
const isShareable = (part: object): part is Schema =>
  'anyOf' in part || ('type' in part && part.type === 'object' && 'properties' in part);

class Sharing {
  readonly #places: ReadonlyMap<string, number>;
  readonly #names = new Map<string, string>();
  readonly #shared: Record<string, unknown> = {};

  constructor(places: ReadonlyMap<string, number>) {
    this.#places = places;
  }

  whole(schema: Schema): Schema {
    const own = this.#inside(schema);
    return Object.keys(this.#shared).length === 0 ? own : { ...own, $defs: this.#shared };
  }

  #part(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((item) => this.#part(item));
    if (!isShareable(part)) return this.#inside(part as Schema);
    const text = JSON.stringify(part);
    if ((this.#places.get(text) ?? 0) < 2) return this.#inside(part);
    return { $ref: `#/$defs/${this.#names.get(text) ?? this.#share(text, part)}` };
  }

  #share(text: string, part: Schema): string {
    const name = `part${this.#names.size}`;
    this.#names.set(text, name);
    this.#shared[name] = this.#inside(part);
    return name;
  }

  #inside(schema: Schema): Schema {
    return Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, this.#part(part)]));
  }
}
