import { GraphQLError, Kind, getVariableValues, visit } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { isCursor } from '../cursor.ts';
import { limits } from './cost-table.ts';
import { measure } from './cost.ts';

/** A valid document, and what it is about to be executed with. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Throws what makes the request 400 when it asks for more than one request may; gives its cost otherwise. */
export function checkLimits({ schema, document, operation, variables }: Asked): number {
  const written = count(document);
  atMost('aliases', written.aliases, limits.aliases);
  atMost('directives', written.directives, limits.directives);
  const root = schema.getRootType(operation.operation);
  if (!root) throw badRequest('GRAPHQL_VALIDATION_FAILED', `The schema has no ${operation.operation}.`);
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables }).coerced;
  // What the variables lack is told by the execution, which then does nothing else.
  if (!coerced) return 0;
  const fragments = fragmentsOf(document);
  atMost('root fields', rootFields(operation, fragments), limits.rootFields);
  const measured = measure(
    { schema, fragments, variables: coerced, check: checkArguments },
    operation.selectionSet,
    root,
  );
  atMost('depth', measured.depth, limits.depth);
  atMost('introspection depth', measured.introspectionDepth, limits.introspectionDepth);
  atMost('cost', measured.cost, limits.cost);
  return measured.cost;
}

function atMost(what: string, requested: number, limit: number): void {
  if (requested <= limit) return;
  const message = `The query has ${what} ${shown(requested)}; ${limit} is the limit.`;
  const cost = { requested: Math.min(requested, Number.MAX_SAFE_INTEGER), limit };
  throw badRequest('QUERY_TOO_EXPENSIVE', message, { what, cost });
}

const shown = (count: number): string => (count > 1e12 ? 'beyond counting' : String(count));

/** Before execution: 400, without `path`. */
export function badRequest(code: string, message: string, more: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more, http: { status: 400 } } });
}

function count(document: DocumentNode): { readonly aliases: number; readonly directives: number } {
  let [aliases, directives] = [0, 0];
  visit(document, {
    Field: (node) => {
      if (node.alias) aliases++;
    },
    Directive: () => {
      directives++;
    },
  });
  return { aliases, directives };
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function rootFields(
  { selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  const seen = new Set<string>();
  const of = (set: OperationDefinitionNode['selectionSet'] | undefined): number =>
    (set?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + of(selection.selectionSet);
      const name = selection.name.value;
      if (seen.has(name)) return sum;
      seen.add(name);
      return sum + of(fragments.get(name)?.selectionSet);
    }, 0);
  return of(selectionSet);
}

type Bound = (value: unknown) => string | undefined;

const between =
  (least: number, most: number): Bound =>
  (value) =>
    typeof value === 'number' && (value < least || value > most) ? `must be ${least} to ${most}` : undefined;

const listOf =
  (least: number, most: number): Bound =>
  (value) =>
    Array.isArray(value) && (value.length < least || value.length > most) ? `must hold ${least} to ${most}` : undefined;

const textUpTo =
  (most: number): Bound =>
  (value) =>
    typeof value === 'string' && (value.trim() === '' || value.length > most)
      ? `must be a text of 1 to ${most} characters`
      : undefined;

const bounds: Readonly<Record<string, Bound>> = {
  first: between(1, limits.first),
  at: between(0, 2 ** 31 - 1),
  offset: between(0, 2 ** 31 - 1),
  length: between(1, limits.rawLength),
  texts: listOf(1, limits.texts),
  by: listOf(1, limits.by),
  same: listOf(2, limits.same),
  reason: textUpTo(limits.reason),
  text: textUpTo(limits.searchText),
};

function checkArguments(field: FieldNode, given: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(given)) {
    const wrong = bounds[name]?.(value);
    if (wrong !== undefined) throw badRequest('BAD_USER_INPUT', `Argument ${name} of ${field.name.value} ${wrong}.`);
    if (name === 'after' && typeof value === 'string' && !isCursor(value)) {
      throw badRequest('BAD_CURSOR', `Argument after of ${field.name.value} is no cursor that a page gave.`);
    }
  }
}
