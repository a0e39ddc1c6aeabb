import neo4j from 'neo4j-driver';
import type { BookmarkManager } from 'neo4j-driver';
import type { KeptBookmarks } from '../kept-bookmarks.ts';

/** What a connection waits for before it reads: all that it has read or written itself, and what the writer has kept. */
export class Bookmarks {
  readonly manager: BookmarkManager;
  readonly #kept: KeptBookmarks | undefined;
  readonly #inVain: ReadonlySet<string>;
  #own: readonly string[] = [];

  constructor(kept?: KeptBookmarks, inVain: ReadonlySet<string> = new Set()) {
    this.#kept = kept;
    this.#inVain = inVain;
    this.manager = neo4j.bookmarkManager({
      bookmarksSupplier: () => Promise.resolve(this.#supplied()),
      bookmarksConsumer: (bookmarks) => {
        this.#own = [...bookmarks];
        kept?.tell(this.#own);
        return Promise.resolve();
      },
    });
  }

  waitsFor(): readonly string[] {
    return [...this.#own, ...this.#supplied()];
  }

  /** To begin anew: those that never come about, since the database is another one or an older copy of it, are left out. */
  without(inVain: readonly string[]): Bookmarks {
    return new Bookmarks(this.#kept, new Set([...this.#inVain, ...inVain]));
  }

  #supplied(): readonly string[] {
    return (this.#kept?.kept() ?? []).filter((bookmark) => !this.#inVain.has(bookmark));
  }
}
