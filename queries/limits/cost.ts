import { Kind, getArgumentValues, getNamedType, getNullableType, isCompositeType, isListType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { listSizes, perElement, weights } from './cost-table.ts';

export interface Measured {
  readonly cost: number;
  readonly depth: number;
  readonly introspectionDepth: number;
}

export interface Measuring {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Called once for each field of the document, with the arguments as they will be given. */
  readonly check: (field: FieldNode, given: Readonly<Record<string, unknown>>) => void;
}

const nothing: Measured = { cost: 0, depth: 0, introspectionDepth: 0 };

/**
 * The most a selection can cost, before anything is executed: weight × product of the enclosing `first`. A fragment is
 * measured once for each type and page size it is spread in, so that the work is linear in the document.
 */
export function measure(on: Measuring, root: SelectionSetNode, type: GraphQLCompositeType): Measured {
  const known = new Map<string, Measured>();

  function ofSet(set: SelectionSetNode, parent: GraphQLCompositeType, page: number): Measured {
    return set.selections.map((selection) => ofSelection(selection, parent, page)).reduce(add, nothing);
  }

  function ofSelection(
    selection: SelectionSetNode['selections'][number],
    parent: GraphQLCompositeType,
    page: number,
  ): Measured {
    if (selection.kind === Kind.FIELD) return ofField(selection, parent, page);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value, page);
    const { typeCondition, selectionSet } = selection;
    return ofSet(selectionSet, typeCondition ? typeNamed(typeCondition.name.value) : parent, page);
  }

  function ofFragment(name: string, page: number): Measured {
    const key = `${name} ${String(page)}`;
    const found = known.get(key);
    if (found) return found;
    const fragment = on.fragments.get(name);
    const measured = fragment
      ? ofSet(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value), page)
      : nothing;
    known.set(key, measured);
    return measured;
  }

  function ofField(node: FieldNode, parent: GraphQLCompositeType, page: number): Measured {
    const name = node.name.value;
    if (name.startsWith('__')) return { ...nothing, introspectionDepth: depthOf(node.selectionSet, on.fragments) };
    const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (field === undefined) return nothing;
    const given = argumentsOf(field, node, on.variables);
    on.check(node, given);
    const path = `${parent.name}.${name}`;
    const own = (weights[path] ?? 0) + ofElements(path, given);
    const below = getNamedType(field.type);
    if (!isCompositeType(below) || node.selectionSet === undefined) return { ...nothing, cost: own, depth: 1 };
    const first = typeof given['first'] === 'number' ? given['first'] : 1;
    const count = isListType(getNullableType(field.type)) ? sizeOf(path, parent, given, page) : 1;
    const inner = ofSet(node.selectionSet, below, first);
    return {
      cost: own + count * (1 + inner.cost),
      depth: 1 + inner.depth,
      introspectionDepth: inner.introspectionDepth,
    };
  }

  function typeNamed(name: string): GraphQLCompositeType {
    return on.schema.getType(name) as GraphQLCompositeType;
  }

  return ofSet(root, type, 1);
}

function add(a: Measured, b: Measured): Measured {
  return {
    cost: a.cost + b.cost,
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
  };
}

/** Own `first`, the enclosing page's, or the table's. */
function sizeOf(
  path: string,
  parent: GraphQLCompositeType,
  given: Readonly<Record<string, unknown>>,
  page: number,
): number {
  if (typeof given['first'] === 'number') return given['first'];
  return isPage(parent.name) ? page : (listSizes[path] ?? 1) * elementsOf(path, given);
}

export const isPage = (typeName: string): boolean => typeName.endsWith('Page');

function elementsOf(path: string, given: Readonly<Record<string, unknown>>): number {
  const list = given[perElement[path]?.[0] ?? ''];
  return path === 'Query.resolve' && Array.isArray(list) ? list.length : 1;
}

function ofElements(path: string, given: Readonly<Record<string, unknown>>): number {
  const [argument = '', weight = 0] = perElement[path] ?? [];
  const list = given[argument];
  return Array.isArray(list) ? list.length * weight : 0;
}

/** A missing or wrong argument is told by the execution, in its own words. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  try {
    return getArgumentValues(field, node, { ...variables });
  } catch {
    return {};
  }
}

function depthOf(set: SelectionSetNode | undefined, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const known = new Map<string, number>();
  const of = (selections: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(selections?.selections ?? []).map((selection) => {
        if (selection.kind === Kind.FIELD) return 1 + of(selection.selectionSet);
        if (selection.kind === Kind.INLINE_FRAGMENT) return of(selection.selectionSet);
        const name = selection.name.value;
        const depth = known.get(name) ?? of(fragments.get(name)?.selectionSet);
        known.set(name, depth);
        return depth;
      }),
    );
  return 1 + of(set);
}
