import { refused } from '../../../graph/errors.ts';
import type { Result } from '../../../graph/errors.ts';
import { encodingNamed, markOf, unitBytes } from '../encoding.ts';
import type { Encoding } from '../encoding.ts';

/** The encoding of a document: the plan's, else by its byte order mark, else by its XML declaration, else UTF-8. */
export function xmlEncoding(bytes: Uint8Array, declared: Encoding | undefined): Result<Encoding> {
  if (declared) return { ok: declared };
  const seen = markOf(bytes)?.encoding ?? wideEncoding(bytes);
  const named = namedEncoding(bytes, seen);
  if (named === undefined) return { ok: seen ?? 'utf-8' };
  const said = encodingNamed(named);
  if (said === undefined)
    return refused('ENCODING_CONFLICT', `The document says ${named}, which is not known`, { value: named });
  if (unitBytes(said) !== unitBytes(seen ?? 'utf-8') || (seen === 'utf-8' && said !== 'utf-8')) {
    return refused(
      'ENCODING_CONFLICT',
      `The document says ${named}, its bytes are ${seen ?? 'of one byte a character'}`,
      { value: named },
    );
  }
  return { ok: seen ?? said };
}

/** UTF-16 without a mark shows itself by the first character, which is always `<`. */
function wideEncoding([first, second]: Uint8Array): Encoding | undefined {
  if (first === 0x3c && second === 0) return 'utf-16le';
  return first === 0 && second === 0x3c ? 'utf-16be' : undefined;
}

function namedEncoding(bytes: Uint8Array, seen: Encoding | undefined): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 400));
  const text =
    seen !== undefined && unitBytes(seen) === 2
      ? start.toString('latin1').replaceAll('\0', '')
      : start.toString('latin1');
  return /^[^<]{0,3}<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(text)?.[1];
}
