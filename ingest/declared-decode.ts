import type { Format, SourceObject } from './format.ts';

/** How to read a kept record, by what its sender says of it where the format lets a sender choose. */
export function declaredDecode<Config extends object>(
  { format, decode }: { readonly format: Format<Config>; readonly decode: Config },
  { meta }: { readonly meta?: SourceObject },
): Config {
  const contentType = meta?.['contentType'];
  const declared = typeof contentType === 'string' ? format.declared?.(decode, contentType) : undefined;
  return (declared as Config | undefined) ?? decode;
}
