/** `*` within a name, `**` over folders, `?` one character; everything else stands for itself. */
export function createPattern(pattern: string): (path: string) => boolean {
  const source = pattern.replace(/\*\*\/?|[*?]|[\\^$.+()[\]{}|]/g, (part) => {
    if (part.startsWith('**')) return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  const form = new RegExp(`^${source}$`, 'u');
  return (path) => form.test(path);
}

export const goesDeep = (pattern: string): boolean => pattern.includes('/') || pattern.includes('**');
