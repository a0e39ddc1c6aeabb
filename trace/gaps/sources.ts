import { refOfKey } from '../../graph/model/object-ref.ts';
import type { ObjectKey } from '../../graph/model/object-ref.ts';
import type { LedgerPosition } from '../../graph/ledger/ledger.ts';
import type { SourceBasis } from '../answer.ts';
import type { Evidence, SourceIntake } from '../evidence.ts';
import type { FrozenRows } from '../frozen-rows.ts';
import type { Rows } from '../rows.ts';
import { RowSites } from './row-sites.ts';

/** What is declared of a source system, and how far it has come, as known at the question's position. */
export interface Source {
  readonly node: number;
  readonly name: string;
  /** Empty: it may speak of any. */
  readonly sites: readonly string[];
  readonly brings: readonly ObjectKey[];
  readonly cannotShow: readonly string[];
  readonly expectedEveryMs: number | undefined;
  readonly graceMs: number;
  readonly declaredAt: LedgerPosition | undefined;
  readonly intake: SourceIntake | undefined;
}

/** The sources that the reader may see, and whether they speak of the sites of an answer. */
export class Sources {
  readonly all: readonly Source[];
  /** Parties whose own records come by one of the sources. */
  readonly brought: ReadonlySet<ObjectKey>;
  readonly #rows: Rows;
  readonly #frozen: FrozenRows;
  #sites: ReadonlySet<string> | 'any' | undefined;

  constructor(rows: Rows, frozen: FrozenRows, evidence: Evidence) {
    const intake = new Map(evidence.intakeAt(rows.lens.known).map((one) => [one.source, one]));
    this.all = sourceNodes(rows).map((node) => sourceOf(rows, node, intake));
    this.brought = new Set(this.all.flatMap(({ brings }) => brings));
    this.#rows = rows;
    this.#frozen = frozen;
  }

  find(name: string): Source | undefined {
    return this.all.find((source) => source.name === name);
  }

  /** Sites of the answer; any, where the site of one of its things is not known. Looked up when first asked for. */
  sites(): ReadonlySet<string> | 'any' {
    return (this.#sites ??= RowSites.of(this.#rows).ofAnswer(this.#frozen));
  }

  concern(sites: readonly string[]): boolean {
    if (sites.length === 0 || this.all.every((source) => source.sites.length === 0)) return true;
    const here = this.sites();
    return here === 'any' || sites.some((site) => here.has(site));
  }

  basis(): readonly SourceBasis[] {
    return this.all
      .filter(({ sites }) => this.concern(sites))
      .map(({ name, cannotShow, intake }) => ({
        source: name,
        lastRecord: intake?.lastRecord ?? 0,
        lastReceivedAt: intake?.lastReceivedAt ?? '',
        cannotShow,
      }));
  }
}

function sourceNodes({ lens, identity }: Rows): readonly number[] {
  const { nodes, sources } = lens.index;
  return [...sources].filter((node) => identity.isKnown(node)).sort((a, b) => nodes.keys.compare(a, b));
}

function sourceOf({ lens }: Rows, node: number, intake: ReadonlyMap<string, SourceIntake>): Source {
  const name = refOfKey(lens.index.nodes.key(node))!.value;
  const declared = (what: string): unknown => {
    const [text] = lens.values(node, `declared.${what}`);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const every = Number(declared('expectedEvery'));
  return {
    node,
    name,
    sites: listOf(declared('sites')),
    brings: listOf(declared('brings')),
    cannotShow: listOf(declared('cannotShow')),
    expectedEveryMs: every > 0 ? every : undefined,
    graceMs: Number(declared('expectedGrace') ?? 0) || 0,
    declaredAt: lens.statedAt(node, 'declared'),
    intake: intake.get(name),
  };
}

function listOf(stated: unknown): readonly string[] {
  if (Array.isArray(stated)) return stated.filter((one) => typeof one === 'string');
  return typeof stated === 'string' && stated !== '' ? [stated] : [];
}
