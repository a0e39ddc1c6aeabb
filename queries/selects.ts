import { Kind } from 'graphql';
import type { FieldNode, GraphQLResolveInfo, SelectionNode } from 'graphql';

/**
 * Whether the field at the end of the path is asked for below the field that is being resolved. Conditions of types and
 * directives are not looked at: then a page is hydrated for more than is shown, never for less.
 */
export function selects(info: GraphQLResolveInfo, ...path: readonly string[]): boolean {
  let fields: readonly FieldNode[] = info.fieldNodes;
  for (const name of path) fields = below(info, fields).filter((field) => field.name.value === name);
  return fields.length > 0;
}

function below(info: GraphQLResolveInfo, fields: readonly FieldNode[]): readonly FieldNode[] {
  const found: FieldNode[] = [];
  const seen = new Set<string>();
  const walk = (selection: SelectionNode): void => {
    if (selection.kind === Kind.FIELD) found.push(selection);
    else if (selection.kind === Kind.INLINE_FRAGMENT) selection.selectionSet.selections.forEach(walk);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      info.fragments[selection.name.value]?.selectionSet.selections.forEach(walk);
    }
  };
  for (const field of fields) field.selectionSet?.selections.forEach(walk);
  return found;
}
